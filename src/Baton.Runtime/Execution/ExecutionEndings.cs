using Baton.Engine.Execution;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>How an execution has ended.</summary>
public sealed record ExecutionEnding(string ExecutionArn, ExecutionStatus Status, Outcome Outcome);

/// <summary>Wakes those who wait for the end of an execution. What is stored is the truth: it is looked at first, and after a crash again.</summary>
public sealed class ExecutionEndings(IStore store)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<IReply<ExecutionEnding>>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Waits until an execution has ended, or is not stored any more.</summary>
    public async Task WaitAsync(string arn, CancellationToken cancellationToken)
    {
        var ended = new AwaitedReply<ExecutionEnding>();
        Expect(arn, ended); // before looking, so that an end between the two is not missed
        try
        {
            if (await store.FindExecutionAsync(arn, cancellationToken) is not { Status: ExecutionStatus.Running }) return;
            using var cancelled = cancellationToken.UnsafeRegister(static (ended, token) => ((AwaitedReply<ExecutionEnding>)ended!).TrySetCanceled(token), ended);
            await ended.Task;
        }
        finally
        {
            Forget(arn, ended);
        }
    }

    /// <summary>Tells the next end of an execution, which is about to be started or runs; where it may have ended, look afterwards.</summary>
    public void Expect(string arn, IReply<ExecutionEnding> ended)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(arn, out var waiting)) waiting.Add(ended);
            else _waiting[arn] = [ended];
        }
    }

    /// <summary>Does not wait any more.</summary>
    /// <returns>Whether it was waited for: nothing was told then, and nothing will be.</returns>
    public bool Forget(string arn, IReply<ExecutionEnding> ended)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(arn, out var waiting) || !waiting.Remove(ended)) return false;
            if (waiting.Count == 0) _waiting.Remove(arn);
            return true;
        }
    }

    /// <summary>An execution has ended, and that is durable.</summary>
    internal void Tell(ExecutionRow row, ExecutionState state)
    {
        List<IReply<ExecutionEnding>>? waiting;
        lock (_lock) _waiting.Remove(row.Arn, out waiting);
        if (waiting is null) return;
        var ending = new ExecutionEnding(row.Arn, row.Status, state.Outcome!);
        foreach (var ended in waiting) ended.Set(ending);
    }
}
