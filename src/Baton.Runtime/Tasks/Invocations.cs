using Baton.Engine.Execution;

namespace Baton.Runtime.Tasks;

/// <summary>The calls to functions and services that are under way or wait for a slot, by the token of their task.</summary>
internal sealed class Invocations(int slots, CancellationToken stopping)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TaskToken, Invocation> _known = [];
    private readonly Queue<Invocation> _waiting = new();
    private int _free = slots;

    public int Count
    {
        get
        {
            lock (_lock) return _known.Count;
        }
    }

    /// <summary>Takes a call on, unless it is a repeat of one that is under way.</summary>
    /// <returns>The call, if it is to begin now.</returns>
    public Invocation? Add(OpenTask task)
    {
        lock (_lock)
        {
            if (_known.ContainsKey(task.Token)) return null;
            var invocation = new Invocation(task, stopping);
            _known[task.Token] = invocation;
            if (_free > 0)
            {
                _free--;
                return invocation;
            }
            _waiting.Enqueue(invocation);
            return null;
        }
    }

    /// <summary>Gives a call's slot to the next one; its token stays known until its result is stored.</summary>
    /// <returns>The call that is to begin now.</returns>
    public Invocation? Next()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (!next.Cancelled.IsCancellationRequested) return next;
                Forget(next);
            }
            _free++;
            return null;
        }
    }

    public void End(Invocation invocation)
    {
        lock (_lock) Forget(invocation);
    }

    /// <summary>Cancels the call of a task that has ended without it.</summary>
    /// <returns>The call; null where none is under way.</returns>
    public Invocation? Withdraw(TaskToken token)
    {
        Invocation? invocation;
        lock (_lock) invocation = _known.GetValueOrDefault(token);
        invocation?.Cancel();
        return invocation;
    }

    private void Forget(Invocation invocation)
    {
        _known.Remove(invocation.Task.Token);
        invocation.Dispose();
    }
}

/// <summary>One call.</summary>
internal sealed class Invocation : IDisposable
{
    private readonly CancellationTokenSource _cancelled;

    public Invocation(OpenTask task, CancellationToken stopping)
    {
        Task = task;
        _cancelled = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Cancelled = _cancelled.Token;
    }

    public OpenTask Task { get; }

    /// <summary>The task has ended, or the server stops.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>Whether it has come to its end, which may not be stored yet.</summary>
    public bool HasOutcome { get; set; }

    public void Cancel()
    {
        try
        {
            _cancelled.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // it ended in this moment
        }
    }

    public void Dispose() => _cancelled.Dispose();
}
