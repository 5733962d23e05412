namespace Baton.Store.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Nothing_is_read_of_a_removed_execution_and_its_name_is_free()
    {
        var (gone, stays) = (Given.Running(1).Closed(), Given.Running(2).Closed());
        await CommitAsync(Given.Append(gone), Given.Append(stays));
        await CommitAsync(new StoreChange.RemoveExecution(gone));
        await CheckAsync();
        while (await Store.ReclaimAsync(Cancel)) { }
        await CheckAsync();
        await CrashAsync();
        await CheckAsync();

        await CommitAsync(Given.Append(Given.Running(3) with { Arn = gone.Arn }));
        Assert.Equal(3, (await Store.FindExecutionAsync(gone.Arn, Cancel))?.Number);

        async Task CheckAsync()
        {
            Assert.Null(await FindAsync(1));
            Assert.Null(await Store.FindExecutionAsync(gone.Arn, Cancel));
            Assert.Empty(await EventsAsync(1));
            Assert.Empty(await Store.ReadEventsBackAsync(1, long.MaxValue, 10, Cancel));
            Assert.Equal([2L], Numbers(await Store.ListExecutionsAsync(new(1, null, long.MaxValue, 10), Cancel)));
            Assert.Equal([2L], Numbers(await Store.ListExecutionsByNumberAsync(0, 10, Cancel)));
            Assert.Equal(["1: events 1 to 1 of 2"], await EventsAsync(2));
            Assert.Empty(await Store.FindOrphansAsync(0, 100, Cancel));
            Assert.Empty(await Store.CheckStorageAsync(Cancel));
        }
    }

    [Fact]
    public async Task What_is_open_or_owes_or_has_gone_on_is_not_removed()
    {
        var closed = Given.Running(1).Closed();
        await CommitAsync(Given.Append(closed), Given.Append(Given.Running(2)));
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(new StoreChange.RemoveExecution(Given.Running(2))));
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(new StoreChange.RemoveExecution(closed with { OwedUntil = DateTimeOffset.MaxValue })));
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(new StoreChange.RemoveExecution(Given.Running(2).Closed())));
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(new StoreChange.RemoveExecution(closed with { Version = 2 })));
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(new StoreChange.RemoveExecution(Given.Running(3).Closed())));
        Assert.Equal([1L, 2L], Numbers(await Store.ListExecutionsByNumberAsync(0, 10, Cancel)));
    }

    [Fact]
    public async Task The_Map_Runs_of_a_removed_execution_stay_until_they_are_removed_with_their_children()
    {
        var parent = Given.Running(1).Closed();
        var child = Given.Running(2, machine: 3).Closed();
        await CommitAsync(Given.Append(parent), new StoreChange.PutMapRun(Given.MapRun(3, execution: 1)), Given.Append(child) with { Child = new(0, 1) });

        await CommitAsync(new StoreChange.RemoveExecution(parent));
        Assert.Equal([3L], (await Store.ListMapRunsAsync(0, 0, 10, Cancel)).Select(run => run.Id));
        Assert.Empty(await Store.ListMapRunsAsync(1, 0, 10, Cancel));
        Assert.Equal([2L], (await Store.ListMapRunChildrenAsync(3, -1, 10, Cancel)).Select(row => row.Execution.Number));
        Assert.Empty(await Store.FindOrphansAsync(0, 100, Cancel));

        await CommitAsync(new StoreChange.RemoveExecution(child) { ChildIndex = 0 }, new StoreChange.RemoveMapRun(3));
        Assert.Empty(await Store.ListMapRunsAsync(0, 0, 10, Cancel));
        Assert.Empty(await Store.ListMapRunChildrenAsync(3, -1, 10, Cancel));
        Assert.Null(await Store.FindMapRunAsync(Given.MapRun(3, 1).Arn, Cancel));
        Assert.Null(await Store.FindRevisionAsync(3, 1, Cancel));
    }

    [Fact]
    public async Task A_Map_Run_without_its_execution_is_told_unless_that_was_removed()
    {
        await CommitAsync(new StoreChange.PutMapRun(Given.MapRun(3, execution: 7)));
        Assert.Equal(["Map Run 3 is of execution 7, which is not stored."], await Store.FindOrphansAsync(0, 7, Cancel));
        Assert.Empty(await Store.FindOrphansAsync(7, 100, Cancel));
    }

    [Fact]
    public async Task The_revisions_of_a_deleted_machine_go_with_its_last_execution()
    {
        var (first, last) = (Given.Running(1).Closed(), Given.Running(2).Closed());
        await CommitAsync(new StoreChange.PutStateMachine(Given.Machine(1)), Given.Append(first), Given.Append(last));
        await CommitAsync(new StoreChange.RemoveExecution(first));
        await CommitAsync(new StoreChange.RemoveStateMachine(1));
        Assert.NotNull(await Store.FindRevisionAsync(1, 1, Cancel));

        await CommitAsync(new StoreChange.RemoveExecution(last));
        Assert.Null(await Store.FindRevisionAsync(1, 1, Cancel));
    }

    [Fact]
    public async Task A_machine_keeps_its_revisions_when_its_last_execution_goes()
    {
        var only = Given.Running(1).Closed();
        await CommitAsync(new StoreChange.PutStateMachine(Given.Machine(1)), Given.Append(only));
        await CommitAsync(new StoreChange.RemoveExecution(only));
        Assert.NotNull(await Store.FindRevisionAsync(1, 1, Cancel));
    }

    [Fact]
    public async Task Executions_of_all_machines_are_listed_by_number_page_by_page()
    {
        await CommitAsync(Given.Append(Given.Running(1)), Given.Append(Given.Running(2, machine: 2).Closed()), Given.Append(Given.Running(5)));
        Assert.Equal([1L, 2L], Numbers(await Store.ListExecutionsByNumberAsync(0, 2, Cancel)));
        Assert.Equal([5L], Numbers(await Store.ListExecutionsByNumberAsync(2, 2, Cancel)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListExecutionsByNumberAsync(0, 0, Cancel));
    }

    [Fact]
    public async Task A_store_says_at_its_opening_whether_it_is_paused()
    {
        Assert.False(Store.Status.IsPaused);
        await CommitAsync(new StoreChange.SetPaused(true));
        await ReopenAsync();
        Assert.True(Store.Status.IsPaused);
        await CommitAsync(new StoreChange.SetPaused(false));
        await CrashAsync();
        Assert.False(Store.Status.IsPaused);
    }
}
