using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Language.Model;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>Something for a partition to do, one thing at a time.</summary>
internal abstract record PartitionWork
{
    private PartitionWork()
    {
    }

    /// <param name="Machine">The machine, at the revision to run.</param>
    /// <param name="Definition">That revision, compiled.</param>
    /// <param name="Identity">What the execution is started with.</param>
    /// <param name="IsNameNew">Whether the name was made up for this start, so that nothing can have it.</param>
    public sealed record Start(
        StateMachineRow Machine, StateMachine Definition, ExecutionIdentity Identity, bool IsNameNew, TaskCompletionSource<StartResult> Done) : PartitionWork;

    /// <summary>A command to an execution known by its number.</summary>
    /// <param name="Done">Told the decision once it is durable; null where nobody waits.</param>
    public sealed record Command(long Number, ExecutionCommand Order, TaskCompletionSource<Decision>? Done) : PartitionWork;

    /// <summary>Dispatches again what an execution owes, after a restart.</summary>
    public sealed record Recover(long Number, DateTimeOffset RedeliverSince, TaskCompletionSource Done) : PartitionWork;
}

/// <summary>What came of a start.</summary>
public abstract record StartResult
{
    private StartResult()
    {
    }

    /// <summary>The execution runs: started now, or already with the same name and input.</summary>
    public sealed record Started(string ExecutionArn, DateTimeOffset StartedAt) : StartResult;

    /// <summary>The name is taken by an execution with another input, or by one that has ended.</summary>
    public sealed record NameTaken(string ExecutionArn) : StartResult;
}
