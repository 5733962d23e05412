namespace Baton.Store.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public void A_new_store_is_empty_and_counts_as_closed_cleanly()
    {
        Assert.NotEmpty(Store.Status.Description);
        Assert.Equal(new StoreStatus(Store.Status.Description, 64, 0, 0, 0, null, ClosedCleanly: true), Store.Status);
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_restart()
    {
        await CommitAsync(
            Given.Append(Given.Running(1) with { WakeUpAt = Given.Start, OwedUntil = DateTimeOffset.MaxValue }),
            new StoreChange.PutStateMachine(Given.Machine(1)),
            new StoreChange.PutActivity(Given.Activity(1)));
        await ReopenAsync();

        Assert.Equal(Given.Running(1) with { WakeUpAt = Given.Start, OwedUntil = DateTimeOffset.MaxValue }, await FindAsync(1));
        Assert.Equal(["1: events 1 to 1 of 1"], await EventsAsync(1));
        Assert.Equal(Given.Machine(1), await Store.FindStateMachineAsync(Given.Machine(1).Arn, Cancel));
        Assert.Equal(Given.Activity(1), await Store.FindActivityAsync(Given.Activity(1).Arn, Cancel));
    }

    [Fact]
    public async Task A_reopened_store_knows_the_last_ids_also_of_what_is_gone()
    {
        await CommitAsync(
            Given.Append(Given.Running(42)),
            Given.Append(Given.Running(7)),
            new StoreChange.PutStateMachine(Given.Machine(5)),
            new StoreChange.PutStateMachine(Given.Machine(4)),
            new StoreChange.PutActivity(Given.Activity(6)));
        await CommitAsync(new StoreChange.RemoveStateMachine(5), new StoreChange.RemoveActivity(6));
        await ReopenAsync();

        Assert.Equal((42, 5, 6), (Store.Status.LastNumber, Store.Status.LastStateMachineId, Store.Status.LastActivityId));
    }

    [Fact]
    public async Task A_commit_that_was_undone_gave_out_no_ids_and_no_time()
    {
        await CommitAsync(Given.Append(Given.Running(1)));
        var committedAt = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(
            new StoreChange.PutStateMachine(Given.Machine(5)), Given.Append(Given.Running(42)), Given.Append(Given.Running(1))));
        await ReopenAsync();

        Assert.Equal((1, 0, committedAt), (Store.Status.LastNumber, Store.Status.LastStateMachineId, Store.Status.LastCommitAt));
    }

    [Fact]
    public async Task A_reopened_store_knows_the_time_of_the_last_commit()
    {
        await CommitAsync(Given.Append(Given.Running(1)));
        Clock.Advance(TimeSpan.FromMilliseconds(1500));
        await CommitAsync(Given.Append(Given.Running(2)));
        var committedAt = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await CommitAsync();
        await ReopenAsync();

        Assert.Equal(committedAt, Store.Status.LastCommitAt);
        Assert.True(Store.Status.ClosedCleanly);
    }

    [Fact]
    public async Task After_a_crash_the_commits_are_there_and_the_store_says_that_it_was_not_closed()
    {
        await CommitAsync(Given.Append(Given.Running(1)));
        await CommitAsync(Given.Append(Given.Running(1, version: 2), expectedVersion: 1));
        await CrashAsync();

        Assert.False(Store.Status.ClosedCleanly);
        Assert.Equal(Given.Start, Store.Status.LastCommitAt);
        Assert.Equal(["1: events 1 to 1 of 1", "2: events 2 to 2 of 1"], await EventsAsync(1));
    }

    [Fact]
    public async Task Opening_and_closing_without_a_commit_leaves_the_word_of_the_crash()
    {
        await CommitAsync(Given.Append(Given.Running(1)));
        await CrashAsync();
        await ReopenAsync();
        Assert.False(Store.Status.ClosedCleanly);

        await CommitAsync(Given.Append(Given.Running(2)));
        await ReopenAsync();
        Assert.True(Store.Status.ClosedCleanly);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_something_is_owed_the_time_of_the_last_commit_stays_and_no_closing_is_clean(bool isClosed)
    {
        await CommitAsync(Given.Append(Given.Running(1)));
        await CrashAsync();
        Store.OwesRedelivery = true;
        Clock.Advance(TimeSpan.FromHours(1));
        await CommitAsync(Given.Append(Given.Running(2)));
        await (isClosed ? ReopenAsync() : CrashAsync());
        Assert.Equal((Given.Start, false, false), (Store.Status.LastCommitAt, Store.Status.ClosedCleanly, Store.OwesRedelivery));

        await CommitAsync(Given.Append(Given.Running(3)));
        await ReopenAsync();
        Assert.Equal((Given.Start.AddHours(1), true), (Store.Status.LastCommitAt, Store.Status.ClosedCleanly));
    }

    [Fact]
    public async Task A_crash_before_the_first_commit_leaves_a_clean_store()
    {
        await CommitAsync(Given.Append(Given.Running(1)));
        await ReopenAsync();
        await CrashAsync();
        Assert.True(Store.Status.ClosedCleanly);
    }

    [Fact]
    public async Task A_closed_store_refuses_everything_and_can_be_closed_twice()
    {
        await Store.DisposeAsync();
        await Store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => CommitAsync(Given.Append(Given.Running(1))));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => FindAsync(1));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => EventsAsync(1));
    }
}
