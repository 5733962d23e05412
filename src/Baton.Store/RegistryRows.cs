namespace Baton.Store;

/// <summary>A machine as it is now.</summary>
public sealed record StateMachineRow
{
    /// <summary>Ascending in the order of creation, never reused.</summary>
    public required long Id { get; init; }

    public required string Arn { get; init; }

    public required string Name { get; init; }

    public required string Region { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether deletion was asked for; the row goes when no execution of the machine is open any more.</summary>
    public required bool Deleting { get; init; }

    /// <summary>What new executions run.</summary>
    public required StateMachineRevisionRow Revision { get; init; }
}

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

    /// <summary>Further settings of the machine (type, logging, tracing, encryption), as JSON; opaque to the store.</summary>
    public required string Settings { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An activity: a name that workers poll.</summary>
public sealed record ActivityRow(long Id, string Arn, string Name, string Region, DateTimeOffset CreatedAt);
