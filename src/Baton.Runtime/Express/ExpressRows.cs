using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Runtime.Execution;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Express;

/// <summary>The Map Run that an Express execution is a child of.</summary>
/// <param name="Run">The run; its id stands for the machine.</param>
/// <param name="Partition">The partition of the execution that waits for the run.</param>
internal sealed record ExpressParent(MapRunRow Run, int Partition);

/// <summary>
/// What is stored of Express executions. Of an asynchronous one it is the event that starts it, until its end; of a child of a Map Run, from its end on,
/// a row and a stream like those of other executions, of which only the first event and the last are kept.
/// </summary>
internal static class ExpressRows
{
    private const string StateMachine = ":stateMachine:";

    public static byte[] Encode(ExecutionIdentity identity) =>
        EventCodec.Encode([new ExecutionEvent.ExecutionStarted(identity) { Id = 1, Timestamp = identity.StartedAt }]);

    /// <exception cref="StoredEventException">The bytes are no start that this version knows.</exception>
    public static ExecutionIdentity Decode(ReadOnlyMemory<byte> started) =>
        EventCodec.Decode(started) is [ExecutionEvent.ExecutionStarted { Identity: var identity }, ..]
            ? identity
            : throw new StoredEventException("An Express execution is stored as the event that starts it.");

    /// <summary>A child of a Map Run as it is stored when it has ended.</summary>
    public static StoreChange.Append EndOf(ExpressExecution child) =>
        new(RowOf(child), VersionBefore(child), Epoch: 0, EventCodec.Encode(child.Ends)) { Child = ChildOf(child.State.Identity.Parent!) };

    /// <summary>A child of a Map Run as lists show it, also before anything is stored of it.</summary>
    public static ExecutionRow RowOf(ExpressExecution child)
    {
        var (state, parent) = (child.State, child.Parent!);
        return new ExecutionRow
        {
            Number = child.Number,
            Arn = child.Identity.ExecutionArn,
            Partition = parent.Partition,
            StateMachineId = parent.Run.Id,
            Revision = parent.Run.Revision.Number,
            Status = state.Outcome is null ? ExecutionStatus.Running : ExecutionRows.StatusOf(state.Status),
            StartedAt = child.Identity.StartedAt,
            StoppedAt = state.Outcome?.At,
            RedriveCount = child.Redrive is null ? 0 : child.Redrive.Value.Before.RedriveCount + 1,
            RedrivenAt = state.RedrivenAt,
            Version = VersionBefore(child) + child.Ends.Count,
        };
    }

    /// <summary>Each time that it ran added two events.</summary>
    private static long VersionBefore(ExpressExecution child) => child.Redrive?.Before.Version ?? 0;

    private static MapRunChild ChildOf(MapRunParent parent) => new(parent.Index, parent.Items, parent.Redrive);

    /// <summary><c>arn:PARTITION:states:REGION:ACCOUNT:express:MACHINE:NAME:UUID</c>: names can repeat, the last part does not.</summary>
    public static string ArnOf(string machineArn, string name)
    {
        var type = machineArn.IndexOf(StateMachine, StringComparison.Ordinal);
        return $"{machineArn.AsSpan(0, type)}:express:{machineArn.AsSpan(type + StateMachine.Length)}:{name}:{Guid.CreateVersion7()}";
    }
}
