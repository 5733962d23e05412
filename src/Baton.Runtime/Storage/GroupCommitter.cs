using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Storage;

/// <summary>
/// Writes everything that waits as one transaction; while one is written, the next fills. One thread does nothing else, so that
/// waiting for the disk takes no worker from the others.
/// </summary>
public sealed partial class GroupCommitter : IAsyncDisposable
{
    /// <summary>More changes than this wait for the next commit, so that none grows without bound.</summary>
    private const int ChangesPerCommitMax = 4_096;

    private readonly IStore _store;
    private readonly ILogger<GroupCommitter> _logger;
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _filled = new();
    private readonly Thread _thread;
    private List<PendingChange> _filling = [];
    private Exception? _broken;
    private bool _closed;

    public GroupCommitter(IStore store, ILogger<GroupCommitter> logger)
    {
        _store = store;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "baton-commit" };
        _thread.Start();
    }

    /// <summary>Raised once when the store can no longer be trusted to write; the process is to stop.</summary>
    public event Action<Exception>? Broken;

    /// <summary>Why nothing can be written any more; null while all is well.</summary>
    public Exception? BrokenBy => Volatile.Read(ref _broken);

    /// <summary>Queues a change. <paramref name="committed"/> runs after the commit, in the order of the changes, with null or with why nothing was written; it must be quick and must not throw.</summary>
    public void Enqueue(StoreChange change, Action<Exception?> committed) => Add(new PendingChange(change, committed));

    /// <summary>Queues nothing but a word: <paramref name="committed"/> runs when all that was queued before is durable.</summary>
    public void EnqueueBarrier(Action<Exception?> committed) => Add(new PendingChange(null, committed));

    private void Add(PendingChange pending)
    {
        lock (_lock)
        {
            if (_broken is null && !_closed)
            {
                _filling.Add(pending);
                _filled.Set();
                return;
            }
        }
        pending.Committed(_broken ?? new ObjectDisposedException(nameof(GroupCommitter)));
    }

    /// <summary>Writes one change and waits until it is durable.</summary>
    public Task CommitAsync(StoreChange change)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(change, error =>
        {
            if (error is null) done.SetResult();
            else done.SetException(error);
        });
        return done.Task; // not cancellable: the write may be under way
    }

    /// <summary>Takes no more writes, because something that must hold does not.</summary>
    public void Break(Exception reason)
    {
        lock (_lock) _broken ??= reason;
        Broken?.Invoke(reason);
    }

    /// <summary>Writes what still waits, then stops.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _closed = true;
            _filled.Set();
        }
        _thread.Join();
        _filled.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Run()
    {
        while (Take() is { } batch) Write(batch);
    }

    private List<PendingChange>? Take()
    {
        while (true)
        {
            lock (_lock)
            {
                if (_filling.Count > 0)
                {
                    var batch = _filling;
                    _filling = [];
                    if (batch.Count > ChangesPerCommitMax)
                    {
                        _filling.AddRange(batch.Skip(ChangesPerCommitMax));
                        batch.RemoveRange(ChangesPerCommitMax, batch.Count - ChangesPerCommitMax);
                    }
                    return batch;
                }
                if (_closed) return null;
                _filled.Reset();
            }
            _filled.Wait();
        }
    }

    private void Write(List<PendingChange> batch)
    {
        Exception? error = null;
        try
        {
            var changes = new List<StoreChange>(batch.Count);
            foreach (var pending in batch)
            {
                if (pending.Change is { } change) changes.Add(change);
            }
            if (changes.Count > 0) Wait(_store.CommitAsync(changes, CancellationToken.None));
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreConflictException)
        {
            CommitFailed(_logger, batch.Count, e);
            error = e;
        }
        catch (Exception e)
        {
            // Whether it was written is unknown: only a new start reads what is true.
            StoreBroken(_logger, e);
            error = e;
            lock (_lock)
            {
                _broken = e;
                batch.AddRange(_filling);
                _filling = [];
            }
        }
        if (error is not null) FailAllQueued(batch);
        foreach (var pending in batch) pending.Committed(error);
        if (_broken is { } broken) Broken?.Invoke(broken);
    }

    /// <summary>This thread is for waiting.</summary>
    private static void Wait(ValueTask commit)
    {
        if (commit.IsCompleted) commit.GetAwaiter().GetResult();
        else commit.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>What waits was decided on top of what failed, and fails with it.</summary>
    private void FailAllQueued(List<PendingChange> batch)
    {
        lock (_lock)
        {
            batch.AddRange(_filling);
            _filling = [];
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "A commit of {Changes} changes failed; callers may try again.")]
    private static partial void CommitFailed(ILogger logger, int changes, Exception exception);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Critical, Message = "The store failed in a way that leaves its last write unknown; nothing more is written. Start again to read what is true.")]
    private static partial void StoreBroken(ILogger logger, Exception exception);

    private sealed record PendingChange(StoreChange? Change, Action<Exception?> Committed);
}
