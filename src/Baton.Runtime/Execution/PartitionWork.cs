using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Runtime.Registry;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>Something for a partition to do, one thing at a time.</summary>
internal abstract record PartitionWork
{
    private PartitionWork()
    {
    }

    /// <summary>Tells whoever waits that it was not done.</summary>
    public abstract void Fail(Exception error);

    /// <param name="Machine">The machine, at the revision to run.</param>
    /// <param name="Compiled">That revision, compiled.</param>
    /// <param name="Identity">What the execution is started with.</param>
    /// <param name="IsNameNew">Whether the name was made up for this start, so that nothing can have it.</param>
    public sealed record Start(
        StateMachineRow Machine, CompiledRevision Compiled, ExecutionIdentity Identity, bool IsNameNew, IReply<StartResult> Done) : PartitionWork
    {
        public override void Fail(Exception error) => Done.Fail(error);
    }

    /// <summary>A command to an execution known by its number.</summary>
    /// <param name="Done">Told the decision once it is durable.</param>
    public sealed record Command(long Number, ExecutionCommand Order, IReply<Decision> Done) : PartitionWork
    {
        public override void Fail(Exception error) => Done.Fail(error);
    }

    /// <summary>Commands one after the other; one that fails does not hold up the others.</summary>
    public sealed record Commands(IReadOnlyList<Command> Orders) : PartitionWork
    {
        public override void Fail(Exception error)
        {
            foreach (var order in Orders) order.Fail(error);
        }
    }

    /// <summary>Takes up an execution that has ended.</summary>
    /// <param name="Done">Told the decision once it is durable.</param>
    public sealed record Redrive(long Number, RedriveRequest Request, IReply<Decision> Done) : PartitionWork
    {
        public override void Fail(Exception error) => Done.Fail(error);
    }

    /// <summary>Does again what an execution owes, after a restart.</summary>
    /// <param name="RedeliverSince">Activity tasks that were handed out since then are offered again.</param>
    public sealed record Recover(long Number, DateTimeOffset RedeliverSince, TaskCompletionSource Done) : PartitionWork
    {
        public override void Fail(Exception error) => Done.TrySetException(error);
    }

    /// <summary>Removes an execution that has ended.</summary>
    /// <param name="Row">As it was read.</param>
    /// <param name="ChildIndex">Which child of its Map Run it is; null for any other.</param>
    /// <param name="Done">Told whether it is removed, once that is durable: one that has gone on since stays.</param>
    public sealed record Purge(ExecutionRow Row, int? ChildIndex, IReply<bool> Done) : PartitionWork
    {
        public override void Fail(Exception error) => Done.Fail(error);
    }

    /// <summary>Says that what was queued before is decided.</summary>
    public sealed record Pass(TaskCompletionSource Done) : PartitionWork
    {
        public override void Fail(Exception error) => Done.TrySetException(error);
    }
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

    /// <summary>The machine is being deleted.</summary>
    public sealed record MachineDeleting : StartResult;
}
