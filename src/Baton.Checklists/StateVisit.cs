namespace Baton.Checklists;

/// <summary>One visit of a state, from entering to leaving it. A state in a loop has many.</summary>
internal sealed class StateVisit
{
    /// <summary>The id of the event that entered it.</summary>
    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The state's type: Task, Pass, Map…</summary>
    public required string Type { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>JSON text; null where history does not tell it.</summary>
    public string? Input { get; init; }

    /// <summary>JSON text; null while it is open, and where history does not tell it.</summary>
    public string? Output { get; set; }

    /// <summary>What it is part of.</summary>
    public required Lane Lane { get; init; }

    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>The id of the event that left or ended it; 0 while it is open.</summary>
    public long LeftBy { get; set; }

    public VisitStatus Status { get; set; }

    /// <summary>What was done in it: none for states that only route data, several where it was tried again.</summary>
    public List<Attempt> Attempts { get; } = [];

    /// <summary>The failure that ended it, or that was caught.</summary>
    public Failure? Failure { get; set; }
}
