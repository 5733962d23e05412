namespace Baton.Load;

/// <summary>Waits until something has happened so many times.</summary>
internal sealed class Countdown
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _reached = new();
    private int _left;

    /// <summary>Begins anew.</summary>
    /// <returns>Ends when <see cref="Signal"/> was called so many times.</returns>
    public Task Set(int count)
    {
        lock (_lock)
        {
            _left = count;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task;
        }
    }

    public void Signal()
    {
        lock (_lock)
        {
            if (--_left == 0) _reached.SetResult();
        }
    }
}
