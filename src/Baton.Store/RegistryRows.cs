namespace Baton.Store;

/// <summary>How the executions of a machine run. The numbers are stored and never change meaning.</summary>
public enum StateMachineType
{
    Standard = 1,
    Express = 2,
}

/// <summary>A machine as it is now.</summary>
public sealed record StateMachineRow
{
    /// <summary>Ascending in the order of creation, never reused.</summary>
    public required long Id { get; init; }

    public required string Arn { get; init; }

    public required string Name { get; init; }

    public required string Region { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Fixed when the machine was created.</summary>
    public StateMachineType Type { get; init; } = StateMachineType.Standard;

    /// <summary>The highest version number given out, also if that version is gone; 0 where there is none.</summary>
    public int LastVersion { get; init; }

    /// <summary>The highest alias number given out, also if that alias is gone; 0 where there is none.</summary>
    public int LastAlias { get; init; }

    /// <summary>The machine's tags as a JSON object; opaque to the store.</summary>
    public string Tags { get; init; } = "{}";

    /// <summary>Whether deletion was asked for; the row goes when no execution of the machine is open any more.</summary>
    public required bool Deleting { get; init; }

    /// <summary>What new executions run.</summary>
    public required StateMachineRevisionRow Revision { get; init; }

    public StateMachineSummary Summary => new(Arn, Name, Type, CreatedAt);
}

/// <summary>What lists show of a machine: not its definition, which may be long.</summary>
public sealed record StateMachineSummary(string Arn, string Name, StateMachineType Type, DateTimeOffset CreatedAt);

/// <summary>One revision of a machine: what an update replaces as a whole.</summary>
public sealed record StateMachineRevisionRow
{
    public required long StateMachineId { get; init; }

    /// <summary>From 1, in the order of updates.</summary>
    public required int Number { get; init; }

    /// <summary>The id that the API shows; null before the first update.</summary>
    public string? RevisionId { get; init; }

    /// <summary>The definition's text as it was sent.</summary>
    public required string Definition { get; init; }

    public required string RoleArn { get; init; }

    /// <summary>Further settings of the machine (logging, tracing, encryption), as JSON; opaque to the store.</summary>
    public required string Settings { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A published version: a number for a revision.</summary>
/// <param name="StateMachineId">The machine.</param>
/// <param name="Number">From 1, in the order of publication; given out once per machine.</param>
/// <param name="Revision">The revision that the version is.</param>
/// <param name="Description">What the publisher said of it; null for nothing.</param>
/// <param name="CreatedAt">When it was published.</param>
public sealed record StateMachineVersionRow(long StateMachineId, int Number, int Revision, string? Description, DateTimeOffset CreatedAt);

/// <summary>One way an alias leads.</summary>
/// <param name="Version">The number of the version.</param>
/// <param name="Weight">How many starts of a hundred go there.</param>
public sealed record VersionRoute(int Version, int Weight);

/// <summary>An alias: a name that leads to one or two versions of its machine.</summary>
public sealed record StateMachineAliasRow
{
    public required long StateMachineId { get; init; }

    /// <summary>Ascending in the order of creation, given out once per machine.</summary>
    public required int Number { get; init; }

    /// <summary>Unique among the aliases of the machine.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    public required VersionRoute First { get; init; }

    public VersionRoute? Second { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>An activity: a name that workers poll.</summary>
public sealed record ActivityRow(long Id, string Arn, string Name, string Region, DateTimeOffset CreatedAt)
{
    /// <summary>Further settings of the activity (encryption), as JSON; opaque to the store.</summary>
    public string Settings { get; init; } = "{}";

    /// <summary>The activity's tags as a JSON object; opaque to the store.</summary>
    public string Tags { get; init; } = "{}";
}
