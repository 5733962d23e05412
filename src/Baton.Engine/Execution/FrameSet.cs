using System.Collections;
using System.Collections.Immutable;

namespace Baton.Engine.Execution;

/// <summary>
/// The open frames of branches and iterations. What is asked of all of them after every decision is kept beside them: with thousands open, nobody
/// looks at each. Immutable.
/// </summary>
public sealed class FrameSet : IReadOnlyCollection<Frame>
{
    public static FrameSet Empty { get; } = new(ImmutableDictionary<int, Frame>.Empty, []);

    private readonly ImmutableDictionary<int, Frame> _byId;
    private readonly ImmutableSortedSet<(DateTimeOffset At, int Frame)> _wakeUps;

    private FrameSet(ImmutableDictionary<int, Frame> byId, ImmutableSortedSet<(DateTimeOffset At, int Frame)> wakeUps)
    {
        _byId = byId;
        _wakeUps = wakeUps;
    }

    public int Count => _byId.Count;

    /// <summary>How many wait for a Map Run.</summary>
    public int MapRuns { get; private init; }

    /// <summary>How many owe something to the outside, however long it takes.</summary>
    public int Owing { get; private init; }

    /// <summary>How many have a task that a worker was given.</summary>
    public int HandedOut { get; private init; }

    /// <summary>When a task was last handed out; at or after that of any that is open.</summary>
    public DateTimeOffset LastHandedOutAt { get; private init; }

    /// <summary>When the first of them has to be looked at; null where no clock runs.</summary>
    public DateTimeOffset? NextWakeUp => _wakeUps.IsEmpty ? null : _wakeUps.Min.At;

    /// <summary>Those whose time has come, the earliest first, then by id.</summary>
    public IEnumerable<Frame> DueAt(DateTimeOffset now) => !(NextWakeUp <= now) ? [] : _wakeUps.TakeWhile(wakeUp => wakeUp.At <= now).Select(wakeUp => _byId[wakeUp.Frame]);

    public Frame? Find(int id) => _byId.GetValueOrDefault(id);

    public FrameSet With(Frame frame) => Counting(Find(frame.Id), frame, _byId.SetItem(frame.Id, frame));

    public FrameSet Without(int id) => Find(id) is { } before ? Counting(before, null, _byId.Remove(id)) : this;

    public IEnumerator<Frame> GetEnumerator() => _byId.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private FrameSet Counting(Frame? before, Frame? after, ImmutableDictionary<int, Frame> byId)
    {
        var wakeUps = _wakeUps;
        if (before?.NextWakeUp != after?.NextWakeUp)
        {
            if (before?.NextWakeUp is { } was) wakeUps = wakeUps.Remove((was, before.Id));
            if (after?.NextWakeUp is { } now) wakeUps = wakeUps.Add((now, after.Id));
        }
        int Change(Func<Frame, bool> counts) => (after is not null && counts(after) ? 1 : 0) - (before is not null && counts(before) ? 1 : 0);
        return new FrameSet(byId, wakeUps)
        {
            MapRuns = MapRuns + Change(static frame => frame.MapRun is not null),
            Owing = Owing + Change(static frame => frame.IsOwing),
            HandedOut = HandedOut + Change(static frame => frame.HandedOutAt is not null),
            LastHandedOutAt = after?.HandedOutAt > LastHandedOutAt ? after.HandedOutAt.Value : LastHandedOutAt,
        };
    }
}
