namespace Baton.Runtime;

/// <summary>Lets one in at a time, in the order in which they came.</summary>
public sealed class Gate
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _isTaken;

    /// <returns>To be disposed of on the way out.</returns>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource? turn = null;
        lock (_lock)
        {
            if (_isTaken) _waiting.Enqueue(turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _isTaken = true;
        }
        if (turn is not null)
        {
            using var cancelled = cancellationToken.UnsafeRegister(static (turn, token) => ((TaskCompletionSource)turn!).TrySetCanceled(token), turn);
            await turn.Task;
        }
        return new Stay(this);
    }

    private void Leave()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult()) return;
            }
            _isTaken = false;
        }
    }

    private sealed class Stay(Gate gate) : IDisposable
    {
        private Gate? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave();
    }
}
