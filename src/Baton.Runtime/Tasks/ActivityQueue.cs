using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Runtime.Tasks;

/// <summary>A task that waits for a worker.</summary>
/// <param name="WasStarted">Whether it was handed out before, to a worker that may never have got it.</param>
internal sealed record OfferedTask(TaskToken Token, JsonText Input, bool WasStarted);

/// <summary>The tasks of one activity that wait for workers, or the workers that wait for tasks; never both. The dispatcher holds its lock.</summary>
internal sealed class ActivityQueue
{
    private readonly LinkedList<OfferedTask> _offered = [];
    private readonly HashSet<TaskToken> _tokens = [];
    private readonly LinkedList<TaskCompletionSource<OfferedTask?>> _waiting = [];

    public void Add(OfferedTask offered, bool toFront)
    {
        while (_waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            if (first.Value.TrySetResult(offered)) return;
        }
        if (!_tokens.Add(offered.Token)) return;
        if (toFront) _offered.AddFirst(offered);
        else _offered.AddLast(offered);
    }

    public OfferedTask? TryTake()
    {
        if (_offered.First is not { } first) return null;
        _offered.RemoveFirst();
        _tokens.Remove(first.Value.Token);
        return first.Value;
    }

    public TaskCompletionSource<OfferedTask?> Wait()
    {
        var waiter = new TaskCompletionSource<OfferedTask?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.AddLast(waiter);
        return waiter;
    }

    public void StopWaiting(TaskCompletionSource<OfferedTask?> waiter)
    {
        _waiting.Remove(waiter);
        waiter.TrySetResult(null);
    }
}
