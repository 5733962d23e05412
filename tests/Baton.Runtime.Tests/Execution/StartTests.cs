using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Runtime.Tests.Execution;

public sealed class StartTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_hundred_starts_of_one_name_start_one_execution(ulong order)
    {
        var harness = new Harness(order: order);
        var machine = harness.Machine(Harness.WaitState(60));
        var starts = Enumerable.Range(0, 100).Select(_ => harness.Turns.Start(() => harness.StartAsync(machine, "n", """{"a":1}"""))).ToList();
        harness.Turns.RunUntilIdle();
        Assert.Single(starts.Select(start => start.Result).Distinct());
        Assert.Single(harness.Disk.Executions);
    }

    [Fact]
    public async Task A_hundred_starts_of_one_name_on_many_threads_start_one_execution()
    {
        var disk = new MemoryDisk();
        await using var runtime = new WorkflowRuntime(
            new MemoryStore(disk, TimeProvider.System), new RuntimeOptions(), [], TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        runtime.Start();
        var (machine, _, _, _) = await runtime.Machines.CreateAsync(new("arn:m", "m", "us-east-1", Harness.WaitState(60), "arn:r", "{}"), TestContext.Current.CancellationToken);
        var starts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() =>
            runtime.Router.StartAsync(new(machine), Harness.Arn, "n", Json.JsonText.EmptyObject, TestContext.Current.CancellationToken))));
        Assert.Single(starts.Distinct());
        Assert.Single(disk.Executions);
    }

    [Fact]
    public void The_same_name_with_another_input_is_taken()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.WaitState(60));
        harness.Start(machine, "n", """{"a":1}""");
        Assert.IsType<StartResult.NameTaken>(harness.Start(machine, "n", """{"a":2}"""));
        Assert.IsType<StartResult.Started>(harness.Start(machine, "n", """{ "a": 1.0 }"""));
        Assert.Single(harness.Disk.Executions);
    }

    [Fact]
    public void The_name_of_an_execution_that_has_ended_is_taken_even_for_the_same_input()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.WaitState(0));
        harness.Start(machine, "n");
        Assert.Equal(ExecutionStatus.Succeeded, harness.Status("n"));
        Assert.IsType<StartResult.NameTaken>(harness.Start(machine, "n"));
        harness.Crash();
        Assert.IsType<StartResult.NameTaken>(harness.Start(machine, "n"));
    }

    [Fact]
    public void A_run_is_told_its_end_when_that_is_durable_and_not_before()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.TaskState(Harness.Activity));
        var run = harness.Begin(() => harness.Runtime.Router.RunAsync(new(machine), Harness.Arn, Json.JsonText.Parse("1"), CancellationToken.None));
        Assert.False(run.IsCompleted);
        harness.Complete(harness.Poll()!.Token, "2");
        harness.Turns.RunUntilIdle();
        var ending = run.Result!;
        var row = Assert.Single(harness.Disk.Executions).Row;
        Assert.Equal((row.Arn, ExecutionStatus.Succeeded, "2"), (ending.ExecutionArn, ending.Status, ending.Outcome.Output!.ToString()));
        Assert.Equal(ExecutionStatus.Succeeded, row.Status);
    }

    [Fact]
    public void A_run_of_a_machine_that_is_being_deleted_is_none()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.WaitState(60));
        harness.Start(machine, "n");
        harness.Run(() => harness.Runtime.DeleteStateMachineAsync(machine.Arn, CancellationToken.None));
        Assert.Null(harness.Run(() => harness.Runtime.Router.RunAsync(new(machine), Harness.Arn, Json.JsonText.EmptyObject, CancellationToken.None)));
    }

    [Fact]
    public void A_start_is_answered_when_it_is_durable_and_not_before()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.WaitState(60));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Store.Gate = () => gate.Task;
        var first = harness.Begin(() => harness.StartAsync(machine, "n"));
        var same = harness.Begin(() => harness.StartAsync(machine, "n"));
        var other = harness.Begin(() => harness.StartAsync(machine, "n", "[]"));
        Assert.False(first.IsCompleted || same.IsCompleted || other.IsCompleted);
        gate.SetResult();
        harness.Turns.RunUntilIdle();
        Assert.Equal(first.Result, same.Result);
        Assert.IsType<StartResult.NameTaken>(other.Result);
    }

    [Fact]
    public void A_start_that_cannot_be_stored_leaves_nothing_and_takes_with_it_those_that_believed_in_it()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.WaitState(60));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Store.Gate = () => gate.Task;
        harness.Store.OnCommit = _ => CommitFault.Refused;
        var first = harness.Begin(() => harness.StartAsync(machine, "n"));
        var same = harness.Begin(() => harness.StartAsync(machine, "n"));
        gate.SetResult();
        harness.Turns.RunUntilIdle();
        Assert.All([first, same], start => Assert.IsType<StoreUnavailableException>(start.Exception!.InnerException));

        harness.Store.OnCommit = _ => CommitFault.None;
        Assert.IsType<StartResult.Started>(harness.Start(machine, "n", "[]")); // the name is free
        Assert.Single(harness.Disk.Executions);
    }

    [Fact]
    public void A_name_that_is_made_up_is_in_the_order_of_time()
    {
        var harness = new Harness();
        var machine = harness.Machine(Harness.WaitState(60));
        var names = Enumerable.Range(0, 3).Select(_ =>
        {
            harness.Pass(TimeSpan.FromSeconds(1));
            return ((StartResult.Started)harness.Run(() => harness.StartAsync(machine, null))).ExecutionArn;
        }).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void More_executions_than_memory_holds_are_read_again()
    {
        var harness = new Harness(new RuntimeOptions { HotExecutionsMax = 8 });
        var machine = harness.Machine(Harness.TaskState(Harness.Activity));
        for (var i = 0; i < 50; i++) harness.Start(machine, $"n{i}");
        for (var i = 0; i < 50; i++) harness.Complete(harness.Poll()!.Token);
        Assert.All(harness.Disk.Executions, stored => Assert.Equal(ExecutionStatus.Succeeded, stored.Row.Status));
    }
}
