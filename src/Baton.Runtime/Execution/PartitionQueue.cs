using System.Threading.Channels;

namespace Baton.Runtime.Execution;

/// <summary>What a partition is to do, one thing at a time: by a thread of the pool, or by whoever asks where nothing else is being done.</summary>
/// <param name="doAsync">Does a piece of work, and tells whoever waits for it; throws nothing.</param>
internal sealed class PartitionQueue(Func<PartitionWork, ValueTask> doAsync)
{
    private const int WorkMax = 1_000;

    /// <summary>After so many pieces of work another thread goes on.</summary>
    private const int WorkAtOnceMax = 16;

    private readonly Channel<PartitionWork> _work = Channel.CreateBounded<PartitionWork>(new BoundedChannelOptions(WorkMax) { SingleReader = true });
    private readonly TaskCompletionSource _ended = new();
    private TaskFactory? _factory;
    private int _isRunning = 1; // until it is started

    /// <summary>Whether something came, or the end, after the last look and before the next one could begin.</summary>
    private bool IsToRun => _work.Reader.TryPeek(out _) || (_work.Reader.Completion.IsCompleted && !_ended.Task.IsCompleted);

    /// <summary>Queues work; waits when the queue is full. Where nothing is being done, it is done at once, on the caller's thread.</summary>
    /// <exception cref="RuntimeStoppedException">The partition takes no more work.</exception>
    public async ValueTask PostAsync(PartitionWork work, CancellationToken cancellationToken)
    {
        await WriteAsync(work, cancellationToken);
        if (Begins()) _ = RunAsync();
    }

    /// <summary>Queues work for another thread to do; waits when the queue is full.</summary>
    /// <exception cref="RuntimeStoppedException">The partition takes no more work.</exception>
    public async ValueTask PostLaterAsync(PartitionWork work, CancellationToken cancellationToken)
    {
        await WriteAsync(work, cancellationToken);
        if (Begins()) RunLater();
    }

    /// <summary>Queues work for another thread to do.</summary>
    /// <returns>Whether there was room in the queue.</returns>
    public bool TryPost(PartitionWork work)
    {
        if (!_work.Writer.TryWrite(work)) return false;
        if (Begins()) RunLater();
        return true;
    }

    /// <summary>Begins to do what is queued.</summary>
    /// <returns>Ends when the partition is closed and has done what was queued.</returns>
    public Task StartAsync(TaskFactory factory)
    {
        _factory = factory;
        RunLater();
        return _ended.Task;
    }

    /// <summary>Takes no more work.</summary>
    public void Close()
    {
        _work.Writer.TryComplete();
        if (Begins()) RunLater();
    }

    private ValueTask WriteAsync(PartitionWork work, CancellationToken cancellationToken) =>
        _work.Writer.TryWrite(work) ? ValueTask.CompletedTask : WriteWhenThereIsRoomAsync(work, cancellationToken);

    private async ValueTask WriteWhenThereIsRoomAsync(PartitionWork work, CancellationToken cancellationToken)
    {
        try
        {
            await _work.Writer.WriteAsync(work, cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new RuntimeStoppedException(e);
        }
    }

    /// <returns>Whether nobody does what is queued: the caller has to.</returns>
    private bool Begins() => Interlocked.Exchange(ref _isRunning, 1) == 0;

    private void RunLater() => _ = _factory!.StartNew(RunAsync);

    /// <summary>Does what is queued, one thing after the other; nobody else does meanwhile.</summary>
    private async Task RunAsync()
    {
        do
        {
            for (var done = 0; _work.Reader.TryRead(out var work); done++)
            {
                await doAsync(work);
                if (done < WorkAtOnceMax) continue;
                RunLater(); // whoever posted something has done enough for others
                return;
            }
            var isOver = _work.Reader.Completion.IsCompleted;
            Interlocked.Exchange(ref _isRunning, 0);
            if (isOver) _ended.TrySetResult();
        }
        while (IsToRun && Begins());
    }
}
