namespace Baton.Store;

/// <summary>Where an execution stands. The numbers are stored and never change meaning.</summary>
public enum ExecutionStatus
{
    Running = 1,
    Succeeded = 2,
    Failed = 3,
    TimedOut = 4,
    Aborted = 5,
}

/// <summary>What is known of an execution without reading its events. Written with every append; times as <see cref="StoreTime"/> keeps them.</summary>
/// <remarks>ARN, partition, machine, version, alias and start are what the first append said; a later append repeats them.</remarks>
public sealed record ExecutionRow
{
    /// <summary>Ascending in the order of starts; the events are stored under it.</summary>
    public required long Number { get; init; }

    public required string Arn { get; init; }

    public required int Partition { get; init; }

    public required long StateMachineId { get; init; }

    /// <summary>The revision of the machine that the execution runs; only a redrive changes it.</summary>
    public required int Revision { get; init; }

    /// <summary>The number of the version that the execution was started by, directly or through an alias; null for neither.</summary>
    public int? PublishedVersion { get; init; }

    /// <summary>The name of the alias that the execution was started by; null for none.</summary>
    public string? Alias { get; init; }

    public required ExecutionStatus Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How often the execution was redriven; changes with the status alone.</summary>
    public int RedriveCount { get; init; }

    /// <summary>When the execution was last redriven; null for never.</summary>
    public DateTimeOffset? RedrivenAt { get; init; }

    /// <summary>Null exactly while the execution is running.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>When the execution has to be looked at again without anybody asking; null where no clock runs, and always once it is closed.</summary>
    public DateTimeOffset? WakeUpAt { get; init; }

    /// <summary>
    /// Until when the execution has to be looked at after a restart because it owes something to the outside: <see cref="DateTimeOffset.MaxValue"/>
    /// while something is to be dispatched, a point in time while something was handed out whose receipt nobody confirms, null for nothing.
    /// A closed execution can owe too: the word to its parent that it has ended.
    /// </summary>
    public DateTimeOffset? OwedUntil { get; init; }

    /// <summary>The number of events in the stream.</summary>
    public required long Version { get; init; }
}

/// <summary>A point in the order of wake-ups: by time, then by number.</summary>
public sealed record WakeUp(DateTimeOffset At, long Number, int Partition);

/// <summary>One commit's events of one execution, encoded; opaque to the store.</summary>
/// <param name="FirstVersion">Version of the first event in the batch, from 1.</param>
/// <param name="Events">The encoded events.</param>
public sealed record EventBatch(long FirstVersion, ReadOnlyMemory<byte> Events);

/// <summary>Which executions of a machine are wanted.</summary>
/// <param name="StateMachineId">The machine.</param>
/// <param name="Status">Only this status; null is any.</param>
/// <param name="BeforeNumber">Only executions with a lower number: where the page before ended; <see cref="long.MaxValue"/> for the first page.</param>
/// <param name="CountMax">At most this many, at least 1.</param>
public sealed record ExecutionQuery(long StateMachineId, ExecutionStatus? Status, long BeforeNumber, int CountMax)
{
    /// <summary>Only those that were started by this version, directly or through an alias; null is any. Not together with <see cref="Alias"/>.</summary>
    public int? PublishedVersion { get; init; }

    /// <summary>Only those that were started by the alias of this name; null is any.</summary>
    public string? Alias { get; init; }

    /// <summary>Only those that were redriven, or only those that were not; null is any.</summary>
    public bool? IsRedriven { get; init; }

    /// <summary>What every store asks of a query.</summary>
    /// <exception cref="ArgumentException">It wants no rows, or names a version and an alias.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(CountMax);
        if (PublishedVersion is not null && Alias is not null) throw new ArgumentException("A query names a version or an alias, not both.");
    }
}
