using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Tasks;
using Baton.Store;

namespace Baton.Runtime.Tests.Express;

public sealed class AsynchronousExpressTests
{
    private readonly Harness _harness = new();

    private Task<ExecutionIdentity> Start(StateMachineRow machine, string input = "{}") =>
        _harness.Begin(() => _harness.Runtime.Express.StartAsync(new(machine), "n", JsonText.Parse(input)));

    private IReadOnlyList<ExpressExecutionRow> Owed => _harness.Run(() => _harness.Store.ListExpressExecutionsAsync(0, 1000, CancellationToken.None).AsTask());

    private StateMachineRow Machine() => _harness.ExpressMachine(Harness.TaskState(Harness.Function), LogLines.Settings("ALL"));

    [Fact]
    public async Task A_start_is_durable_before_it_is_answered_and_before_anything_is_done()
    {
        var machine = Machine();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _harness.Store.Gate = () => held.Task;
        var started = Start(machine);
        Assert.False(started.IsCompleted);
        Assert.Empty(_harness.Calls.Made);
        Assert.Empty(_harness.Log.All);

        _harness.Calls.Hold();
        held.SetResult();
        _harness.Turns.RunUntilIdle();
        Assert.StartsWith("arn:aws:states:us-east-1:000000000000:express:x:n:", (await started).ExecutionArn, StringComparison.Ordinal);
        Assert.Single(_harness.Calls.Made);
        Assert.Single(Owed);
        Assert.Empty(_harness.Disk.Executions);
    }

    [Fact]
    public async Task When_it_has_ended_nothing_is_owed_any_more()
    {
        await Start(Machine());
        Assert.Empty(Owed);
        _harness.Crash();
        Assert.Single(_harness.Calls.Made);
    }

    [Fact]
    public async Task After_a_crash_it_runs_again_from_its_start_with_the_same_ARN_and_input()
    {
        _harness.Calls.Hold();
        var started = await Start(Machine(), """{"a":1}""");
        _harness.Calls.Do = new FakeCalls().Do;
        _harness.Crash();

        Assert.Equal(2, _harness.Calls.Made.Count);
        Assert.Empty(Owed);
        Assert.Equal([started.ExecutionArn], _harness.Log.All.Select(line => line.Arn).Distinct());
        Assert.Equal(2, _harness.Log.Types.Count(type => type == "ExecutionStarted"));
        Assert.Equal(1, _harness.Log.Types.Count(type => type == "ExecutionSucceeded"));
        Assert.All(_harness.Log.All.Select(line => line.Event).OfType<Engine.Events.ExecutionEvent.ExecutionStarted>(),
            line => Assert.Equal("""{"a":1}""", line.Identity.Input.ToString()));
    }

    [Fact]
    public async Task After_a_restart_its_five_minutes_begin_anew()
    {
        await Start(_harness.ExpressMachine(Harness.WaitState(200), LogLines.Settings("FATAL")));
        _harness.Pass(TimeSpan.FromSeconds(199));
        _harness.Restart();
        _harness.Pass(TimeSpan.FromSeconds(199));
        Assert.Single(Owed);
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Empty(Owed);
        Assert.Empty(_harness.Log.All);
    }

    [Fact]
    public async Task A_start_that_cannot_be_stored_does_not_run()
    {
        var machine = Machine();
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Start(machine));
        Assert.Empty(_harness.Calls.Made);
        Assert.Equal(0, _harness.Runtime.Express.Count);
    }

    [Fact]
    public async Task An_end_that_cannot_be_stored_is_tried_again_until_it_is()
    {
        var machine = Machine();
        var held = _harness.Calls.Hold();
        await Start(machine);
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        held.SetResult(new TaskOutcome.Succeeded(JsonText.EmptyObject));
        _harness.Turns.RunUntilIdle();
        Assert.Single(Owed);
        _harness.Store.OnCommit = _ => CommitFault.None;
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Empty(Owed);
        Assert.Equal(0, _harness.Runtime.Express.Count);
    }

    [Fact]
    public async Task One_whose_machine_is_gone_does_not_run_again()
    {
        _harness.Calls.Hold();
        var machine = Machine();
        await Start(machine);
        _harness.Run(() => _harness.Runtime.DeleteStateMachineAsync(machine.Arn, CancellationToken.None));
        _harness.Turns.RunUntilIdle();
        _harness.Crash();
        Assert.Single(_harness.Calls.Made);
        Assert.Empty(Owed);
    }

    [Fact]
    public async Task More_than_a_page_are_taken_up_and_numbers_are_not_given_twice()
    {
        _harness.Calls.Hold();
        var machine = Machine();
        for (var i = 0; i < 600; i++) await Start(machine);
        Assert.Equal(600, _harness.Calls.Made.Count);
        _harness.Crash();
        Assert.Equal(1200, _harness.Calls.Made.Count);
        Assert.Equal(600, _harness.Runtime.Express.Count);
        await Start(machine);
        Assert.Equal(601, Owed.Select(row => row.Number).Distinct().Count());
    }

    [Fact]
    public async Task The_word_of_what_failed_is_in_the_log()
    {
        await Start(_harness.ExpressMachine("""{"StartAt":"A","States":{"A":{"Type":"Fail","Error":"E"} } }""", LogLines.Settings("ERROR")));
        Assert.Equal(["FailStateEntered", "ExecutionFailed"], _harness.Log.Types);
    }
}
