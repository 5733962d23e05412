using System.Collections.Concurrent;
using Baton.Runtime;
using Baton.Store;

namespace Baton.People;

/// <summary>
/// What the services of people share: the ids of what is new, and the order among those who change one thing. Whoever changes a task or a case holds the lock
/// of its execution from reading to writing, so that no change meets another version than it was made for.
/// </summary>
/// <remarks>The store has one owner; the version in each record is the second line, for the day that is a mistake.</remarks>
public sealed class PeopleStore
{
    private const int Stripes = 256;

    private readonly WorkflowRuntime _runtime;
    private readonly Gate[] _gates = [.. Enumerable.Range(0, Stripes).Select(_ => new Gate())];
    private readonly ConcurrentDictionary<RecordKind, Counter> _last = new();

    private PeopleStore(WorkflowRuntime runtime, TimeProvider clock) => (_runtime, Clock) = (runtime, clock);

    public TimeProvider Clock { get; }

    public IStore Store => _runtime.Store;

    public WorkflowRuntime Runtime => _runtime;

    public DateTimeOffset Now => Clock.NowStored();

    /// <summary>Set when a task has something to do at a time, or an execution waits for one no more.</summary>
    public Signal TasksChanged { get; } = new();

    /// <summary>Set when there is something to send.</summary>
    public Signal MessagesChanged { get; } = new();

    public static async Task<PeopleStore> OpenAsync(WorkflowRuntime runtime, TimeProvider clock, CancellationToken cancellationToken)
    {
        var store = new PeopleStore(runtime, clock);
        foreach (var kind in new[] { RecordKind.Task, RecordKind.Message, RecordKind.Notice, RecordKind.Audit })
        {
            // A message goes when it was taken, and whoever got it knows it by its id: what comes after a start has another one.
            var first = kind == RecordKind.Message ? StoreTime.ToMilliseconds(store.Now) : 0;
            store._last[kind] = new Counter { Value = Math.Max(first, await runtime.Store.FindLastRecordIdAsync(kind, cancellationToken)) };
        }
        return store;
    }

    public long NextId(RecordKind kind) => Interlocked.Increment(ref _last[kind].Value);

    /// <summary>Does something while nobody else changes the tasks and the case of an execution.</summary>
    public async Task<T> LockedAsync<T>(long execution, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        using var inside = await _gates[execution % Stripes].EnterAsync(cancellationToken);
        return await work();
    }

    /// <summary>Writes changes together, and waits until they are durable.</summary>
    public Task CommitAsync(IReadOnlyList<StoreChange> changes) => _runtime.Committer.CommitAsync(new StoreChange.Group(changes));

    /// <summary>Wakes who has to look at what was written.</summary>
    public void Stored()
    {
        TasksChanged.Set();
        MessagesChanged.Set();
    }

    private sealed class Counter
    {
        public long Value;
    }
}
