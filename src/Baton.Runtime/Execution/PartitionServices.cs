using Baton.Expressions;
using Baton.Runtime.Logs;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Runtime.Tasks;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>What the partitions share.</summary>
internal sealed class PartitionServices
{
    public required IStore Store { get; init; }

    public required GroupCommitter Committer { get; init; }

    public required DefinitionCache Definitions { get; init; }

    public required StateMachineRegistry Machines { get; init; }

    public required SearchPaths SearchPaths { get; init; }

    public required EffectRunner Effects { get; init; }

    public required WakeUpService WakeUps { get; init; }

    public required ExecutionFaults Faults { get; init; }

    /// <summary>Where executions are logged; null for nowhere.</summary>
    public required IExecutionLog? Log { get; init; }

    public required ExecutionEndings Endings { get; init; }

    public required ExecutionChanges Changes { get; init; }

    public required ExecutionRates Rates { get; init; }

    public required ExecutionNumbers Numbers { get; init; }

    public required TimeProvider Clock { get; init; }

    public required RuntimeOptions Options { get; init; }

    /// <summary>Gives each partition its random bits.</summary>
    public required Func<int, IRandomness> Randomness { get; init; }

    /// <summary>The present time in whole milliseconds, as history shows it.</summary>
    public DateTimeOffset Now() => Clock.NowStored();
}

/// <summary>Gives executions their ascending numbers.</summary>
internal sealed class ExecutionNumbers(long last)
{
    private long _last = last;

    /// <summary>The highest that was given. Nothing that was written before is seen later than this by who gets the next.</summary>
    public long Last => Interlocked.Add(ref _last, 0);

    public long Next() => Interlocked.Increment(ref _last);
}
