using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Tasks;

/// <summary>How a task stands for the execution that it started.</summary>
internal enum ParentTaskEnd
{
    /// <summary>It waits.</summary>
    Open,

    /// <summary>It has a result, or nobody knows of it any more.</summary>
    Settled,

    /// <summary>It failed, timed out, or its state or execution was given up.</summary>
    GivenUp,
}

/// <summary>Reads from what is stored how the task that started an execution ended.</summary>
internal sealed class ParentTasks(IStore store)
{
    /// <summary>Why an execution is stopped with its parent.</summary>
    public const string StopCause = "The task that started this and waited for it has ended.";

    private const int BatchesPerRead = 64;

    public async Task<ParentTaskEnd> FindEndAsync(TaskToken token, CancellationToken cancellationToken)
    {
        var isOpen = false;
        for (long version = 0; ;)
        {
            var batches = await store.ReadEventsAsync(token.Number, version + 1, BatchesPerRead, cancellationToken);
            if (batches.Count == 0) return isOpen ? ParentTaskEnd.Open : ParentTaskEnd.Settled;
            foreach (var happened in batches.SelectMany(batch => EventCodec.Decode(batch.Events)))
            {
                version++;
                if (isOpen && EndOf(happened, token) is { } end) return end;
                isOpen |= happened is ExecutionEvent.TaskScheduled scheduled && scheduled.Token == token;
            }
        }
    }

    private static ParentTaskEnd? EndOf(ExecutionEvent happened, TaskToken token) => happened switch
    {
        ExecutionEvent.TaskSucceeded when happened.Frame == token.Frame => ParentTaskEnd.Settled,
        ExecutionEvent.TaskFailed or ExecutionEvent.StateAborted when happened.Frame == token.Frame => ParentTaskEnd.GivenUp,
        ExecutionEvent.ExecutionAborted or ExecutionEvent.ExecutionTimedOut or ExecutionEvent.ExecutionFailed => ParentTaskEnd.GivenUp,
        _ => null,
    };
}
