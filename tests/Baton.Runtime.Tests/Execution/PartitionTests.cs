using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Store;

namespace Baton.Runtime.Tests.Execution;

public sealed class PartitionTests
{
    private static readonly RuntimeOptions Unbounded = new() { Limits = new EngineLimits { HistoryEventsMax = int.MaxValue, StatesPerDecisionMax = 100 } };

    [Fact]
    public void An_endless_loop_starves_nobody()
    {
        var harness = new Harness(Unbounded);
        var machine = harness.Machine(Harness.TaskState(Harness.Activity), "work");
        var loop = harness.Machine(Loops.Endless, "loop");
        harness.Turns.Start(() => harness.StartAsync(loop, "loop"));
        var others = Enumerable.Range(0, 40).Select(i => harness.Turns.Start(() => harness.StartAsync(machine, $"n{i}"))).ToList(); // in all four partitions
        harness.RunUntil(() => others.TrueForAll(other => other.IsCompleted));
        Assert.All(others, other => Assert.True(other.IsCompletedSuccessfully));
        Assert.Equal(ExecutionStatus.Running, harness.Status("loop"));

        var before = harness.Row("loop").Version;
        for (var turn = 0; turn < 100; turn++) harness.Turns.RunOne();
        Assert.True(harness.Row("loop").Version > before);
    }

    [Fact]
    public void Commands_that_come_between_two_slices_do_not_each_send_another_continuation()
    {
        var harness = new Harness(Unbounded);
        var machine = harness.Machine(Loops.BesideATask);
        harness.Turns.Start(() => harness.StartAsync(machine, "n"));
        harness.RunUntil(() => harness.Runtime.Dispatcher.ActiveQueues > 0);
        var poll = harness.Turns.Start(() => harness.PollAsync());
        harness.RunUntil(() => poll.IsCompleted);
        var slices = SlicesIn(2_000);

        var token = poll.Result!.Token;
        for (var i = 0; i < 20; i++)
        {
            var sent = harness.Turns.Start(() => harness.Runtime.Router.SendAsync(token, new ExecutionCommand.HeartbeatTask(token), CancellationToken.None));
            harness.RunUntil(() => sent.IsCompleted);
        }
        Assert.InRange(SlicesIn(2_000), slices * 0.9, slices * 1.1);

        double SlicesIn(int turns)
        {
            var commits = harness.Disk.Executions.Single().Batches.Count;
            for (var turn = 0; turn < turns; turn++) harness.Turns.RunOne();
            return harness.Disk.Executions.Single().Batches.Count - commits;
        }
    }

    [Fact]
    public void A_command_that_cannot_be_stored_leaves_no_trace_and_can_be_sent_again()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.TaskState(Harness.Activity));
        harness.Start(machine, "n");
        var token = harness.Poll()!.Token;
        harness.Store.OnCommit = _ => CommitFault.Refused;
        Assert.Throws<StoreUnavailableException>(() => harness.Complete(token));
        harness.Store.OnCommit = _ => CommitFault.None;
        Assert.IsType<Decision.Accepted>(harness.Complete(token));
        Assert.Equal(ExecutionStatus.Succeeded, harness.Status("n"));
    }

    [Fact]
    public void A_result_that_came_after_the_store_broke_does_not_make_its_repeat_too_late()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.TaskState(Harness.Activity));
        harness.Start(machine, "n");
        var token = harness.Poll()!.Token;
        harness.Store.OnCommit = _ => CommitFault.BrokenBefore;
        Assert.Throws<StoreBrokenException>(() => harness.Start(machine, "other"));
        Assert.Throws<StoreBrokenException>(() => harness.Complete(token));
        Assert.Throws<StoreBrokenException>(() => harness.Complete(token)); // the first one is not durable, so the second is not refused because of it
    }

    [Fact]
    public void A_rejection_that_depends_on_what_is_not_durable_waits_for_it()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.TaskState(Harness.Activity));
        harness.Start(machine, "n");
        var token = harness.Poll()!.Token;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Store.Gate = () => gate.Task;
        harness.Store.OnCommit = _ => CommitFault.Refused;
        var command = new ExecutionCommand.CompleteTask(token, Json.JsonText.EmptyObject);
        var first = harness.Begin(() => harness.Runtime.Router.SendAsync(token, command, CancellationToken.None));
        var second = harness.Begin(() => harness.Runtime.Router.SendAsync(token, command, CancellationToken.None));
        Assert.False(second.IsCompleted); // "it has ended" would be a lie if the first one is not stored
        gate.SetResult();
        harness.Turns.RunUntilIdle();
        Assert.True(first.IsFaulted && second.IsFaulted);
    }

    [Fact]
    public void Of_two_results_for_one_task_the_first_is_taken()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.TaskState(Harness.Activity));
        harness.Start(machine, "n");
        var token = harness.Poll()!.Token;
        Assert.IsType<Decision.Accepted>(harness.Complete(token, "1"));
        Assert.IsType<Decision.Rejected>(harness.Complete(token, "2"));
        Assert.Single(harness.History("n"), type => type == "ActivitySucceeded");
    }

    [Fact]
    public void What_has_ended_is_answered_without_its_events_being_read()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.TaskState(Harness.Activity));
        harness.Start(machine, "n");
        var token = harness.Poll()!.Token;
        harness.Complete(token);
        harness.Crash();
        harness.Run(() => harness.Store.CommitAsync([Damage(harness, "n")], CancellationToken.None).AsTask());
        Assert.Equal(RejectionKind.TaskNotOpen, Assert.IsType<Decision.Rejected>(harness.Complete(token)).Kind);
        Assert.Equal(RejectionKind.ExecutionNotRunning, Assert.IsType<Decision.Rejected>(harness.StopExecution("n")).Kind);
    }

    [Fact]
    public void A_token_that_names_the_wrong_partition_reads_nothing_into_it()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.TaskState(Harness.Activity));
        harness.Start(machine, "n");
        var token = harness.Poll()!.Token;
        var forged = token with { Partition = (token.Partition + 1) % 4 };
        Assert.IsType<Decision.Rejected>(harness.Complete(forged));
        Assert.IsType<Decision.Accepted>(harness.Complete(token));
    }

    [Fact]
    public void A_timer_that_fires_too_early_is_not_lost()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.WaitState(5));
        harness.Start(machine, "n");
        var row = harness.Row("n");
        var early = new StoreChange.Append(row with { WakeUpAt = row.WakeUpAt!.Value.AddSeconds(-4) }, row.Version, 0, default);
        harness.Run(() => harness.Store.CommitAsync([early], CancellationToken.None).AsTask());
        harness.Crash(); // it is woken when the row says, and finds nothing due
        harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Running, harness.Status("n"));
        for (var i = 0; i < 4; i++) harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Succeeded, harness.Status("n"));
    }

    [Fact]
    public void A_wait_takes_as_long_as_it_says_when_the_wall_clock_goes_back()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.WaitState(60));
        harness.Start(machine, "n");
        harness.Clock.JumpWallClock(TimeSpan.FromDays(-1));
        for (var i = 0; i < 59; i++) harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Running, harness.Status("n"));
        for (var i = 0; i < 3; i++) harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Succeeded, harness.Status("n"));
    }

    [Fact]
    public void A_wait_is_over_when_the_machine_slept_through_it()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.WaitState(3_600));
        harness.Start(machine, "n");
        harness.Clock.JumpWallClock(TimeSpan.FromHours(8));
        harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Succeeded, harness.Status("n"));
    }

    [Fact]
    public void A_task_token_that_ends_with_its_execution_leaves_no_place_in_the_queue()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.TaskState(Harness.Activity));
        for (var i = 0; i < 20; i++)
        {
            harness.Start(machine, $"n{i}");
            harness.StopExecution($"n{i}");
        }
        Assert.Equal(0, harness.Runtime.Dispatcher.ActiveQueues);
    }

    private static StoreChange Damage(Harness harness, string name)
    {
        var row = harness.Row(name);
        return new StoreChange.Append(row with { Version = row.Version + 1 }, row.Version, 0, "[]"u8.ToArray());
    }
}
