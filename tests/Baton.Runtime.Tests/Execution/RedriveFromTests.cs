using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Json;
using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Runtime.Tests.Execution;

/// <summary>Redrives from an earlier state, with another input and under another definition: from memory, from the store, and over crashes.</summary>
public sealed class RedriveFromTests
{
    private readonly Harness _harness = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_earlier_state_is_entered_again_whether_the_execution_is_in_memory_or_not(bool restarted)
    {
        Fail();
        if (restarted) _harness.Restart();
        Assert.IsType<Decision.Accepted>(Redrive(new(null) { FromState = "P" }));
        Assert.Equal("""{"p":[{"n":1}],"v":0}""", _harness.Poll()!.Input.ToString());
        Assert.Equal(["ExecutionRedriven", "PassStateEntered", "PassStateExited", "TaskStateEntered", "ActivityScheduled", "ActivityStarted"], _harness.History("n").TakeLast(6));
    }

    [Fact]
    public void After_a_crash_it_goes_on_from_there()
    {
        Fail();
        Redrive(new(null) { FromState = "P", Input = JsonText.Parse("[7]") });
        _harness.Crash();
        var task = _harness.Poll()!;
        Assert.Equal("""{"p":[7],"v":0}""", task.Input.ToString());
        _harness.Complete(task.Token, "1");
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
        Assert.Empty(_harness.Run(() => _harness.Runtime.Liveness.CheckAsync(replayAll: true, CancellationToken.None)));
    }

    [Theory]
    [InlineData("Missing")]
    [InlineData("Inner")]
    public void A_state_that_was_not_entered_in_the_machines_own_scope_is_refused(string state)
    {
        Fail();
        var events = _harness.History("n").Count;
        var refused = Assert.IsType<Decision.Rejected>(Redrive(new(null) { FromState = state }));
        Assert.Equal($"The execution has not entered a state '{state}' of the machine's own scope; its history tells which it has", refused.Message);
        Assert.Equal(events, _harness.History("n").Count);
    }

    [Fact]
    public void A_running_execution_says_that_it_is_running()
    {
        Fail();
        Redrive(new(null));
        Assert.Equal("Execution is RUNNING and cannot be redriven", Assert.IsType<Decision.Rejected>(Redrive(new(null) { FromState = "P" })).Message);
    }

    [Fact]
    public void The_same_request_once_more_is_known_by_its_token()
    {
        Fail();
        Redrive(new("t") { FromState = "P" });
        _harness.Crash();
        Assert.IsType<Decision.Accepted>(Redrive(new("t") { FromState = "P" }));
        Assert.Equal(1, _harness.Row("n").RedriveCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_revision_runs_from_the_redrive_on(bool crashed)
    {
        var machine = Fail();
        var revision = Update(machine, """{ "StartAt": "T", "States": { "T": { "Type": "Wait", "Seconds": 5, "Next": "New" }, "New": { "Type": "Pass", "Result": "new", "End": true } } }""");
        if (crashed) _harness.Crash();
        Assert.IsType<Decision.Accepted>(Redrive(new(null) { Revision = revision }));
        Assert.Equal(2, _harness.Row("n").Revision);
        if (crashed) _harness.Crash();
        _harness.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal((ExecutionStatus.Succeeded, 2), (_harness.Status("n"), _harness.Row("n").Revision));
        Assert.Equal(["ExecutionRedriven", "WaitStateEntered", "WaitStateExited", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"], _harness.History("n").TakeLast(6));
        Assert.Empty(_harness.Run(() => _harness.Runtime.Liveness.CheckAsync(replayAll: true, CancellationToken.None)));
    }

    [Fact]
    public void A_redrive_after_that_stays_with_the_other_revision()
    {
        var machine = Fail();
        var revision = Update(machine, """{ "StartAt": "T", "States": { "T": { "Type": "Fail", "Error": "new" } } }""");
        Redrive(new(null) { Revision = revision });
        _harness.Restart();
        Assert.IsType<Decision.Accepted>(Redrive(new(null)));
        Assert.Equal((2, 2, ExecutionStatus.Failed), (_harness.Row("n").Revision, _harness.Row("n").RedriveCount, _harness.Status("n")));
    }

    [Fact]
    public void A_refused_definition_leaves_the_execution_with_its_own()
    {
        var machine = Fail();
        var revision = Update(machine, """{ "StartAt": "Other", "States": { "Other": { "Type": "Succeed" } } }""");
        Assert.Equal("The state 'T' is not a state of the machine's own scope in the definition to be run", Assert.IsType<Decision.Rejected>(Redrive(new(null) { Revision = revision })).Message);
        Assert.Equal(1, _harness.Row("n").Revision);
        Assert.IsType<Decision.Accepted>(Redrive(new(null)));
        Assert.Equal(1, _harness.Row("n").Revision);
        Assert.NotNull(_harness.Poll());
    }

    [Fact]
    public void A_redrive_under_another_revision_that_is_not_durable_leaves_no_trace()
    {
        var machine = Fail();
        var revision = Update(machine, """{ "StartAt": "T", "States": { "T": { "Type": "Succeed" } } }""");
        var before = _harness.Row("n");
        _harness.Store.OnCommit = _ => CommitFault.Conflict;
        Assert.ThrowsAny<Exception>(() => Redrive(new(null) { Revision = revision }));
        _harness.Store.OnCommit = _ => CommitFault.None;
        Assert.Equal(before, _harness.Row("n"));
        Redrive(new(null));
        Assert.Equal(1, _harness.Row("n").Revision);
        Assert.NotNull(_harness.Poll());
    }

    private StateMachineRow Fail()
    {
        var machine = _harness.Machine($$"""
            { "StartAt": "Q", "States": {
                "Q": { "Type": "Parallel", "Branches": [ { "StartAt": "Inner", "States": { "Inner": { "Type": "Pass", "End": true } } } ], "Next": "P" },
                "P": { "Type": "Pass", "Parameters": { "p.$": "$", "v": 0 }, "Next": "T" },
                "T": { "Type": "Task", "Resource": "{{Harness.Activity}}", "End": true } } }
            """);
        _harness.Start(machine, "n", """{"n":1}""");
        var token = _harness.Poll()!.Token;
        _harness.Send(token, new ExecutionCommand.FailTask(token, "E", null));
        return machine;
    }

    private StateMachineRevisionRow Update(StateMachineRow machine, string definition) =>
        _harness.Run(() => _harness.Runtime.Machines.UpdateAsync(machine.Arn, present => present with { Definition = definition }, null, CancellationToken.None))!.Machine.Revision;

    private Decision Redrive(RedriveRequest request) => _harness.Run(() => _harness.Runtime.Router.RedriveAsync(_harness.Row("n"), request, CancellationToken.None));
}
