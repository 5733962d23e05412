using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>Wakes those who wait for the end of an execution. What is stored is the truth: it is looked at first, and after a crash again.</summary>
public sealed class ExecutionEndings(IStore store)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Awaited> _awaited = new(StringComparer.Ordinal);

    /// <summary>Waits until an execution has ended, or is not stored any more.</summary>
    public async Task WaitAsync(string arn, CancellationToken cancellationToken)
    {
        var awaited = Enter(arn); // before looking, so that an end between the two is not missed
        try
        {
            if (await store.FindExecutionAsync(arn, cancellationToken) is { Status: ExecutionStatus.Running }) await awaited.Ended.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(arn, awaited);
        }
    }

    /// <summary>An execution has ended, and that is durable.</summary>
    internal void Tell(string arn)
    {
        Awaited? awaited;
        lock (_lock) _awaited.TryGetValue(arn, out awaited);
        awaited?.Ended.TrySetResult();
    }

    private Awaited Enter(string arn)
    {
        lock (_lock)
        {
            if (!_awaited.TryGetValue(arn, out var awaited)) _awaited[arn] = awaited = new Awaited();
            awaited.Count++;
            return awaited;
        }
    }

    private void Leave(string arn, Awaited awaited)
    {
        lock (_lock)
        {
            if (--awaited.Count == 0) _awaited.Remove(arn);
        }
    }

    private sealed class Awaited
    {
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; set; }
    }
}
