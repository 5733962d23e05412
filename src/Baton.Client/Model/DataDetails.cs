namespace Baton.Client;

/// <summary>Says of an input or output whether it is all there.</summary>
public sealed record DataDetails
{
    /// <summary>False when the data is whole; it was cut off otherwise.</summary>
    public bool Included { get; init; } = true;

    public bool Truncated { get; init; }
}
