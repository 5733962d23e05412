using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Store;

namespace Baton.Runtime.Tests.Execution;

public sealed class RecoveryTests
{
    private readonly Harness _harness = new();

    [Fact]
    public void A_task_that_waited_for_a_worker_waits_again_after_any_stop()
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity));
        _harness.Start(machine, "n");
        _harness.Restart();
        _harness.Crash();
        Assert.IsType<Decision.Accepted>(_harness.Complete(_harness.Poll()!.Token));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
    }

    [Fact]
    public void After_a_crash_what_was_just_handed_out_is_handed_out_again_with_the_same_token_and_no_second_event()
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity));
        _harness.Start(machine, "n");
        var before = _harness.Poll()!;
        _harness.Crash();
        var after = _harness.Poll()!;
        Assert.Equal(before, after);
        Assert.Single(_harness.History("n"), type => type == "ActivityStarted");
        Assert.IsType<Decision.Accepted>(_harness.Complete(after.Token));
        Assert.IsType<Decision.Rejected>(_harness.Complete(before.Token)); // the first result counts
    }

    [Fact]
    public void After_a_clean_stop_nothing_is_handed_out_twice()
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity));
        _harness.Start(machine, "n");
        var token = _harness.Poll()!.Token;
        _harness.Restart();
        Assert.Null(_harness.Poll());
        Assert.IsType<Decision.Accepted>(_harness.Complete(token));
    }

    [Theory]
    [InlineData(CommitFault.None)]
    [InlineData(CommitFault.Refused)] // that it is offered again is not written before the server stops
    public void A_task_whose_worker_goes_while_it_is_handed_out_is_handed_out_again_after_a_clean_stop(CommitFault afterwards)
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity));
        _harness.Start(machine, "n");
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _harness.Store.Gate = () => gate.Task;
        using var gone = new CancellationTokenSource();
        var poll = _harness.Begin(() => _harness.PollAsync(isGone: gone.Token));
        gone.Cancel();
        var stopping = _harness.Turns.Start(() => _harness.Runtime.DisposeAsync().AsTask());
        _harness.Turns.RunUntilIdle();
        gate.SetResult();
        _harness.Store.OnWritten = _ => _harness.Store.OnCommit = _ => afterwards;
        _harness.RunUntil(() => stopping.IsCompleted);
        _harness.Run(() => _harness.Store.DisposeAsync().AsTask());
        Assert.Null(poll.Result);
        _harness.Open();
        Assert.NotNull(_harness.Poll());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_run_did_not_come_to_hand_out_again_the_next_one_does(bool isStopped)
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity));
        _harness.Start(machine, "n");
        Assert.NotNull(_harness.Poll());
        _harness.Pass(TimeSpan.FromHours(3));
        _harness.Crash(store => store.OnRead = () => ReadFault.Refused);
        _harness.Run(() => _harness.Runtime.Committer.CommitAsync(new StoreChange.PutActivity(new ActivityRow(1, "arn:a", "a", "us-east-1", _harness.Clock.GetUtcNow()))));
        if (isStopped) _harness.Restart();
        else _harness.Crash();
        Assert.NotNull(_harness.Poll());
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void What_was_handed_out_more_than_a_minute_before_the_last_commit_is_not_handed_out_again(int seconds, bool again)
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity));
        _harness.Start(machine, "n");
        Assert.NotNull(_harness.Poll());
        _harness.Pass(TimeSpan.FromSeconds(seconds));
        _harness.Machine(Harness.WaitState(1), "another"); // the last commit
        _harness.Pass(TimeSpan.FromHours(3)); // how long the server was away does not matter
        _harness.Crash();
        Assert.Equal(again, _harness.Poll() is not null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_worker_of_the_process_had_is_handed_out_again_after_any_stop_however_long_ago_it_got_it(bool isClean)
    {
        var harness = new Harness(new RuntimeOptions { LocalActivities = new HashSet<string> { Harness.Activity } });
        harness.Start(harness.Machine(Harness.TaskState(Harness.Activity)), "n");
        var token = harness.Poll()!.Token;
        harness.Pass(TimeSpan.FromDays(7));
        harness.Machine(Harness.WaitState(1), "another"); // the last commit
        if (isClean) harness.Restart();
        else harness.Crash();
        Assert.Equal(token, harness.Poll()!.Token);
        Assert.IsType<Decision.Accepted>(harness.Complete(token));
        Assert.Single(harness.History("n"), type => type == "ActivityStarted");
    }

    [Fact]
    public void What_a_worker_elsewhere_had_stays_with_it_beside_workers_of_the_process()
    {
        var harness = new Harness(new RuntimeOptions { LocalActivities = new HashSet<string> { $"{Harness.Activity}-other" } });
        harness.Start(harness.Machine(Harness.TaskState(Harness.Activity)), "n");
        Assert.NotNull(harness.Poll());
        harness.Restart();
        Assert.Null(harness.Poll());
    }

    [Fact]
    public void What_was_handed_out_after_the_start_is_not_handed_out_again_by_a_recovery_that_comes_late()
    {
        var machine = _harness.Machine($$"""
            {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
              {"StartAt":"X","States":{"X":{"Type":"Task","Resource":"{{Harness.Activity}}","Next":"Y"},"Y":{"Type":"Task","Resource":"{{Harness.Activity}}","End":true} } },
              {"StartAt":"Z","States":{"Z":{"Type":"Task","Resource":"{{Harness.Activity}}","End":true} } }]} } }
            """);
        _harness.Start(machine, "n");
        var first = _harness.Poll()!.Token;
        _harness.Crash(store => store.OnRead = () => ReadFault.Refused);
        _harness.Store.OnRead = () => ReadFault.None;
        _harness.Complete(first);
        var handedOut = _harness.Poll()!.Token; // the next one of this branch: the recovery has not come so far
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.NotEqual(handedOut, _harness.Poll()!.Token); // that of the other branch
        Assert.Null(_harness.Poll());
    }

    [Fact]
    public void A_call_that_was_under_way_is_made_again()
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Function));
        _harness.Calls.Hold();
        _harness.Start(machine, "n");
        Assert.Single(_harness.Calls.Made);
        _harness.Calls.Do = new FakeCalls().Do;
        _harness.Crash();
        Assert.Equal(2, _harness.Calls.Made.Count);
        Assert.Single(_harness.Calls.Made.Distinct());
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
    }

    [Fact]
    public void A_wait_that_ended_while_the_server_was_away_ends_at_once()
    {
        var machine = _harness.Machine(Harness.WaitState(30));
        _harness.Start(machine, "n");
        _harness.Stop();
        _harness.Clock.Advance(TimeSpan.FromDays(2));
        _harness.Open();
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
    }

    [Fact]
    public void A_run_that_stopped_between_two_slices_goes_on()
    {
        var machine = _harness.Machine(Loops.Endless);
        _harness.Turns.Start(() => _harness.StartAsync(machine, "n"));
        _harness.RunUntil(() => _harness.Disk.Executions.Any());
        _harness.Crash();
        Assert.Equal(ExecutionStatus.Failed, _harness.Status("n")); // at the bound of its history
    }

    [Fact]
    public void A_store_that_is_away_at_the_start_delays_it_and_loses_nothing()
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity));
        _harness.Start(machine, "n");
        _harness.Crash(store => store.OnRead = () => ReadFault.Refused);
        Assert.Null(_harness.Poll());
        _harness.Store.OnRead = () => ReadFault.None;
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.NotNull(_harness.Poll());
    }

    [Fact]
    public void An_execution_that_cannot_be_read_is_set_aside_and_the_others_go_on()
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity));
        _harness.Start(machine, "bad");
        _harness.Start(machine, "good");
        var bad = _harness.Row("bad");
        _harness.Run(() => _harness.Store.CommitAsync(
            [new StoreChange.Append(bad with { Version = bad.Version + 1 }, bad.Version, 0, "[{\"type\":\"FromTheFuture\",\"at\":1}]"u8.ToArray())], CancellationToken.None).AsTask());
        _harness.Crash();

        Assert.Equal(bad.Number, Assert.Single(_harness.Runtime.Faults.All).Number);
        Assert.Throws<ExecutionFaultedException>(() => _harness.StopExecution("bad"));
        Assert.IsType<Decision.Accepted>(_harness.Complete(_harness.Poll()!.Token));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("good"));
        Assert.Null(_harness.Runtime.Committer.BrokenBy);
    }

    [Fact]
    public void A_token_of_another_store_is_of_no_task()
    {
        var token = new Engine.Execution.TaskToken(40, 1, 0, 1, 2);
        var rejected = Assert.IsType<Decision.Rejected>(_harness.Send(token, new ExecutionCommand.HeartbeatTask(token)));
        Assert.Equal(RejectionKind.TaskNotOpen, rejected.Kind);
    }
}
