using Baton.Json;
using Baton.Runtime.Tasks;
using Baton.Store;

namespace Baton.Runtime.Tests.Tasks;

public sealed class EffectRunnerTests
{
    private readonly Harness _harness = new(new RuntimeOptions { InvocationsMax = 2 });
    private readonly StateMachineRow _machine;

    public EffectRunnerTests() => _machine = _harness.Machine(Harness.TaskState(Harness.Function));

    [Fact]
    public void The_answer_of_a_function_is_the_output()
    {
        _harness.Calls.Do = (_, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.Succeeded(JsonText.Parse("""{"a":1}""")));
        _harness.Start(_machine, "n");
        var description = _harness.Run(() => _harness.Runtime.Reader.DescribeAsync(Harness.Arn("n"), CancellationToken.None).AsTask());
        Assert.Equal("""{"a":1}""", description!.Output!.ToString());
    }

    [Fact]
    public void Only_so_many_calls_are_under_way_at_once()
    {
        var held = _harness.Calls.Hold();
        for (var i = 0; i < 5; i++) _harness.Start(_machine, $"n{i}");
        Assert.Equal(2, _harness.Calls.Made.Count);
        held.SetResult(new TaskOutcome.Succeeded(JsonText.EmptyObject));
        _harness.Turns.RunUntilIdle();
        Assert.Equal(5, _harness.Calls.Made.Count);
        Assert.All(_harness.Disk.Executions, stored => Assert.Equal(ExecutionStatus.Succeeded, stored.Row.Status));
    }

    [Fact]
    public void A_call_that_hangs_and_does_not_listen_gives_its_place_back_when_its_execution_is_stopped()
    {
        _harness.Calls.Hold();
        _harness.Start(_machine, "a");
        _harness.Start(_machine, "b");
        _harness.Calls.Do = new FakeCalls().Do;
        _harness.Start(_machine, "c");
        Assert.Equal(ExecutionStatus.Running, _harness.Status("c"));
        _harness.StopExecution("a");
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("c"));
    }

    [Fact]
    public void A_call_is_told_when_its_task_has_timed_out()
    {
        var timed = _harness.Machine(Harness.TaskState(Harness.Function, ""","TimeoutSeconds":5"""), "timed");
        var isTold = false;
        _harness.Calls.Do = async (_, cancelled) =>
        {
            using var told = cancelled.Register(() => isTold = true);
            await new TaskCompletionSource().Task;
            throw new InvalidOperationException("Nobody ends this wait.");
        };
        _harness.Start(timed, "n");
        _harness.Pass(TimeSpan.FromSeconds(4.9));
        Assert.False(isTold);
        _harness.Pass(TimeSpan.FromSeconds(0.2));
        Assert.True(isTold);
        Assert.Equal(ExecutionStatus.Failed, _harness.Status("n"));
    }

    [Fact]
    public void A_call_that_waits_for_a_place_is_not_made_when_its_execution_is_stopped()
    {
        var held = _harness.Calls.Hold();
        for (var i = 0; i < 3; i++) _harness.Start(_machine, $"n{i}");
        _harness.StopExecution("n2");
        held.SetResult(new TaskOutcome.Succeeded(JsonText.EmptyObject));
        _harness.Turns.RunUntilIdle();
        Assert.Equal(2, _harness.Calls.Made.Count);
    }

    [Fact]
    public void A_result_outlasts_an_outage_of_the_store_and_the_call_is_not_made_again()
    {
        var held = _harness.Calls.Hold();
        _harness.Start(_machine, "n");
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        held.SetResult(new TaskOutcome.Succeeded(JsonText.EmptyObject));
        for (var i = 0; i < 50; i++) _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Running, _harness.Status("n"));
        _harness.Store.OnCommit = _ => CommitFault.None;
        _harness.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
        Assert.Single(_harness.Calls.Made);
    }

    [Theory]
    [InlineData(true, "States.Timeout")]
    [InlineData(false, "States.Runtime")]
    public void A_call_that_throws_fails_the_task(bool gaveUp, string error)
    {
        _harness.Calls.Do = (_, _) => throw (gaveUp ? new OperationCanceledException() : new InvalidOperationException("It broke."));
        _harness.Start(_machine, "n");
        var description = _harness.Run(() => _harness.Runtime.Reader.DescribeAsync(Harness.Arn("n"), CancellationToken.None).AsTask());
        Assert.Equal(error, description!.Error);
    }

    [Fact]
    public void A_resource_that_nobody_handles_fails_the_task()
    {
        var machine = _harness.Machine(Harness.TaskState("arn:aws:states:::sqs:sendMessage", ""","Parameters":{"QueueUrl":"q","MessageBody":"b"}"""), "sqs");
        _harness.Start(machine, "n");
        Assert.Equal(ExecutionStatus.Failed, _harness.Status("n"));
        Assert.Contains("TaskFailed", _harness.History("n"));
    }

    [Fact]
    public void A_task_of_an_activity_that_does_not_exist_cannot_be_scheduled()
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity + "2"), "none");
        _harness.Start(machine, "n");
        Assert.Contains("ActivityScheduleFailed", _harness.History("n"));
        Assert.Equal(ExecutionStatus.Failed, _harness.Status("n"));
    }

    [Fact]
    public void A_stop_does_not_wait_for_a_call_that_hangs()
    {
        _harness.Calls.Hold();
        _harness.Start(_machine, "n");
        _harness.Stop();
        _harness.Calls.Do = new FakeCalls().Do;
        _harness.Open();
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
    }
}
