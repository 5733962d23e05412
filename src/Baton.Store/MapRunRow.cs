namespace Baton.Store;

/// <summary>Where a Map Run stands. The numbers are stored and never change meaning.</summary>
public enum MapRunStatus
{
    Running = 1,
    Succeeded = 2,
    Failed = 3,
    Aborted = 4,
}

/// <summary>The run of a distributed Map's items as child executions, which are stored like those of a machine: the run's id is their machine id.</summary>
public sealed record MapRunRow
{
    /// <summary>Of the same sequence as the ids of machines.</summary>
    public required long Id { get; init; }

    public required string Arn { get; init; }

    /// <summary>The execution whose Map it is.</summary>
    public required long ExecutionNumber { get; init; }

    public required MapRunStatus Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null exactly while the run is running.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>How it runs and how it ended, as JSON; opaque to the store.</summary>
    public required string Details { get; init; }

    /// <summary>What the children run.</summary>
    public required StateMachineRevisionRow Revision { get; init; }
}

/// <summary>Which of a Map Run's children an execution is; written with its first append, and with one that redrives it.</summary>
/// <param name="Index">Which one, from 0.</param>
/// <param name="Items">How many items it got.</param>
/// <param name="Redrive">Which redrive of the run it was last started or redriven in; 0 for the first attempt.</param>
public sealed record MapRunChild(int Index, int Items, int Redrive = 0);

/// <summary>A child execution of a Map Run.</summary>
public sealed record MapRunChildRow(MapRunChild Child, ExecutionRow Execution);
