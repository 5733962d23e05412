using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Runtime.Execution;
using Baton.Runtime.Registry;
using Baton.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Runtime.Tests.Registry;

public sealed class StateMachineRegistryTests
{
    private readonly Harness _harness = new();

    [Fact]
    public void A_machine_that_cannot_be_stored_is_not_there()
    {
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        Assert.Throws<StoreUnavailableException>(() => _harness.Machine(Harness.WaitState(1)));
        _harness.Store.OnCommit = _ => CommitFault.None;
        Assert.Null(Find());
        Assert.Equal("m", _harness.Machine(Harness.WaitState(1)).Name);
    }

    [Fact]
    public void An_update_that_cannot_be_stored_is_not_seen()
    {
        var machine = _harness.Machine(Harness.WaitState(1));
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        Assert.Throws<StoreUnavailableException>(() => Update(Harness.WaitState(2)));
        _harness.Store.OnCommit = _ => CommitFault.None;
        Assert.Equal(machine, Find());
        Assert.Equal(2, Update(Harness.WaitState(2))!.Revision.Number);
    }

    [Fact]
    public void An_update_that_changes_nothing_makes_no_revision()
    {
        _harness.Machine(Harness.WaitState(1));
        Assert.Equal(1, Update(Harness.WaitState(1))!.Revision.Number);
    }

    [Fact]
    public void What_was_read_while_an_update_was_written_does_not_come_back()
    {
        _harness.Machine(Harness.WaitState(1));
        _harness.Restart(); // nothing is remembered
        _harness.Store.OnRead = () => ReadFault.Old;
        var reading = _harness.Turns.Start(FindAsync);
        _harness.Turns.RunOne(); // it has read, and has not come back
        _harness.Store.OnRead = () => ReadFault.None;
        var updating = _harness.Turns.Start(() => UpdateAsync(Harness.WaitState(2)));
        _harness.Turns.RunUntilIdle();
        Assert.True(reading.IsCompleted && updating.IsCompleted);
        Assert.Equal(2, Find()!.Revision.Number);
    }

    [Fact]
    public void A_hundred_creations_of_one_machine_make_one()
    {
        var created = Enumerable.Range(0, 100).Select(_ => _harness.Turns.Start(CreateAsync)).ToList();
        _harness.Turns.RunUntilIdle();
        Assert.Single(created, create => create.Result.IsNew);
        Assert.Single(created.Select(create => create.Result.Machine).Distinct());
    }

    [Fact]
    public void An_execution_keeps_the_revision_that_it_started_with()
    {
        var machine = _harness.Machine(Harness.WaitState(30));
        _harness.Start(machine, "n");
        Update(Harness.WaitState(3));
        _harness.Crash();
        _harness.Pass(TimeSpan.FromSeconds(29));
        Assert.Equal(ExecutionStatus.Running, _harness.Status("n"));
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
    }

    [Fact]
    public void A_machine_that_is_being_deleted_goes_with_its_last_execution()
    {
        var machine = _harness.Machine(Harness.WaitState(30));
        for (var i = 0; i < 10; i++) _harness.Start(machine, $"n{i}");
        Delete();
        Assert.True(Find()!.Deleting);
        _harness.StopExecution("n0");
        Assert.True(Find()!.Deleting);
        _harness.Pass(TimeSpan.FromSeconds(30));
        Assert.Null(Find());
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n1")); // it had no transition left
    }

    [Fact]
    public void The_executions_of_a_machine_that_is_being_deleted_end_at_their_next_transition()
    {
        var machine = _harness.Machine("""
            {"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":30,"Next":"B"},"B":{"Type":"Wait","Seconds":30,"Next":"C"},"C":{"Type":"Succeed"} } }
            """);
        _harness.Start(machine, "n");
        Delete();
        _harness.Pass(TimeSpan.FromSeconds(29));
        Assert.Equal(ExecutionStatus.Running, _harness.Status("n"));
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Aborted, _harness.Status("n"));
        Assert.Null(Find());
    }

    [Fact]
    public void A_task_whose_result_leads_to_a_transition_of_a_machine_that_is_being_deleted_is_not_followed_by_another()
    {
        var machine = _harness.Machine($$"""
            {"StartAt":"A","States":{
                "A":{"Type":"Task","Resource":"{{Harness.Activity}}","Next":"B"},
                "B":{"Type":"Task","Resource":"{{Harness.Activity}}","End":true} } }
            """);
        _harness.Start(machine, "n");
        var task = _harness.Run(() => _harness.PollAsync())!;
        Delete();
        Assert.IsType<Decision.Accepted>(_harness.Run(() => _harness.Runtime.Router.SendAsync(
            task.Token, new ExecutionCommand.CompleteTask(task.Token, Json.JsonText.EmptyObject), CancellationToken.None)));
        Assert.Equal(ExecutionStatus.Aborted, _harness.Status("n"));
        Assert.Null(Find());
        Assert.False(_harness.Begin(() => _harness.PollAsync()).IsCompleted); // nobody is given the second task
    }

    [Fact]
    public void A_start_that_knows_the_machine_from_before_is_refused()
    {
        var machine = _harness.Machine(Harness.WaitState(30));
        Delete();
        Assert.IsType<StartResult.MachineDeleting>(_harness.Start(machine, "n"));
        Assert.Empty(_harness.Disk.Executions);
    }

    [Fact]
    public void A_deletion_waits_for_a_start_that_was_let_in_before_it()
    {
        var machine = _harness.Machine(Harness.WaitState(30));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _harness.Store.Gate = () => gate.Task;
        var starting = _harness.Begin(() => _harness.StartAsync(machine, "n"));
        var deleting = _harness.Turns.Start(DeleteAsync);
        _harness.Turns.RunUntilIdle();
        gate.SetResult();
        _harness.Turns.RunUntilIdle();
        Assert.IsType<StartResult.Started>(starting.Result);
        Assert.True(deleting.IsCompletedSuccessfully);
        Assert.True(Find()!.Deleting);
        _harness.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
        Assert.Null(Find());
    }

    [Fact]
    public void A_machine_that_has_the_name_of_a_deleted_one_is_left_alone()
    {
        var deleted = _harness.Machine(Harness.WaitState(30));
        Delete();
        var machine = _harness.Machine(Harness.WaitState(1));
        using var stopping = new CancellationTokenSource();
        var deletion = new MachineDeletion(
            _harness.Store, _harness.Runtime.Machines, _harness.Runtime.Router, _harness.Clock, NullLogger<MachineDeletion>.Instance);
        deletion.Enqueue(deleted); // it was asked for twice
        _harness.Turns.Start(() => deletion.RunAsync(stopping.Token));
        _harness.Turns.RunUntilIdle();
        Assert.Equal(machine, Find());
    }

    [Fact]
    public void A_deletion_goes_on_after_a_crash()
    {
        var machine = _harness.Machine(Harness.WaitState(30));
        _harness.Start(machine, "n");
        Delete();
        _harness.Crash();
        Assert.True(Find()!.Deleting);
        Assert.IsType<StartResult.MachineDeleting>(_harness.Start(machine, "m"));
        _harness.Pass(TimeSpan.FromSeconds(30));
        Assert.Null(Find());
    }

    [Fact]
    public void A_deletion_that_fails_is_tried_again()
    {
        _harness.Machine(Harness.WaitState(3_000));
        var deleting = _harness.Turns.Start(DeleteAsync);
        _harness.RunUntil(() => deleting.IsCompleted);
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        _harness.Turns.RunUntilIdle();
        _harness.Store.OnCommit = _ => CommitFault.None;
        Assert.NotNull(Find());
        _harness.Pass(TimeSpan.FromSeconds(10));
        Assert.Null(Find());
    }

    [Theory]
    [InlineData(CommitFault.Refused)]
    [InlineData(CommitFault.BrokenBefore)]
    public void A_deletion_that_fails_holds_up_no_stop_and_goes_on_after_it(CommitFault fault)
    {
        _harness.Machine(Harness.WaitState(3_000));
        var deleting = _harness.Turns.Start(DeleteAsync);
        _harness.RunUntil(() => deleting.IsCompleted);
        _harness.Store.OnCommit = _ => fault;
        _harness.Turns.RunUntilIdle();
        var stopping = _harness.Turns.Start(() => _harness.Runtime.DisposeAsync().AsTask());
        for (var turns = 0; turns < 1_000 && !stopping.IsCompleted; turns++) _harness.Turns.RunOne();
        Assert.True(stopping.IsCompletedSuccessfully);
        _harness.Crash();
        Assert.Null(Find());
    }

    [Fact]
    public void An_execution_can_be_read_again_after_its_machine_is_gone()
    {
        var machine = _harness.Machine(Harness.WaitState(0));
        _harness.Start(machine, "n");
        Delete();
        _harness.Crash();
        var description = _harness.Run(() => _harness.Runtime.Reader.DescribeAsync(Harness.Arn("n"), CancellationToken.None).AsTask());
        Assert.Equal("m", description!.Identity.StateMachineName);
        Assert.IsType<Decision.Rejected>(_harness.StopExecution("n"));
    }

    private const string MachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:m";

    private Task<RegisteredMachine> CreateAsync() =>
        _harness.Runtime.Machines.CreateAsync(new(MachineArn, "m", "us-east-1", Harness.WaitState(1), "arn:r", "{}"), CancellationToken.None);

    private Task<StateMachineRow?> FindAsync() => _harness.Runtime.Machines.FindAsync(MachineArn, CancellationToken.None).AsTask();

    private StateMachineRow? Find() => _harness.Run(FindAsync);

    private async Task<StateMachineRow?> UpdateAsync(string definition) =>
        (await _harness.Runtime.Machines.UpdateAsync(MachineArn, before => before with { Definition = definition }, null, CancellationToken.None))?.Machine;

    private StateMachineRow? Update(string definition) => _harness.Run(() => UpdateAsync(definition));

    private Task DeleteAsync() => _harness.Runtime.DeleteStateMachineAsync(MachineArn, CancellationToken.None);

    private void Delete() => _harness.Run(DeleteAsync);
}
