using Baton.Runtime.Storage;
using Baton.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Runtime.Tests.Storage;

public sealed class GroupCommitterTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TurnScheduler _turns = new();
    private readonly FaultyStore _store;
    private readonly GroupCommitter _committer;
    private readonly List<int> _commits = [];
    private readonly List<string> _told = [];
    private TaskCompletionSource? _gate;

    public GroupCommitterTests()
    {
        var clock = new ManualTime();
        _store = new FaultyStore(new MemoryStore(new MemoryDisk(), clock), clock)
        {
            OnWritten = changes => _commits.Add(changes.Count),
            Gate = () => _gate?.Task ?? Task.CompletedTask,
        };
        _committer = new GroupCommitter(_store, NullLogger<GroupCommitter>.Instance, _turns);
        _turns.RunUntilIdle();
    }

    [Fact]
    public void What_comes_while_one_commit_is_written_goes_into_the_next_one_together()
    {
        Hold();
        Enqueue(1);
        _turns.RunUntilIdle();
        Enqueue(2);
        Enqueue(3);
        Enqueue(4);
        LetGo();
        Assert.Equal([1, 3], _commits);
        Assert.Equal(["1 ok", "2 ok", "3 ok", "4 ok"], _told);
    }

    [Fact]
    public void A_word_comes_when_all_before_it_is_durable_and_not_later()
    {
        Hold();
        Enqueue(1);
        _committer.EnqueueBarrier(0, Tell("word"));
        _turns.RunUntilIdle();
        Assert.Empty(_told);
        LetGo();
        _committer.EnqueueBarrier(0, Tell("next word"));
        _turns.RunUntilIdle();
        Assert.Equal(["1 ok", "word ok", "next word ok"], _told);
        Assert.Equal([1], _commits);
    }

    [Fact]
    public void A_commit_that_fails_takes_with_it_all_that_waits_behind_it()
    {
        Hold();
        _store.OnCommit = _ => CommitFault.Refused;
        Enqueue(1);
        _turns.RunUntilIdle();
        Enqueue(2);
        _committer.EnqueueBarrier(0, Tell("word"));
        LetGo();
        Assert.Equal(["1 StoreUnavailableException", "2 StoreUnavailableException", "word StoreUnavailableException"], _told);
        Assert.Empty(_commits);
    }

    [Fact]
    public void What_was_decided_on_the_memory_before_a_failed_commit_is_turned_away_at_once()
    {
        _store.OnCommit = _ => CommitFault.Refused;
        Enqueue(1);
        _turns.RunUntilIdle();
        _store.OnCommit = _ => CommitFault.None;
        Assert.Equal(1, _committer.Generation);

        Enqueue(2);
        _committer.EnqueueBarrier(0, Tell("word"));
        Assert.Equal(["1 StoreUnavailableException", "2 StoreConflictException", "word StoreConflictException"], _told);
        Enqueue(3, generation: 1);
        _turns.RunUntilIdle();
        Assert.Equal("3 ok", _told[^1]);
        Assert.Equal([1], _commits);
    }

    [Fact]
    public void The_generation_ends_before_anybody_is_told()
    {
        var generations = new List<int>();
        _store.OnCommit = _ => CommitFault.Refused;
        _committer.Enqueue(Append(1), 0, _ => generations.Add(_committer.Generation));
        _turns.RunUntilIdle();
        Assert.Equal([1], generations);
    }

    [Fact]
    public void A_change_that_does_not_fit_fails_with_those_behind_it_and_those_before_it_are_written()
    {
        Hold();
        Enqueue(1);
        _turns.RunUntilIdle();
        for (var number = 2; number <= 9; number++) Enqueue(number, expectedVersion: number == 6 ? 5 : 0);
        LetGo();
        Assert.Equal(["1 ok", "2 ok", "3 ok", "4 ok", "5 ok", "6 StoreConflictException", "7 StoreConflictException", "8 StoreConflictException", "9 StoreConflictException"], _told);
        Assert.Equal(5, _commits.Sum());
        Assert.Null(_committer.BrokenBy);
    }

    [Fact]
    public void A_change_against_the_rules_of_the_store_does_not_end_the_process()
    {
        _committer.Enqueue(new StoreChange.Append(Append(1).Row with { Partition = 9_999 }, 0, 0, "[]"u8.ToArray()), 0, Tell("1"));
        _turns.RunUntilIdle();
        Assert.Equal(["1 ArgumentException"], _told);
        Assert.Null(_committer.BrokenBy);
    }

    [Theory]
    [InlineData(CommitFault.BrokenBefore, 0)]
    [InlineData(CommitFault.BrokenAfter, 1)]
    public void After_a_failure_that_leaves_the_outcome_unknown_nothing_more_is_written(CommitFault fault, int written)
    {
        var broken = 0;
        _committer.Broken += _ => broken++;
        _store.OnCommit = _ => fault;
        Enqueue(1);
        _turns.RunUntilIdle();
        Enqueue(2, generation: 1);
        _committer.Break(new InvalidOperationException("again"));
        _turns.RunUntilIdle();
        Assert.Equal(["1 StoreBrokenException", "2 StoreBrokenException"], _told);
        Assert.Equal(written, _commits.Count);
        Assert.Equal(1, broken);
        Assert.IsType<StoreBrokenException>(_committer.BrokenBy);
    }

    [Fact]
    public void Breaking_it_fails_what_waits()
    {
        Hold();
        Enqueue(1);
        _turns.RunUntilIdle();
        Enqueue(2);
        _committer.Break(new InvalidOperationException("no more"));
        Assert.Equal(["2 InvalidOperationException"], _told);
        LetGo();
        Assert.Equal("1 ok", _told[^1]); // it was on its way
    }

    [Fact]
    public void One_who_throws_when_told_keeps_the_others_from_nothing()
    {
        Hold();
        Enqueue(1);
        _turns.RunUntilIdle();
        _committer.Enqueue(Append(2), 0, _ => throw new InvalidOperationException("a fault"));
        Enqueue(3);
        LetGo();
        Enqueue(4);
        _turns.RunUntilIdle();
        Assert.Equal(["1 ok", "3 ok", "4 ok"], _told);
    }

    [Fact]
    public void A_commit_has_a_bound_in_changes()
    {
        Hold();
        Enqueue(1);
        _turns.RunUntilIdle();
        for (var number = 2; number < 2 + CommitQueue.CommitChangesMax + 10; number++) Enqueue(number);
        LetGo();
        Assert.Equal([1, CommitQueue.CommitChangesMax, 10], _commits);
    }

    [Fact]
    public void A_commit_has_a_bound_in_bytes()
    {
        Hold();
        Enqueue(1);
        _turns.RunUntilIdle();
        for (var number = 2; number <= 5; number++) Enqueue(number, bytes: (int)(CommitQueue.CommitBytesMax / 2) - 1000);
        Enqueue(6, bytes: (int)CommitQueue.CommitBytesMax * 2); // more than fits is a commit of its own
        Enqueue(7);
        LetGo();
        Assert.Equal([1, 2, 2, 1, 1], _commits);
    }

    [Fact]
    public void Those_who_decide_wait_while_too_much_waits_to_be_written()
    {
        Hold();
        Enqueue(1);
        _turns.RunUntilIdle();
        for (var i = 0; i < (4 * CommitQueue.CommitChangesMax) - 1; i++) Enqueue(2 + i);
        Assert.True(_committer.WaitForRoomAsync().IsCompleted);
        Enqueue(1_000_000);
        var waiting = _committer.WaitForRoomAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        LetGo();
        Assert.True(waiting.IsCompleted);
        Assert.True(_committer.WaitForRoomAsync().IsCompleted);
    }

    [Fact]
    public void Those_who_wait_for_room_go_on_when_commits_fail()
    {
        Hold();
        Enqueue(1);
        _turns.RunUntilIdle();
        for (var i = 0; i < 4 * CommitQueue.CommitChangesMax; i++) Enqueue(2 + i);
        var waiting = _committer.WaitForRoomAsync().AsTask();
        _store.OnCommit = _ => CommitFault.BrokenBefore;
        LetGo();
        Assert.True(waiting.IsCompleted);
    }

    [Fact]
    public void Disposed_of_it_writes_what_waits_and_takes_nothing_more()
    {
        Hold();
        Enqueue(1);
        _turns.RunUntilIdle();
        Enqueue(2);
        var disposing = _turns.Start(() => _committer.DisposeAsync().AsTask());
        _turns.RunUntilIdle();
        Enqueue(3);
        LetGo();
        Assert.True(disposing.IsCompletedSuccessfully);
        Assert.Equal(["3 RuntimeStoppedException", "1 ok", "2 ok"], _told);
    }

    [Fact]
    public async Task On_its_own_thread_it_tells_everybody_once_and_in_order()
    {
        const int Writers = 4, Changes = 2_000;
        var clock = new ManualTime();
        var committer = new GroupCommitter(new MemoryStore(new MemoryDisk(), clock), NullLogger<GroupCommitter>.Instance);
        var told = Enumerable.Range(0, Writers).Select(_ => new List<int>()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < Changes; i++)
            {
                var change = i;
                committer.Enqueue(Append(1 + i + (writer * Changes)), 0, error => told[writer].Add(error is null ? change : -1));
            }
        })));
        await committer.SettleAsync();
        await committer.DisposeAsync();
        Assert.All(told, changes => Assert.Equal(Enumerable.Range(0, Changes), changes));
    }

    private void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    private void LetGo()
    {
        var gate = _gate!;
        _gate = null;
        gate.SetResult();
        _turns.RunUntilIdle();
    }

    private void Enqueue(int number, int generation = 0, long expectedVersion = 0, int bytes = 2) =>
        _committer.Enqueue(Append(number, expectedVersion, bytes), generation, Tell($"{number}"));

    private Action<Exception?> Tell(string what) => error => _told.Add($"{what} {error?.GetType().Name ?? "ok"}");

    private static StoreChange.Append Append(int number, long expectedVersion = 0, int bytes = 2) => new(
        new ExecutionRow
        {
            Number = number,
            Arn = $"arn:{number}",
            Partition = 0,
            StateMachineId = 1,
            Revision = 1,
            Status = ExecutionStatus.Running,
            StartedAt = Start,
            Version = expectedVersion + 1,
        },
        expectedVersion,
        0,
        new byte[bytes]);
}
