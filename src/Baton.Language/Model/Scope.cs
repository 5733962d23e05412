namespace Baton.Language.Model;

/// <summary>States that can transition to one another: those of the machine, of one Parallel branch, or of a Map's item processor.</summary>
public sealed class Scope
{
    public required string StartAt { get; init; }

    public required IReadOnlyDictionary<string, State> States { get; init; }

    public string? Comment { get; init; }

    /// <summary>Where the object that holds <c>States</c> stands, as findings say it: <c>/States/A/Branches[0]</c>; empty for the machine.</summary>
    public required string Pointer { get; init; }
}
