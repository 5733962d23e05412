using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Runtime.Storage;
using Baton.Store;
using Baton.Testing;

namespace Baton.Simulation.Tests;

/// <summary>What stands on the disk.</summary>
internal sealed class Logs(MemoryDisk disk)
{
    public IReadOnlyList<Log> All => [.. disk.Executions.Select(stored => new Log(stored.Row, stored.Batches))];

    public int Open => disk.Executions.Count(stored => stored.Row.Status == ExecutionStatus.Running);

    public Log? Find(string arn) => All.FirstOrDefault(log => log.Row.Arn == arn);

    public Log? Find(long number) => disk.FindExecution(number) is { } stored ? new Log(stored.Row, stored.Batches) : null;
}

/// <summary>One execution on the disk.</summary>
internal sealed class Log(ExecutionRow row, IEnumerable<EventBatch> batches)
{
    private readonly Lazy<List<ExecutionEvent>> _events = new(() => [.. batches.SelectMany(batch => EventCodec.Decode(batch.Events))]);

    public ExecutionRow Row { get; } = row;

    public List<ExecutionEvent> Events => _events.Value;

    public bool IsClosed => Row.Status != ExecutionStatus.Running;

    /// <summary>What it waits for, for those who look for a fault.</summary>
    public string Waits => string.Join("; ", ExecutionEngine.Replay(Events).Frames.Where(frame => frame.FanOut is null).Select(
        frame => $"{frame.State} {(frame.Task is { } task ? $"task {task.Resource} started {task.StartedAt:T} submitted {task.IsSubmitted} " : "")}wakes {frame.NextWakeUp:T}"));

    public bool Has(TaskToken token, bool mustBeStarted)
    {
        var at = Events.FindIndex(happened => happened is ExecutionEvent.TaskScheduled scheduled && scheduled.Token == token);
        return at >= 0 && (!mustBeStarted || Events.Skip(at).Any(happened => happened is ExecutionEvent.TaskStarted && happened.Frame == token.Frame));
    }
}
