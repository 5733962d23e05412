namespace Baton.Language;

/// <summary>What a definition is read for.</summary>
public sealed record DefinitionOptions
{
    public static DefinitionOptions Standard { get; } = new();

    /// <summary>Whether the machine is of type EXPRESS, which cannot wait for jobs, tokens or activities.</summary>
    public bool Express { get; init; }

    /// <summary>The longest definition that is read, in characters. Default 1,048,576, as published.</summary>
    public int LengthMax { get; init; } = DefinitionParser.LengthMax;

    /// <summary>What a Task can name beside the integrations that AWS publishes.</summary>
    public IReadOnlyList<ServiceIntegration> Integrations { get; init; } = [];

    /// <summary>Whether findings get the line and column of what they mean, for editors. Costs a second pass over the text.</summary>
    public bool Positions { get; init; }
}
