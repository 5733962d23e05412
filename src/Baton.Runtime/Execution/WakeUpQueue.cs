using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>
/// Wake-ups in memory, one an execution, in time order. The place of one that moved to a later time is kept until its time comes,
/// so that a task which is kept alive by heartbeats does not fill the queue with places. Whoever uses it holds a lock.
/// </summary>
internal sealed class WakeUpQueue
{
    private readonly Dictionary<long, Entry> _entries = [];
    private readonly PriorityQueue<long, DateTimeOffset> _places = new();

    public int Count => _entries.Count;

    /// <summary>When to look again: nothing is due before.</summary>
    public DateTimeOffset? First => _places.TryPeek(out _, out var at) ? at : null;

    /// <summary>Whether at least so many may be due by a time. Looks at all in the worst case.</summary>
    public bool HasDueBy(DateTimeOffset time, int count)
    {
        foreach (var (_, at) in _places.UnorderedItems)
        {
            if (at <= time && --count == 0) return true;
        }
        return false;
    }

    /// <summary>Says when an execution is to be woken, instead of what was said before.</summary>
    public void Set(long number, int partition, DateTimeOffset at)
    {
        var hasPlace = _entries.TryGetValue(number, out var entry) && !entry.IsFiring && entry.PlaceAt <= at;
        var placeAt = hasPlace ? entry.PlaceAt : at;
        _entries[number] = new Entry(at, placeAt, partition, Fired: null);
        if (!hasPlace) _places.Enqueue(number, placeAt);
    }

    /// <summary>Adds what was read from the store, which may be older than what is known.</summary>
    public void AddRead(WakeUp read)
    {
        if (!_entries.ContainsKey(read.Number)) Set(read.Number, read.Partition, read.At);
    }

    public void Remove(long number) => _entries.Remove(number);

    /// <summary>Takes the next one that is due; it counts as firing until something new is said of it.</summary>
    public WakeUp? TakeDue(DateTimeOffset now)
    {
        while (_places.TryPeek(out var number, out var at) && at <= now)
        {
            _places.Dequeue();
            if (!_entries.TryGetValue(number, out var entry) || entry.PlaceAt != at || entry.IsFiring) continue; // an old place
            if (entry.At > now)
            {
                _entries[number] = entry with { PlaceAt = entry.At };
                _places.Enqueue(number, entry.At);
                continue;
            }
            var due = new WakeUp(entry.At, number, entry.Partition);
            _entries[number] = entry with { Fired = due };
            return due;
        }
        return null;
    }

    /// <summary>Whether one that was taken is still as it was: nothing new was said of it, and it was not taken again.</summary>
    public bool IsFiring(WakeUp taken) => _entries.TryGetValue(taken.Number, out var entry) && ReferenceEquals(entry.Fired, taken);

    private readonly record struct Entry(DateTimeOffset At, DateTimeOffset PlaceAt, int Partition, WakeUp? Fired)
    {
        public bool IsFiring => Fired is not null;
    }
}
