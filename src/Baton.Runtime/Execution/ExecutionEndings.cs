using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>Wakes those who wait for the end of an execution. What is stored is the truth: it is looked at first, and after a crash again.</summary>
public sealed class ExecutionEndings(IStore store)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Waits until an execution has ended, or is not stored any more.</summary>
    public async Task WaitAsync(string arn, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(arn, ended); // before looking, so that an end between the two is not missed
        try
        {
            if (await store.FindExecutionAsync(arn, cancellationToken) is not { Status: ExecutionStatus.Running }) return;
            using var cancelled = cancellationToken.UnsafeRegister(static (ended, token) => ((TaskCompletionSource)ended!).TrySetCanceled(token), ended);
            await ended.Task;
        }
        finally
        {
            Remove(arn, ended);
        }
    }

    /// <summary>An execution has ended, and that is durable.</summary>
    internal void Tell(string arn)
    {
        List<TaskCompletionSource>? waiting;
        lock (_lock) _waiting.Remove(arn, out waiting);
        foreach (var ended in waiting ?? []) ended.TrySetResult();
    }

    private void Add(string arn, TaskCompletionSource ended)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(arn, out var waiting)) waiting.Add(ended);
            else _waiting[arn] = [ended];
        }
    }

    private void Remove(string arn, TaskCompletionSource ended)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(arn, out var waiting) && waiting.Remove(ended) && waiting.Count == 0) _waiting.Remove(arn);
        }
    }
}
