using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Express;
using Baton.Runtime.Tasks;
using Baton.Store;

namespace Baton.Runtime.Tests.Express;

public sealed class ExpressRunnerTests
{
    private const string Retrying = ""","Retry":[{"ErrorEquals":["Oops"],"IntervalSeconds":2,"MaxAttempts":2}]""";

    private readonly Harness _harness = new(new RuntimeOptions { ExpressExecutionsMax = 3, Limits = new() { StatesPerDecisionMax = 20 } });

    private Task<ExpressOutcome> Run(StateMachineRow machine, string? name = null, string input = "{}") =>
        _harness.Begin(() => _harness.Runtime.Express.RunAsync(new(machine), name, JsonText.Parse(input)));

    [Fact]
    public async Task One_runs_to_its_end_and_leaves_nothing_behind()
    {
        var machine = _harness.ExpressMachine("""{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a":1},"ResultPath":"$.b","End":true} } }""");
        var outcome = await Run(machine, "n", """{"c":2}""");

        Assert.Equal((RunStatus.Succeeded, """{"c":2,"b":{"a":1}}"""), (outcome.Status, outcome.Output!.ToString()));
        Assert.Matches("^arn:aws:states:us-east-1:000000000000:express:x:n:[0-9a-f-]{36}$", outcome.Identity.ExecutionArn);
        Assert.Equal("n", outcome.Identity.Name);
        Assert.Empty(_harness.Disk.Executions);
        Assert.Equal(0, _harness.Runtime.Express.Count);
    }

    [Fact]
    public async Task The_same_name_and_input_run_again()
    {
        var machine = _harness.ExpressMachine(Harness.TaskState(Harness.Function));
        Assert.NotEqual((await Run(machine, "n")).Identity.ExecutionArn, (await Run(machine, "n")).Identity.ExecutionArn);
        Assert.Equal(2, _harness.Calls.Made.Count);
    }

    [Fact]
    public async Task A_wait_takes_its_time_and_no_more()
    {
        var waiting = Run(_harness.ExpressMachine(Harness.WaitState(30)));
        _harness.Pass(TimeSpan.FromSeconds(29.9));
        Assert.False(waiting.IsCompleted);
        _harness.Pass(TimeSpan.FromSeconds(0.1));
        var outcome = await waiting;
        Assert.Equal(TimeSpan.FromSeconds(30), outcome.StoppedAt - outcome.Identity.StartedAt);
    }

    [Fact]
    public async Task A_task_is_tried_again_after_its_interval()
    {
        var failures = 1;
        _harness.Calls.Do = (_, _) => Task.FromResult<TaskOutcome>(
            failures-- > 0 ? new TaskOutcome.Failed("Oops", null) : new TaskOutcome.Succeeded(JsonText.Parse("7")));
        var running = Run(_harness.ExpressMachine(Harness.TaskState(Harness.Function, Retrying)));
        Assert.Single(_harness.Calls.Made);
        _harness.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal("7", (await running).Output!.ToString());
        Assert.Equal(2, _harness.Calls.Made.Count);
    }

    [Fact]
    public async Task One_that_fails_tells_error_and_cause()
    {
        var outcome = await Run(_harness.ExpressMachine("""{"StartAt":"A","States":{"A":{"Type":"Fail","Error":"E","Cause":"C"} } }"""));
        Assert.Equal((RunStatus.Failed, "E", "C", (JsonText?)null), (outcome.Status, outcome.Error, outcome.Cause, outcome.Output));
    }

    [Theory]
    [InlineData("", 300)]
    [InlineData(""","TimeoutSeconds":20""", 20)]
    [InlineData(""","TimeoutSeconds":900""", 300)]
    public async Task One_takes_five_minutes_at_most_and_what_it_called_is_told(string timeout, int seconds)
    {
        var isTold = false;
        _harness.Calls.Do = async (_, cancelled) =>
        {
            using var told = cancelled.Register(() => isTold = true);
            await new TaskCompletionSource().Task;
            throw new InvalidOperationException("Nobody ends this wait.");
        };
        var running = Run(_harness.ExpressMachine($$"""{"StartAt":"A"{{timeout}},"States":{"A":{"Type":"Task","Resource":"{{Harness.Function}}","End":true} } }"""));
        _harness.Pass(TimeSpan.FromSeconds(seconds - 0.1));
        Assert.False(isTold);
        _harness.Pass(TimeSpan.FromSeconds(0.1));
        Assert.Equal((RunStatus.TimedOut, "States.Timeout", true), ((await running).Status, (await running).Error, isTold));
    }

    [Fact]
    public async Task An_endless_loop_lets_others_run_and_ends_at_the_limit()
    {
        var endless = _harness.ExpressMachine(
            """{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Variable":"$.end","IsPresent":true,"Next":"B"}],"Default":"A"},"B":{"Type":"Succeed"} } }""");
        var quick = _harness.Machine(Harness.TaskState(Harness.Function), "quick", type: StateMachineType.Express);
        var looping = _harness.Turns.Start(() => _harness.Runtime.Express.RunAsync(new(endless), null, JsonText.EmptyObject));
        var other = _harness.Turns.Start(() => _harness.Runtime.Express.RunAsync(new(quick), null, JsonText.EmptyObject));
        _harness.RunUntil(() => other.IsCompleted);
        Assert.False(looping.IsCompleted);
        _harness.Clock.Advance(TimeSpan.FromMinutes(5));
        _harness.RunUntil(() => looping.IsCompleted);
        Assert.Equal(RunStatus.TimedOut, (await looping).Status);
    }

    [Fact]
    public async Task More_than_may_run_at_once_are_refused_until_one_has_ended()
    {
        var machine = _harness.ExpressMachine(Harness.TaskState(Harness.Function));
        var held = _harness.Calls.Hold();
        var running = Enumerable.Range(0, 3).Select(_ => Run(machine)).ToList();
        var refused = await Assert.ThrowsAsync<ExpressLimitException>(() => Run(machine));
        Assert.Contains("3 Express executions run", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ExpressLimitException>(() => Start(machine));

        held.SetResult(new TaskOutcome.Succeeded(JsonText.EmptyObject));
        _harness.Turns.RunUntilIdle();
        Assert.All(running, run => Assert.True(run.IsCompletedSuccessfully));
        Assert.Equal(RunStatus.Succeeded, (await Run(machine)).Status);
    }

    [Fact]
    public void Nobody_outside_can_answer_for_it()
    {
        _harness.Calls.Hold();
        var running = Run(_harness.ExpressMachine(Harness.TaskState(Harness.Function)));
        var token = Assert.Single(_harness.Calls.Made);
        var answer = Assert.IsType<Decision.Rejected>(_harness.Complete(token));
        Assert.Equal(RejectionKind.TaskNotOpen, answer.Kind);
        Assert.False(running.IsCompleted);
    }

    [Fact]
    public async Task A_stop_lets_what_runs_go_on_for_a_while_and_takes_no_more()
    {
        var machine = _harness.ExpressMachine(Harness.WaitState(4));
        var (ends, late) = (Run(machine), Run(_harness.Machine(Harness.WaitState(60), "late", type: StateMachineType.Express)));
        _harness.Runtime.Express.BeginStop();
        await Assert.ThrowsAsync<RuntimeStoppedException>(() => Run(machine));
        _harness.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(RunStatus.Succeeded, (await ends).Status);
        Assert.False(late.IsCompleted);
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((RunStatus.Aborted, "The server stopped before the execution ended."), ((await late).Status, (await late).Cause));
    }

    [Fact]
    public async Task A_fault_in_Baton_is_told_to_the_caller_and_frees_the_place()
    {
        _harness.Calls.Hold();
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity), "activity", type: StateMachineType.Express); // the API refuses it
        await Assert.ThrowsAsync<InvariantException>(() => Run(machine));
        Assert.Equal(0, _harness.Runtime.Express.Count);
    }

    private Task<ExecutionIdentity> Start(StateMachineRow machine) => _harness.Begin(() => _harness.Runtime.Express.StartAsync(new(machine), null, JsonText.EmptyObject));
}
