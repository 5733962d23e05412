namespace Baton.Functions.Invocations;

/// <summary>An invocation on its way: it waits, somebody takes it, it ends. Whoever is first to end it, does.</summary>
internal sealed class Invocation(FunctionInvocation call)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<FunctionResult> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isRunning;

    public FunctionInvocation Call => call;

    /// <summary>Ends when somebody takes it for the first time, or when it ends untaken.</summary>
    public Task Taken => _taken.Task;

    public Task<FunctionResult> Ended => _ended.Task;

    /// <summary>When whoever runs it has to have ended it; null until it is taken.</summary>
    public DateTimeOffset? Deadline { get; private set; }

    /// <summary>Told when it has not ended in its time: whoever took it last.</summary>
    public Action<Invocation>? Late { get; private set; }

    /// <summary>Takes it; false where it runs already, or has ended.</summary>
    /// <param name="deadline">Until when it has to end, if it was never taken before.</param>
    /// <param name="late">Told when it has not ended by then.</param>
    public bool TryTake(DateTimeOffset deadline, Action<Invocation> late)
    {
        lock (_lock)
        {
            if (_isRunning || Ended.IsCompleted) return false;
            (_isRunning, Late) = (true, late);
            Deadline ??= deadline;
        }
        _taken.TrySetResult();
        return true;
    }

    /// <summary>Gives it back untouched, to be taken again.</summary>
    public void Return()
    {
        lock (_lock) _isRunning = false;
    }

    /// <summary>Ends it before anybody takes it; false where somebody has.</summary>
    public bool TryGiveUp(Exception reason)
    {
        lock (_lock) return !Taken.IsCompleted && TryFail(reason);
    }

    /// <summary>Ends it without a result.</summary>
    public bool TryFail(Exception reason)
    {
        lock (_lock)
        {
            if (!_ended.TrySetException(reason)) return false;
        }
        _ = Ended.Exception; // who waits for it hears of it, and nobody else needs to
        _taken.TrySetResult();
        return true;
    }

    public bool TryEnd(FunctionResult result)
    {
        lock (_lock)
        {
            if (!_ended.TrySetResult(result)) return false;
        }
        _taken.TrySetResult();
        return true;
    }
}
