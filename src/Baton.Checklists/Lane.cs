namespace Baton.Checklists;

/// <summary>States one after the other: those of the execution itself, of a branch, or of an iteration.</summary>
internal sealed class Lane
{
    /// <summary>The attempt that this is a branch or iteration of; null for the execution itself.</summary>
    public Attempt? Owner { get; init; }

    /// <summary>0 for the first branch or iteration.</summary>
    public int Index { get; init; }

    public VisitStatus Status { get; set; }

    public List<StateVisit> Visits { get; } = [];
}
