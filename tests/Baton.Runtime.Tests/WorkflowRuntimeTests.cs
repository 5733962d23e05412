using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Runtime.Tests;

public sealed class WorkflowRuntimeTests
{
    [Fact]
    public void A_stop_writes_what_was_asked_for_before_it_and_takes_nothing_more()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.WaitState(60));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Store.Gate = () => gate.Task;
        var before = Enumerable.Range(0, 30).Select(i => harness.Turns.Start(() => harness.StartAsync(machine, $"n{i}"))).ToList();
        harness.Turns.RunUntilIdle();
        var stopping = harness.Begin(async () =>
        {
            await harness.Runtime.DisposeAsync();
            return true;
        });
        var after = harness.Begin(() => harness.StartAsync(machine, "late"));
        Assert.IsType<RuntimeStoppedException>(after.Exception!.InnerException);
        Assert.False(stopping.IsCompleted);

        gate.SetResult();
        harness.Turns.RunUntilIdle();
        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.All(before, start => Assert.IsType<StartResult.Started>(start.Result));
        Assert.Equal(30, harness.Disk.Executions.Count());
    }

    [Fact]
    public void A_stop_ends_polls()
    {
        var harness = new Harness();
        var poll = harness.Begin(() => harness.PollAsync());
        harness.Stop();
        Assert.Null(poll.Result);
    }

    [Fact]
    public void A_stop_waits_for_nobody_when_the_store_is_broken()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.TaskState(Harness.Activity));
        harness.Start(machine, "n");
        harness.Store.OnCommit = _ => CommitFault.BrokenBefore;
        Assert.Throws<StoreBrokenException>(() => harness.Poll());
        Assert.NotNull(harness.Runtime.Committer.BrokenBy);
        harness.Run(() => harness.Runtime.DisposeAsync().AsTask());
        harness.Crash();
        Assert.NotNull(harness.Poll());
    }

    [Fact]
    public void It_can_be_disposed_of_twice_and_without_having_been_started()
    {
        var harness = new Harness();
        harness.Stop();
        harness.Run(() => harness.Runtime.DisposeAsync().AsTask());
    }

    [Fact]
    public void A_store_that_is_away_for_a_while_loses_no_timer()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.WaitState(10));
        harness.Start(machine, "n");
        harness.Store.OnCommit = _ => CommitFault.Refused;
        for (var i = 0; i < 20; i++) harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Running, harness.Status("n"));
        harness.Store.OnCommit = _ => CommitFault.None;
        for (var i = 0; i < 2; i++) harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Succeeded, harness.Status("n"));
    }

    [Fact]
    public void An_effect_comes_after_the_commit_that_causes_it()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.TaskState(Harness.Function));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Store.Gate = () => gate.Task;
        harness.Begin(() => harness.StartAsync(machine, "n"));
        Assert.Empty(harness.Calls.Made);
        gate.SetResult();
        harness.Turns.RunUntilIdle();
        Assert.Single(harness.Calls.Made);
    }

    [Fact]
    public void Nothing_is_stuck_in_the_normal_run_of_things()
    {
        var harness = new Harness();
        harness.Calls.Hold();
        foreach (var (name, definition) in new[] { ("wait", Harness.WaitState(60)), ("task", Harness.TaskState(Harness.Activity)), ("call", Harness.TaskState(Harness.Function)) })
        {
            harness.Start(harness.Machine(definition, name), name);
        }
        harness.Poll();
        Assert.Empty(harness.Run(() => harness.Runtime.Liveness.CheckAsync(replayAll: true, CancellationToken.None)));
    }

    [Fact]
    public void What_is_stuck_is_found()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.WaitState(60));
        harness.Start(machine, "n");
        Assert.Empty(Check(replayAll: false));
        var row = harness.Row("n");

        Store(row with { WakeUpAt = null }); // as if the wake-up had been forgotten
        Assert.Contains("is to be woken at", Assert.Single(Check(replayAll: false)).Reason, StringComparison.Ordinal);

        Store(row);
        harness.Clock.JumpWallClock(TimeSpan.FromSeconds(121)); // and nobody fires it
        Assert.Contains("was to be woken at", Assert.Single(Check(replayAll: false)).Reason, StringComparison.Ordinal);

        IReadOnlyList<StuckExecution> Check(bool replayAll) => harness.Run(() => harness.Runtime.Liveness.CheckAsync(replayAll, CancellationToken.None));
        void Store(ExecutionRow changed) => harness.Run(() => harness.Store.CommitAsync([new StoreChange.Append(changed, row.Version, 0, default)], CancellationToken.None).AsTask());
    }

    [Fact]
    public void An_execution_whose_events_cannot_be_read_is_reported_as_stuck()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.TaskState(Harness.Activity));
        harness.Start(machine, "n");
        var row = harness.Row("n");
        harness.Run(() => harness.Store.CommitAsync([new StoreChange.Append(row with { Version = row.Version + 1 }, row.Version, 0, "{}"u8.ToArray())], CancellationToken.None).AsTask());
        var stuck = Assert.Single(harness.Run(() => harness.Runtime.Liveness.CheckAsync(replayAll: true, CancellationToken.None)));
        Assert.Contains("cannot be read", stuck.Reason, StringComparison.Ordinal);
    }
}
