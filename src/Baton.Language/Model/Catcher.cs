using Baton.Expressions;

namespace Baton.Language.Model;

/// <summary>Where a failed state goes on.</summary>
public sealed record Catcher
{
    public required IReadOnlyList<string> ErrorEquals { get; init; }

    public required string Next { get; init; }

    /// <summary>Where the error output goes in the raw input; null discards it. JSONPath only.</summary>
    public JsonPath? ResultPath { get; init; } = JsonPath.Root;

    public ValueTemplate? Assign { get; init; }

    /// <summary>JSONata only.</summary>
    public ValueTemplate? Output { get; init; }
}
