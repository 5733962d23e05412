namespace Baton.Runtime;

/// <summary>Lets one loop wait until somebody has something for it. Set while nobody waits, it ends the next wait at once.</summary>
public sealed class Signal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiter;
    private bool _isSet;

    public void Set()
    {
        TaskCompletionSource? waiter;
        lock (_lock)
        {
            waiter = _waiter;
            _waiter = null;
            _isSet = waiter is null;
        }
        waiter?.TrySetResult();
    }

    public Task WaitAsync() => Wait().Task;

    /// <summary>Waits at most so long; also ends, without a word, when cancelled.</summary>
    public async Task WaitAsync(TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var waiter = Wait();
        if (waiter.Task.IsCompleted) return;
        using var timer = clock.CreateTimer(End, waiter, timeout, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellationToken.UnsafeRegister(End, waiter);
        await waiter.Task;
    }

    /// <summary>One that ended for another reason may still stand here: then the signal goes to it, and its loop looks again anyway.</summary>
    private TaskCompletionSource Wait()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_isSet) waiter.SetResult();
            else _waiter = waiter;
            _isSet = false;
        }
        return waiter;
    }

    private static void End(object? waiter) => ((TaskCompletionSource)waiter!).TrySetResult();
}
