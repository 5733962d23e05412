using Baton.Store;

namespace Baton.Runtime.Storage;

/// <summary>What waits to be written, in order. The committer holds its lock.</summary>
internal sealed class CommitQueue
{
    /// <summary>One commit takes no more changes than this, so that those in it do not wait long for each other.</summary>
    public const int CommitChangesMax = 4_096;

    /// <summary>One commit takes no more bytes than this, and at least one change.</summary>
    public const long CommitBytesMax = 16 * 1024 * 1024;

    /// <summary>So many commits may wait before those who decide are to wait too.</summary>
    private const int CommitsWaitingMax = 4;

    private readonly Queue<PendingChange> _pending = new();
    private long _bytes;

    public bool IsFull => _pending.Count >= CommitsWaitingMax * CommitChangesMax || _bytes >= CommitsWaitingMax * CommitBytesMax;

    public void Add(PendingChange pending)
    {
        _pending.Enqueue(pending);
        _bytes += pending.Bytes;
    }

    /// <summary>The next commit's worth; nothing where nothing waits.</summary>
    public List<PendingChange> Take()
    {
        var taken = new List<PendingChange>(Math.Min(_pending.Count, CommitChangesMax));
        for (long bytes = 0; taken.Count < CommitChangesMax && _pending.TryPeek(out var next);)
        {
            bytes += next.Bytes;
            if (taken.Count > 0 && bytes > CommitBytesMax) break;
            taken.Add(_pending.Dequeue());
            _bytes -= next.Bytes;
        }
        return taken;
    }

    public List<PendingChange> TakeAll()
    {
        List<PendingChange> all = [.. _pending];
        _pending.Clear();
        _bytes = 0;
        return all;
    }
}

/// <summary>A change that waits to be written, or with none, somebody who waits for those before it.</summary>
internal sealed record PendingChange(StoreChange? Change, Action<Exception?> Committed)
{
    private const int RowBytes = 256;

    /// <summary>About how much it writes.</summary>
    public long Bytes { get; } = Change is null ? 0 : BytesOf(Change);

    private static long BytesOf(StoreChange change) => change switch
    {
        StoreChange.Append append => RowBytes + append.Events.Length,
        StoreChange.PutExpressExecution put => RowBytes + put.Row.Started.Length,
        StoreChange.PutStateMachine put => RowBytes + put.Row.Revision.Definition.Length,
        StoreChange.Group group => group.Changes.Sum(BytesOf),
        _ => RowBytes,
    };
}
