using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Store;

namespace Baton.Runtime.Tests.Execution;

/// <summary>Executions that are taken up again after their end: from memory, from the store, and over crashes.</summary>
public sealed class RedriveTests
{
    private readonly Harness _harness = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_failed_task_is_handed_out_again_whether_the_execution_is_in_memory_or_not(bool restarted)
    {
        Fail("n");
        if (restarted) _harness.Restart();
        Assert.IsType<Decision.Accepted>(_harness.RedriveExecution("n"));
        var row = _harness.Row("n");
        Assert.Equal((ExecutionStatus.Running, 1, null), (row.Status, row.RedriveCount, row.StoppedAt));
        Assert.NotNull(row.RedrivenAt);

        Assert.IsType<Decision.Accepted>(_harness.Complete(_harness.Poll()!.Token));
        Assert.Equal((ExecutionStatus.Succeeded, 1), (_harness.Status("n"), _harness.Row("n").RedriveCount));
        Assert.Equal(
            ["ExecutionStarted", "TaskStateEntered", "ActivityScheduled", "ActivityStarted", "ActivityFailed", "ExecutionFailed",
             "ExecutionRedriven", "ActivityScheduled", "ActivityStarted", "ActivitySucceeded", "TaskStateExited", "ExecutionSucceeded"],
            _harness.History("n"));
    }

    [Fact]
    public void What_is_told_of_a_moment_is_of_that_moment_also_when_the_execution_goes_on_meanwhile()
    {
        Fail("n");
        var row = _harness.Row("n");
        _harness.RedriveExecution("n");
        var told = _harness.Run(() => _harness.Runtime.Reader.DescribeAsync(row, CancellationToken.None).AsTask());
        Assert.Equal((row, "E"), (told.Row, told.Error));
    }

    [Fact]
    public void After_a_crash_a_redriven_execution_owes_its_task_still()
    {
        Fail("n");
        _harness.Restart();
        _harness.RedriveExecution("n");
        _harness.Crash();
        Assert.IsType<Decision.Accepted>(_harness.Complete(_harness.Poll()!.Token));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
    }

    [Fact]
    public void After_a_crash_the_same_request_is_known_by_its_token()
    {
        Fail("n");
        _harness.RedriveExecution("n", "t");
        _harness.Crash();
        Assert.IsType<Decision.Accepted>(_harness.RedriveExecution("n", "t"));
        Assert.Equal((1, RejectionKind.NotRedrivable), (_harness.Row("n").RedriveCount, Assert.IsType<Decision.Rejected>(_harness.RedriveExecution("n", "u")).Kind));
        Assert.Single(_harness.History("n"), type => type == "ExecutionRedriven");

        _harness.StopExecution("n");
        _harness.Restart(); // the token of one that has ended again is in its events alone
        Assert.IsType<Decision.Accepted>(_harness.RedriveExecution("n", "t"));
        Assert.Equal((ExecutionStatus.Aborted, 1), (_harness.Status("n"), _harness.Row("n").RedriveCount));
    }

    [Fact]
    public void A_redriven_wait_is_woken_also_after_a_crash()
    {
        var machine = _harness.Machine(Harness.WaitState(60));
        _harness.Start(machine, "n");
        _harness.StopExecution("n");
        Assert.Null(_harness.Row("n").WakeUpAt);
        _harness.Pass(TimeSpan.FromSeconds(30));
        _harness.RedriveExecution("n");
        _harness.Crash();
        _harness.Pass(TimeSpan.FromSeconds(59));
        Assert.Equal(ExecutionStatus.Running, _harness.Status("n"));
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
    }

    [Fact]
    public void A_redrive_that_is_not_durable_leaves_the_execution_as_it_ended()
    {
        Fail("n");
        var ended = _harness.Row("n");
        _harness.Crash();
        _harness.Store.OnCommit = _ => CommitFault.Conflict;
        Assert.ThrowsAny<Exception>(() => _harness.RedriveExecution("n"));
        _harness.Store.OnCommit = _ => CommitFault.None;
        Assert.Equal(ended, _harness.Row("n"));
        Assert.Null(_harness.Poll());
        Assert.IsType<Decision.Accepted>(_harness.RedriveExecution("n"));
        Assert.NotNull(_harness.Poll());
    }

    [Fact]
    public void Of_a_machine_that_is_being_deleted_nothing_is_redriven()
    {
        var machine = Fail("n");
        _harness.Start(machine, "open");
        _harness.Run(() => _harness.Runtime.DeleteStateMachineAsync(machine.Arn, CancellationToken.None));
        Assert.Equal(Redrivability.MachineDeleting, Assert.IsType<Decision.Rejected>(_harness.RedriveExecution("n")).Message);
    }

    [Fact]
    public void An_execution_that_runs_again_is_alive()
    {
        Fail("n");
        _harness.RedriveExecution("n");
        Assert.Empty(_harness.Run(() => _harness.Runtime.Liveness.CheckAsync(replayAll: true, CancellationToken.None)));
    }

    private StateMachineRow Fail(string name)
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity));
        _harness.Start(machine, name);
        var token = _harness.Poll()!.Token;
        _harness.Send(token, new ExecutionCommand.FailTask(token, "E", null));
        return machine;
    }
}
