using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Runtime.Storage;

namespace Baton.Runtime.Express;

/// <summary>What is stored of an asynchronous Express execution: the event that starts it, as other executions store theirs.</summary>
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

    /// <summary><c>arn:PARTITION:states:REGION:ACCOUNT:express:MACHINE:NAME:UUID</c>: names can repeat, the last part does not.</summary>
    public static string ArnOf(string machineArn, string name)
    {
        var type = machineArn.IndexOf(StateMachine, StringComparison.Ordinal);
        return $"{machineArn.AsSpan(0, type)}:express:{machineArn.AsSpan(type + StateMachine.Length)}:{name}:{Guid.NewGuid()}";
    }
}
