namespace Baton.Store.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_Map_Run_is_found_by_its_ARN_with_what_its_children_run()
    {
        var run = Given.MapRun(3, execution: 1);
        await CommitAsync(new StoreChange.PutMapRun(run));

        Assert.Equal(run, await Store.FindMapRunAsync(run.Arn, Cancel));
        Assert.Equal(run.Revision, await Store.FindRevisionAsync(3, 1, Cancel));
        Assert.Null(await Store.FindMapRunAsync("arn:other", Cancel));
        Assert.Null(await Store.FindStateMachineAsync(run.Arn, Cancel));
    }

    [Fact]
    public async Task A_Map_Run_changes_how_it_stands_and_nothing_else()
    {
        var run = Given.MapRun(3, execution: 1);
        await CommitAsync(new StoreChange.PutMapRun(run));
        var ended = run with { Status = MapRunStatus.Failed, StoppedAt = Given.Start.AddHours(2), Details = "{\"error\":\"e\"}" };
        await CommitAsync(new StoreChange.PutMapRun(ended with { ExecutionNumber = 9, StartedAt = Given.Start }));
        Assert.Equal(ended, await Store.FindMapRunAsync(run.Arn, Cancel));
    }

    [Fact]
    public async Task Map_Runs_are_listed_by_execution_in_the_order_of_their_start()
    {
        await CommitAsync([.. new[] { 5, 3, 4 }.Select(id => new StoreChange.PutMapRun(Given.MapRun(id, execution: 1))), new StoreChange.PutMapRun(Given.MapRun(6, execution: 2))]);

        Assert.Equal([3L, 4L, 5L], (await Store.ListMapRunsAsync(1, 0, 10, Cancel)).Select(run => run.Id));
        Assert.Equal([4L], (await Store.ListMapRunsAsync(1, 3, 1, Cancel)).Select(run => run.Id));
        Assert.Empty(await Store.ListMapRunsAsync(3, 0, 10, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListMapRunsAsync(1, 0, 0, Cancel));
    }

    [Fact]
    public async Task Map_Runs_that_are_running_are_found()
    {
        var ended = Given.MapRun(4, execution: 1) with { Status = MapRunStatus.Succeeded, StoppedAt = Given.Start.AddHours(1) };
        await CommitAsync(new StoreChange.PutMapRun(Given.MapRun(3, execution: 1)), new StoreChange.PutMapRun(ended), new StoreChange.PutMapRun(Given.MapRun(5, execution: 2)));
        Assert.Equal([3L, 5L], (await Store.ListRunningMapRunsAsync(Cancel)).Select(run => run.Id));
    }

    [Fact]
    public async Task Children_are_listed_by_index_with_their_present_status()
    {
        await CommitAsync(new StoreChange.PutMapRun(Given.MapRun(3, execution: 1)), Child(11, index: 1, items: 5), Child(10, index: 0, items: 7), Child(12, index: 4, items: 1));
        await CommitAsync(Given.Append((Given.Running(10, version: 2, machine: 3)).Closed(ExecutionStatus.Failed), expectedVersion: 1));

        Assert.Equal(
            [(new(0, 7), 10, ExecutionStatus.Failed), (new(1, 5), 11, ExecutionStatus.Running), (new MapRunChild(4, 1), 12L, ExecutionStatus.Running)],
            (await Store.ListMapRunChildrenAsync(3, -1, 10, Cancel)).Select(child => (child.Child, child.Execution.Number, child.Execution.Status)));
        Assert.Equal(await Store.FindExecutionAsync(11, Cancel), Assert.Single(await Store.ListMapRunChildrenAsync(3, 0, 1, Cancel)).Execution);
        Assert.Empty(await Store.ListMapRunChildrenAsync(4, -1, 10, Cancel));
        Assert.Equal([12L, 11L], (await Store.ListExecutionsAsync(new(3, ExecutionStatus.Running, long.MaxValue, 10), Cancel)).Select(row => row.Number));
    }

    [Fact]
    public async Task A_child_that_is_redriven_says_in_which_redrive_of_its_run()
    {
        await CommitAsync(Child(10, index: 0, items: 7), Child(11, index: 1, items: 1));
        var failed = Given.Running(10, version: 2, machine: 3).Closed(ExecutionStatus.Failed);
        await CommitAsync(Given.Append(failed, expectedVersion: 1));
        var redriven = Given.Running(10, version: 4, machine: 3) with { RedriveCount = 1, RedrivenAt = Given.Start.AddHours(1) };
        await CommitAsync(Given.Append(redriven, expectedVersion: 2) with { Child = new MapRunChild(0, 7, Redrive: 3) });

        Assert.Equal([new MapRunChildRow(new MapRunChild(0, 7, 3), redriven), new(new(1, 1), Given.Running(11, machine: 3))], await Store.ListMapRunChildrenAsync(3, -1, 10, Cancel));
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(Given.Append(redriven with { Version = 5 }, expectedVersion: 4) with { Child = new MapRunChild(1, 1, Redrive: 4) }));
    }

    [Fact]
    public async Task One_index_has_one_child()
    {
        await CommitAsync(Child(10, index: 0, items: 7));
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(Child(11, index: 0, items: 7)));
        Assert.Null(await Store.FindExecutionAsync(11, Cancel));
    }

    [Fact]
    public async Task Another_Map_Run_with_the_same_ARN_is_a_conflict()
    {
        await CommitAsync(new StoreChange.PutMapRun(Given.MapRun(3, execution: 1)));
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(new StoreChange.PutMapRun(Given.MapRun(4, execution: 1) with { Arn = Given.MapRun(3, execution: 1).Arn })));
    }

    [Fact]
    public async Task The_id_of_a_Map_Run_is_not_given_out_again()
    {
        await CommitAsync(new StoreChange.PutMapRun(Given.MapRun(7, execution: 1)));
        await ReopenAsync();
        Assert.Equal(7, Store.Status.LastStateMachineId);
    }

    private static StoreChange.Append Child(long number, int index, int items) =>
        Given.Append(Given.Running(number, machine: 3)) with { Child = new MapRunChild(index, items) };
}
