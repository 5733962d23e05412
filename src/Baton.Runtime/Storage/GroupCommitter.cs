using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Storage;

/// <summary>
/// Writes everything that waits as one transaction; while one is written, the next fills. One thread does nothing else, so that
/// waiting for the disk takes no worker from the others.
/// </summary>
/// <remarks>
/// What waits was decided on top of what is being written. So when a commit fails, all that waits fails with it, a new
/// <see cref="Generation"/> begins, and what is still decided on the memory of the one before is turned away.
/// </remarks>
public sealed partial class GroupCommitter : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly ILogger<GroupCommitter> _logger;
    private readonly Lock _lock = new();
    private readonly CommitQueue _queue = new();
    private readonly ManualResetEventSlim? _filledThread;
    private readonly Signal _filled = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _room;
    private Exception? _broken;
    private Exception? _refused;
    private int _generation;
    private bool _closed;

    public GroupCommitter(IStore store, ILogger<GroupCommitter> logger) : this(store, logger, null)
    {
    }

    internal GroupCommitter(IStore store, ILogger<GroupCommitter> logger, TaskScheduler? scheduler)
    {
        _store = store;
        _logger = logger;
        if (scheduler is null)
        {
            _filledThread = new ManualResetEventSlim();
            new Thread(RunOnThread) { IsBackground = true, Name = "baton-commit" }.Start();
        }
        else
        {
            _ = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
        }
    }

    /// <summary>Raised once when the store can no longer be trusted to write; the process is to stop.</summary>
    public event Action<Exception>? Broken;

    /// <summary>Why nothing can be written any more; null while all is well.</summary>
    public Exception? BrokenBy => Volatile.Read(ref _broken);

    /// <summary>Why the last commit was refused, while the next may succeed; null where it was written.</summary>
    public Exception? RefusedBy => Volatile.Read(ref _refused);

    /// <summary>Counts failed commits. What is held in memory is true only as long as the generation in which it was read.</summary>
    internal int Generation => Volatile.Read(ref _generation);

    /// <summary>Queues a change that was decided on the memory of a generation.</summary>
    /// <param name="committed">
    /// Runs after the commit, in the order of the changes, with null or with why nothing was written; at once where the generation is over. Must be quick.
    /// </param>
    internal void Enqueue(StoreChange change, int generation, Action<Exception?> committed) => Add(new PendingChange(change, committed), generation);

    /// <summary>Queues nothing but a word: <paramref name="committed"/> runs when all that was queued before is durable.</summary>
    internal void EnqueueBarrier(int generation, Action<Exception?> committed) => Add(new PendingChange(null, committed), generation);

    /// <summary>Writes one change, which depends on no partition's memory, and waits until it is durable.</summary>
    public Task CommitAsync(StoreChange change)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(new PendingChange(change, error => Complete(done, error)), null);
        return done.Task; // not cancellable: the write may be under way
    }

    /// <summary>Waits until all that was queued is durable, or has failed.</summary>
    internal Task SettleAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(new PendingChange(null, _ => done.TrySetResult()), null);
        return done.Task;
    }

    /// <summary>Waits while more waits to be written than a few commits can take.</summary>
    internal ValueTask WaitForRoomAsync()
    {
        if (Volatile.Read(ref _room) is null) return ValueTask.CompletedTask;
        lock (_lock) return _room is { } room ? new ValueTask(room.Task) : ValueTask.CompletedTask;
    }

    /// <summary>Takes no more writes, because something that must hold does not.</summary>
    public void Break(Exception reason)
    {
        foreach (var pending in EndGeneration(reason)) Tell(pending, reason);
    }

    /// <summary>Writes what still waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock) _closed = true;
        _filledThread?.Set();
        _filled.Set();
        await _ended.Task;
        _filledThread?.Dispose();
    }

    private void Add(PendingChange pending, int? generation)
    {
        Exception refusal;
        lock (_lock)
        {
            if (_broken is null && !_closed && (generation ?? _generation) == _generation)
            {
                _queue.Add(pending);
                if (_queue.IsFull) _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _filledThread?.Set();
                if (_filledThread is null) _filled.Set();
                return;
            }
            if (generation == _generation) _generation++; // memory holds by now what is refused here: nobody is to believe it
            refusal = _broken ?? (_closed ? new RuntimeStoppedException() : new StoreConflictException("Decided on top of a commit that failed: nothing was written, try again."));
        }
        Tell(pending, refusal);
    }

    private void RunOnThread()
    {
        while (true)
        {
            if (Take(out var ended) is { Count: > 0 } batch) Wait(WriteAsync(batch));
            else if (ended) break;
            else _filledThread!.Wait();
        }
        _ended.SetResult();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            if (Take(out var ended) is { Count: > 0 } batch) await WriteAsync(batch);
            else if (ended) break;
            else await _filled.WaitAsync();
        }
        _ended.SetResult();
    }

    private List<PendingChange> Take(out bool ended)
    {
        TaskCompletionSource? room = null;
        List<PendingChange> batch;
        lock (_lock)
        {
            batch = _queue.Take();
            ended = _closed;
            if (batch.Count == 0 && !_closed) _filledThread?.Reset();
            if (!_queue.IsFull) (room, _room) = (_room, null);
        }
        room?.SetResult();
        return batch;
    }

    private async ValueTask WriteAsync(List<PendingChange> batch)
    {
        var (written, error) = await WriteAsync(batch, 0, batch.Count);
        List<PendingChange> failed = [];
        if (error is null)
        {
            if (_refused is not null) CommitsSucceedAgain(_logger);
            Volatile.Write(ref _refused, null);
        }
        else
        {
            // The generation ends before anybody is told, so that nobody believes what was in memory.
            failed = EndGeneration(IsRefused(error) ? null : error);
            if (_refused is null || !IsRefused(error)) CommitFailed(_logger, batch.Count - written + failed.Count, error);
            Volatile.Write(ref _refused, error);
        }
        for (var i = 0; i < batch.Count; i++) Tell(batch[i], i < written ? null : error);
        foreach (var pending in failed) Tell(pending, error);
    }

    /// <summary>
    /// Writes a part of a batch in order, as one commit if the store takes it so. A change that does not fit would make all others in
    /// its commit fail for ever: halving finds it, and it fails with those behind it.
    /// </summary>
    private async ValueTask<(int Written, Exception? Error)> WriteAsync(List<PendingChange> batch, int start, int count)
    {
        var changes = new List<StoreChange>(count);
        for (var i = start; i < start + count; i++)
        {
            if (batch[i].Change is { } change) changes.Add(change);
        }
        try
        {
            if (changes.Count > 0) await _store.CommitAsync(changes, CancellationToken.None);
            return (count, null);
        }
        catch (Exception e) when (changes.Count > 1 && e is StoreConflictException or ArgumentException)
        {
            var first = await WriteAsync(batch, start, count / 2);
            if (first.Error is not null) return first;
            var second = await WriteAsync(batch, start + (count / 2), count - (count / 2));
            return (first.Written + second.Written, second.Error);
        }
        catch (Exception e)
        {
            return (0, e);
        }
    }

    /// <summary>Whether a commit failed with nothing written, so that the next one may succeed. After anything else only a new start reads what is true.</summary>
    private static bool IsRefused(Exception e) => e is StoreUnavailableException or StoreConflictException or ArgumentException;

    /// <returns>What waited, and fails now.</returns>
    private List<PendingChange> EndGeneration(Exception? broken)
    {
        var isFirst = false;
        List<PendingChange> waiting;
        TaskCompletionSource? room;
        lock (_lock)
        {
            if (broken is not null && _broken is null)
            {
                _broken = broken;
                isFirst = true;
            }
            Interlocked.Increment(ref _generation);
            waiting = _queue.TakeAll();
            (room, _room) = (_room, null);
        }
        room?.SetResult();
        if (isFirst)
        {
            StoreBroken(_logger, broken!);
            Tell(broken!, Broken);
        }
        return waiting;
    }

    private void Tell(PendingChange pending, Exception? error) => Tell(error, pending.Committed);

    /// <summary>Each is told, whatever happens to the others.</summary>
    private void Tell<T>(T what, Action<T>? told)
    {
        try
        {
            told?.Invoke(what);
        }
        catch (Exception e)
        {
            TellingFailed(_logger, e);
        }
    }

    private static void Complete(TaskCompletionSource done, Exception? error)
    {
        if (error is null) done.TrySetResult();
        else done.TrySetException(error);
    }

    /// <summary>This thread is for waiting.</summary>
    private static void Wait(ValueTask written)
    {
        if (written.IsCompleted) written.GetAwaiter().GetResult();
        else written.AsTask().GetAwaiter().GetResult();
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "A commit failed, and with it {Changes} changes; callers may try again. It is told again when commits succeed.")]
    private static partial void CommitFailed(ILogger logger, int changes, Exception exception);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Critical, Message = "The store failed in a way that leaves its last write unknown; nothing more is written. Start again to read what is true.")]
    private static partial void StoreBroken(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "Commits succeed again.")]
    private static partial void CommitsSucceedAgain(ILogger logger);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Critical, Message = "What follows a commit failed. This is a fault in Baton.")]
    private static partial void TellingFailed(ILogger logger, Exception exception);
}
