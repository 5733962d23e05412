using Baton.Expressions;

namespace Baton.Language.Model;

/// <summary>What all types of state share, as it was read; see <see cref="State"/> for what the fields mean.</summary>
internal sealed record StateHead
{
    public required string Name { get; init; }

    public required Place Place { get; init; }

    public required QueryLanguage QueryLanguage { get; init; }

    public string? Comment { get; init; }

    public string? Next { get; init; }

    public JsonPath? InputPath { get; init; }

    public PayloadTemplate? Parameters { get; init; }

    public PayloadTemplate? ResultSelector { get; init; }

    public JsonPath? ResultPath { get; init; }

    public JsonPath? OutputPath { get; init; }

    public ValueTemplate? Assign { get; init; }

    public ValueTemplate? Arguments { get; init; }

    public ValueTemplate? Output { get; init; }
}
