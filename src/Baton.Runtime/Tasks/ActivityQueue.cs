using Baton.Engine.Execution;

namespace Baton.Runtime.Tasks;

/// <summary>A task that waits for a worker.</summary>
/// <param name="Token">Names it.</param>
/// <param name="InputBytes">How long its input is; 0 where that will not be sent.</param>
internal sealed record OfferedTask(TaskToken Token, int InputBytes)
{
    public static OfferedTask Of(OpenTask task) => new(task.Token, task.Input.Utf8.Length);
}

/// <summary>Somebody who waits for tasks. The dispatcher holds its lock.</summary>
internal interface ITaskTaker
{
    /// <summary>Whether there is room for another task.</summary>
    bool HasRoom { get; }

    /// <summary>Takes a task.</summary>
    /// <returns>What is to be done about it once the lock is free; null for nothing.</returns>
    HandOut? Take(OfferedTask offered);

    /// <summary>There will be no task.</summary>
    void StopWaiting();
}

/// <summary>The tasks of one activity that wait for workers, or the workers that wait for tasks; never both. The dispatcher holds its lock.</summary>
internal sealed class ActivityQueue
{
    private readonly LinkedList<OfferedTask> _offered = [];
    private readonly Dictionary<TaskToken, LinkedListNode<OfferedTask>> _byToken = [];
    private readonly LinkedList<ITaskTaker> _waiting = [];

    /// <summary>How many tasks wait for a worker.</summary>
    public int Tasks => _offered.Count;

    /// <summary>How many workers wait for a task.</summary>
    public int Workers => _waiting.Count(worker => worker.HasRoom);

    public bool IsEmpty => _offered.Count == 0 && _waiting.Count == 0;

    /// <summary>The one that waits longest, and has room.</summary>
    public ITaskTaker? Next
    {
        get
        {
            while (_waiting.First is { } first)
            {
                if (first.Value.HasRoom) return first.Value;
                _waiting.RemoveFirst();
            }
            return null;
        }
    }

    /// <summary>Gives a task to the worker that waits longest, or keeps it for the next one. What is offered already is not offered twice.</summary>
    /// <returns>What is to be done about it once the lock is free; null for nothing.</returns>
    public HandOut? Add(OfferedTask offered, bool toFront)
    {
        if (Next is not null) return GiveToNext(offered);
        if (!_byToken.ContainsKey(offered.Token)) _byToken[offered.Token] = toFront ? _offered.AddFirst(offered) : _offered.AddLast(offered);
        return null;
    }

    /// <summary>Gives a task to <see cref="Next"/>, which there is; if it has room for more, it waits behind the others.</summary>
    public HandOut? GiveToNext(OfferedTask offered)
    {
        var node = _waiting.First!;
        _waiting.RemoveFirst();
        var handOut = node.Value.Take(offered);
        if (node.Value.HasRoom) _waiting.AddLast(node);
        return handOut;
    }

    public OfferedTask? TryTake()
    {
        if (_offered.First is not { } first) return null;
        Remove(first.Value.Token);
        return first.Value;
    }

    /// <returns>Whether it waited for a worker.</returns>
    public bool Remove(TaskToken token)
    {
        if (!_byToken.Remove(token, out var node)) return false;
        _offered.Remove(node);
        return true;
    }

    public void Wait(LinkedListNode<ITaskTaker> place) => _waiting.AddLast(place);

    public void StopWaiting(LinkedListNode<ITaskTaker> place)
    {
        if (place.List is not null) _waiting.Remove(place);
        place.Value.StopWaiting();
    }

    public void StopWaiting()
    {
        while (_waiting.First is { } first) StopWaiting(first);
    }
}
