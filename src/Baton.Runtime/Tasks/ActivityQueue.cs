using Baton.Engine.Execution;

namespace Baton.Runtime.Tasks;

/// <summary>A task that waits for a worker.</summary>
internal sealed record OfferedTask(TaskToken Token);

/// <summary>The tasks of one activity that wait for workers, or the workers that wait for tasks; never both. The dispatcher holds its lock.</summary>
internal sealed class ActivityQueue
{
    private readonly LinkedList<OfferedTask> _offered = [];
    private readonly Dictionary<TaskToken, LinkedListNode<OfferedTask>> _byToken = [];
    private readonly LinkedList<TaskCompletionSource<OfferedTask?>> _waiting = [];

    public bool IsEmpty => _offered.Count == 0 && _waiting.Count == 0;

    /// <summary>Gives a task to the worker that waits longest, or keeps it for the next one. What is offered already is not offered twice.</summary>
    public void Add(OfferedTask offered, bool toFront)
    {
        while (_waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            if (first.Value.TrySetResult(offered)) return;
        }
        if (_byToken.ContainsKey(offered.Token)) return;
        _byToken[offered.Token] = toFront ? _offered.AddFirst(offered) : _offered.AddLast(offered);
    }

    public OfferedTask? TryTake()
    {
        if (_offered.First is not { } first) return null;
        Remove(first.Value.Token);
        return first.Value;
    }

    public void Remove(TaskToken token)
    {
        if (_byToken.Remove(token, out var node)) _offered.Remove(node);
    }

    public LinkedListNode<TaskCompletionSource<OfferedTask?>> Wait() =>
        _waiting.AddLast(new TaskCompletionSource<OfferedTask?>(TaskCreationOptions.RunContinuationsAsynchronously));

    public void StopWaiting(LinkedListNode<TaskCompletionSource<OfferedTask?>> waiter)
    {
        if (waiter.List is not null) _waiting.Remove(waiter);
        waiter.Value.TrySetResult(null);
    }

    public void StopWaiting()
    {
        foreach (var waiter in _waiting) waiter.TrySetResult(null);
        _waiting.Clear();
    }
}
