using Baton.Engine.Execution;

namespace Baton.Api.Streams;

/// <summary>A token as it came.</summary>
/// <param name="Token">The token.</param>
/// <param name="Unknown">The text, where it is no token of ours.</param>
internal readonly record struct StreamToken(TaskToken Token, string? Unknown);

/// <summary>An activity that a worker serves, or the change of how many of its tasks it takes.</summary>
/// <param name="As">The worker's number for it.</param>
/// <param name="ActivityArn">The activity; null in a change.</param>
/// <param name="WorkerName">Shows in history; null for none.</param>
/// <param name="TasksMax">How many tasks at once.</param>
/// <param name="Holds">The tasks that the worker has from an earlier stream.</param>
internal sealed record Serve(int As, string? ActivityArn, string? WorkerName, int TasksMax, IReadOnlyList<StreamToken> Holds);

/// <summary>How a task went.</summary>
/// <param name="Output">JSON text; null where it failed.</param>
internal readonly record struct TaskResult(StreamToken Token, byte[]? Output, string? Error, string? Cause);

/// <summary>A start of an execution.</summary>
/// <param name="Id">The caller's number for it.</param>
/// <param name="Input">JSON text; null for none.</param>
/// <param name="Waits">Whether the end is to be told.</param>
internal sealed record StreamStart(long Id, string? StateMachineArn, string? Name, byte[]? Input, bool Waits);

/// <summary>A wait for the end of an execution.</summary>
internal sealed record StreamWait(long Id, string? ExecutionArn);

/// <summary>What a frame says, all kinds together: most frames have one or two.</summary>
internal sealed class StreamFrame
{
    public List<Serve> Serves { get; } = [];

    public List<TaskResult> Results { get; } = [];

    public List<StreamToken> Heartbeats { get; } = [];

    public List<StreamToken> Returns { get; } = [];

    public List<StreamStart> Starts { get; } = [];

    public List<StreamWait> Waits { get; } = [];
}
