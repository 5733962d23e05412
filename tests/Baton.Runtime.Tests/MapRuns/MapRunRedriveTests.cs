using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Json;
using Baton.Runtime.MapRuns;
using Baton.Runtime.Tasks;
using Baton.Store;

namespace Baton.Runtime.Tests.MapRuns;

/// <summary>Map Runs that go on when their execution is redriven: what runs again, what does not, and what is told of it meanwhile.</summary>
public sealed class MapRunRedriveTests
{
    private readonly Harness _harness = new();

    [Fact]
    public void What_failed_runs_again_what_succeeded_does_not_and_what_was_never_started_follows()
    {
        Start(Map(""" "MaxConcurrency": 1, "ItemBatcher": { "MaxItemsPerBatch": 2 }, """), "[1,2,3,4,5]");
        Succeed("\"first\"");
        Fail();
        Assert.Equal(ExecutionStatus.Failed, _harness.Status("n"));
        var before = Children();
        Assert.Equal([(ExecutionStatus.Succeeded, 0), (ExecutionStatus.Failed, 0)], before.Select(child => (child.Status, child.RedriveCount)));

        Assert.IsType<Decision.Accepted>(_harness.RedriveExecution("n"));
        Succeed("\"second\"");
        Succeed("\"third\"");
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
        Assert.Equal("""["first","second","third"]""", Output("n"));
        var after = Children();
        Assert.Equal(before.Select(child => child.Arn), after.Take(2).Select(child => child.Arn));
        Assert.Equal([(ExecutionStatus.Succeeded, 0), (ExecutionStatus.Succeeded, 1), (ExecutionStatus.Succeeded, 0)], after.Select(child => (child.Status, child.RedriveCount)));
        Assert.Equal(
            ["ExecutionStarted", "TaskStateEntered", "ActivityScheduled", "ActivityStarted", "ActivityFailed", "ExecutionFailed",
             "ExecutionRedriven", "ActivityScheduled", "ActivityStarted", "ActivitySucceeded", "TaskStateExited", "ExecutionSucceeded"],
            _harness.HistoryOf(after[1].Arn));
        Assert.Equal(
            ["ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed",
             "ExecutionRedriven", "MapRunRedriven", "MapRunSucceeded", "MapStateSucceeded", "MapStateExited", "ExecutionSucceeded"],
            _harness.History("n"));
        var run = Assert.Single(Runs());
        var details = MapRunDetails.Parse(run.Details);
        Assert.Equal((MapRunStatus.Succeeded, 1, _harness.Row("n").RedrivenAt), (run.Status, details.RedriveCount, details.RedrivenAt));
        Assert.Equal((3, 5), (details.Counts!.Executions.Succeeded, details.Counts.Items.Succeeded));
    }

    [Fact]
    public void Counts_tell_which_children_wait_to_be_redriven()
    {
        Start(Map(""" "ItemBatcher": { "MaxItemsPerBatch": 3 }, "ToleratedFailureCount": 6, "MaxConcurrency": 1, """), "[1,2,3,4,5,6,7,8]");
        for (var i = 0; i < 3; i++) Fail();
        Assert.Equal(ExecutionStatus.Failed, _harness.Status("n"));
        Assert.Equal((new StatusCounts(0, 0, 0, 3, 0, 0), new StatusCounts(0, 0, 0, 8, 0, 0)), Counts());

        _harness.RedriveExecution("n");
        Assert.Equal((new StatusCounts(0, 1, 0, 0, 0, 0, PendingRedrive: 2), new StatusCounts(0, 3, 0, 0, 0, 0, PendingRedrive: 5)), Counts());
        Assert.Equal([2, 1], Pending(long.MaxValue, 10));
        Assert.Equal([1], Pending(2, 10));
        Assert.Equal([2], Pending(long.MaxValue, 1));
        Assert.Equal([false, true, true], Children().Select(child => _harness.Runtime.MapRuns.IsPendingRedrive(Runs()[0].Arn, child.Arn)));

        Succeed();
        Fail();
        Assert.Equal(new StatusCounts(0, 1, 1, 1, 0, 0), Counts().Executions);
        Assert.Empty(Pending(long.MaxValue, 10));
        _harness.StopExecution("n");
        Assert.Equal(new StatusCounts(0, 0, 1, 1, 0, 1), Counts().Executions);
        Assert.Equal([1, 1, 1], Children().Select(child => child.RedriveCount));
    }

    [Fact]
    public void When_a_redriven_run_ends_nothing_waits_for_a_redrive_any_more()
    {
        Start(Map(""" "MaxConcurrency": 1, "ToleratedFailureCount": 2, """), "[1,2,3]");
        for (var i = 0; i < 3; i++) Fail();
        _harness.RedriveExecution("n");
        Assert.Equal(2, Counts().Executions.PendingRedrive);
        _harness.StopExecution("n");
        Assert.Equal(new StatusCounts(0, 0, 0, 2, 0, 1), Counts().Executions);
        Assert.Equal(MapRunStatus.Aborted, Assert.Single(Runs()).Status);

        _harness.RedriveExecution("n");
        for (var i = 0; i < 3; i++) Succeed();
        Assert.Equal((ExecutionStatus.Succeeded, 2), (_harness.Status("n"), MapRunDetails.Parse(Runs()[0].Details).RedriveCount));
        Assert.Equal([2, 1, 1], Children().Select(child => child.RedriveCount));
    }

    [Fact]
    public void A_redrive_waits_until_the_run_has_stopped_its_children()
    {
        Start(Map(), "[1,2]");
        var tokens = new[] { _harness.Poll()!.Token, _harness.Poll()!.Token };
        var row = _harness.Row("n");
        _ = _harness.Turns.Start(() => _harness.Runtime.Router.SendAsync(row, new ExecutionCommand.StopExecution(null, null), CancellationToken.None));
        _harness.RunUntil(() => _harness.Status("n") == ExecutionStatus.Aborted);
        Assert.Equal(2, _harness.Disk.Executions.Count(stored => stored.Row.Status == ExecutionStatus.Running)); // the run has only begun to stop them
        Assert.IsType<Decision.Accepted>(_harness.RedriveExecution("n"));
        foreach (var token in tokens) Assert.IsType<Decision.Rejected>(_harness.Complete(token));
        Succeed("1");
        Succeed("2");
        Assert.Equal((ExecutionStatus.Succeeded, "[1,2]"), (_harness.Status("n"), Output("n")));
        Assert.Equal([1, 1], Children().Select(child => child.RedriveCount));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void After_a_crash_in_the_middle_no_child_is_redriven_twice_and_none_is_left_out(int endedBefore)
    {
        Start(Map(""" "MaxConcurrency": 2, "ToleratedFailureCount": 3, """), "[1,2,3,4,5,6]");
        for (var i = 0; i < 4; i++) Fail();
        Assert.Equal(ExecutionStatus.Failed, _harness.Status("n"));
        _harness.RedriveExecution("n");
        if (endedBefore > 0) Succeed("0");
        if (endedBefore > 1) Fail();
        _harness.Crash();
        while (_harness.Poll() is { } task) _harness.Complete(task.Token, "0");

        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
        Assert.Equal(6, Children().Count);
        Assert.All(Children(), child => Assert.InRange(child.RedriveCount, 0, 1));
        Assert.Equal(endedBefore > 1 ? 1 : 0, Counts().Executions.Failed);
        Assert.Equal(0, Counts().Executions.PendingRedrive);
    }

    [Fact]
    public void A_crash_at_any_turn_of_a_redrive_loses_no_child_and_repeats_none()
    {
        bool ended;
        var turns = 0;
        do
        {
            var harness = new Harness(order: (ulong)turns);
            harness.Calls.Do = (task, _) => Task.FromResult<TaskOutcome>(
                task.Execution.Parent!.Index < 4 ? new TaskOutcome.Failed("E", null) : new TaskOutcome.Succeeded(task.Input));
            harness.Start(harness.Machine(Map(""" "MaxConcurrency": 2, "ToleratedFailureCount": 3, """, TwoSteps)), "n", "[0,1,2,3,4,5]");
            Assert.Equal(ExecutionStatus.Failed, harness.Status("n"));
            harness.Calls.Do = (task, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.Succeeded(task.Input));
            _ = harness.Turns.Start(() => harness.RedriveAsync("n"));
            for (var i = 0; i < turns && harness.Turns.RunOne(); i++) ;
            ended = harness.Status("n") == ExecutionStatus.Succeeded;
            harness.Crash();
            if (harness.Status("n") == ExecutionStatus.Failed) harness.RedriveExecution("n"); // the request was not heard

            Assert.Equal(ExecutionStatus.Succeeded, harness.Status("n"));
            var children = harness.Disk.Executions.Where(stored => stored.Row.Arn.Contains('/', StringComparison.Ordinal)).ToList();
            Assert.Equal(6, children.Count);
            Assert.All(children, child => Assert.Single(harness.HistoryOf(child.Row.Arn), type => type == "LambdaFunctionSucceeded"));
            Assert.All(children, child => Assert.InRange(child.Row.RedriveCount, 0, 1));
            turns += 5;
        }
        while (!ended);
        Assert.True(turns > 50);
    }

    [Fact]
    public void After_a_crash_between_the_redrive_and_the_first_child_the_run_goes_on()
    {
        Start(Map(), "[1]");
        Fail();
        _ = _harness.Turns.Start(() => _harness.RedriveAsync("n"));
        _harness.RunUntil(() => _harness.Status("n") == ExecutionStatus.Running);
        Assert.Equal([1, 0], _harness.Disk.Executions.Select(stored => stored.Row.RedriveCount));
        _harness.Crash();
        Succeed("5");
        Assert.Equal("[5]", Output("n"));
        Assert.Equal(1, MapRunDetails.Parse(Runs()[0].Details).RedriveCount);
    }

    [Fact]
    public void A_child_that_is_too_old_stays_as_it_ended_and_counts_as_failed()
    {
        Start(Map(""" "ToleratedFailureCount": 1, """), "[1,2]");
        Fail();
        var second = _harness.Poll()!.Token;
        _harness.Pass(TimeSpan.FromDays(15));
        _harness.Send(second, new ExecutionCommand.FailTask(second, "E", null));
        Assert.Equal(ExecutionStatus.Failed, _harness.Status("n"));
        Assert.Equal(new StatusCounts(0, 0, 0, 2, 0, 0, FailuresNotRedrivable: 1), Counts().Executions);

        _harness.RedriveExecution("n");
        Assert.Equal(new StatusCounts(0, 1, 0, 1, 0, 0, FailuresNotRedrivable: 1), Counts().Executions);
        Succeed("2");
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
        Assert.Contains("\"Error\":\"E\"", Output("n"), StringComparison.Ordinal);
        Assert.Contains("\"RedriveStatus\":\"NOT_REDRIVABLE\",\"RedriveStatusReason\":\"Execution redrivable period exceeded\"", Output("n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_whose_history_is_full_is_not_redriven()
    {
        var harness = new Harness(new RuntimeOptions { Limits = EngineLimits.Default with { HistoryEventsMax = 7 } });
        var machine = harness.Machine(Map(""" "ToleratedFailureCount": 1, """, """{ "StartAt": "P", "States": { "P": { "Type": "Pass", "Next": "Q" }, "Q": { "Type": "Pass", "Next": "F" }, "F": { "Type": "Fail" } } }"""));
        harness.Start(machine, "n", "[1]");
        var run = Assert.Single(harness.Run(() => harness.Store.ListMapRunsAsync(harness.Row("n").Number, 0, 9, CancellationToken.None).AsTask()));
        var counts = harness.Run(() => harness.Runtime.MapRuns.CountAsync(run, CancellationToken.None).AsTask());
        Assert.Equal(new StatusCounts(0, 0, 0, 1, 0, 0, FailuresNotRedrivable: 1), counts.Executions);
    }

    [Fact]
    public void Express_children_begin_again()
    {
        _harness.Calls.Do = (task, _) => Task.FromResult<TaskOutcome>(task.Input.ToString() == "1" ? new TaskOutcome.Failed("E", null) : new TaskOutcome.Succeeded(task.Input));
        Start(Map(""" "ToleratedFailurePercentage": 0, """, TwoSteps, "EXPRESS"), "[1,2]");
        Assert.Equal([ExecutionStatus.Failed, ExecutionStatus.Succeeded], Children().Select(child => child.Status));
        var failed = Children()[0];
        _harness.Calls.Do = (_, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.Succeeded(JsonText.Parse("0")));
        _harness.RedriveExecution("n");
        Assert.Equal(("[0,2]", ExecutionStatus.Succeeded), (Output("n"), _harness.Status("n")));
        Assert.Equal(failed.Arn, Children()[0].Arn);
        Assert.Equal(["ExecutionStarted", "ExecutionFailed", "ExecutionRedriven", "ExecutionSucceeded"], _harness.HistoryOf(failed.Arn));
    }

    [Fact]
    public void A_run_in_a_child_goes_on_with_it()
    {
        var inner = Map().Replace("\"M\"", "\"N\"", StringComparison.Ordinal).Replace("\"T\"", "\"U\"", StringComparison.Ordinal);
        Start(Map("", inner), "[[1,2],[3]]");
        Succeed("1");
        Fail();
        while (_harness.Poll() is { } task) _harness.Complete(task.Token, "3");
        Assert.Equal(ExecutionStatus.Failed, _harness.Status("n"));
        _harness.RedriveExecution("n");
        while (_harness.Poll() is { } task) _harness.Complete(task.Token, "9");
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
        Assert.StartsWith("[[1,9],", Output("n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_is_told_to_be_redriven_by_its_run_and_refuses_everybody_else()
    {
        Start(Map(), "[1]");
        Fail();
        var child = Assert.Single(Children());
        var told = _harness.Run(() => _harness.Runtime.Reader.DescribeAsync(child, CancellationToken.None).AsTask());
        Assert.Null(_harness.Run(() => _harness.Runtime.Reader.WhyNotRedrivableAsync(told, CancellationToken.None).AsTask()));
        var refused = _harness.Run(() => _harness.Runtime.Router.RedriveAsync(child, new(null), CancellationToken.None));
        Assert.Contains(Runs()[0].Arn, Assert.IsType<Decision.Rejected>(refused).Message, StringComparison.Ordinal);
    }

    private const string TwoSteps = $$"""
        { "StartAt": "P", "States": { "P": { "Type": "Pass", "Next": "T" }, "T": { "Type": "Task", "Resource": "{{Harness.Function}}", "End": true } } }
        """;

    private const string OneStep = $$"""
        { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "{{Harness.Activity}}", "End": true } } }
        """;

    private static string Map(string fields = "", string processor = OneStep, string type = "STANDARD") => $$"""
        { "StartAt": "M", "States": { "M": { "Type": "Map", {{fields}} "End": true,
          "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "{{type}}" }, {{processor.Trim()[1..]}} } } }
        """;

    private void Start(string definition, string input) => _harness.Start(_harness.Machine(definition), "n", input);

    private void Succeed(string output = "{}") => Assert.IsType<Decision.Accepted>(_harness.Complete(_harness.Poll()!.Token, output));

    private void Fail()
    {
        var token = _harness.Poll()!.Token;
        Assert.IsType<Decision.Accepted>(_harness.Send(token, new ExecutionCommand.FailTask(token, "E", null)));
    }

    private IReadOnlyList<MapRunRow> Runs() => _harness.Run(() => _harness.Store.ListMapRunsAsync(_harness.Row("n").Number, 0, 9, CancellationToken.None).AsTask());

    private List<ExecutionRow> Children() =>
        [.. _harness.Run(() => _harness.Store.ListMapRunChildrenAsync(Runs()[0].Id, -1, 99, CancellationToken.None).AsTask()).Select(child => child.Execution)];

    private (StatusCounts Executions, StatusCounts Items) Counts()
    {
        var counts = _harness.Run(() => _harness.Runtime.MapRuns.CountAsync(Runs()[0], CancellationToken.None).AsTask());
        return (counts.Executions, counts.Items);
    }

    private IEnumerable<long> Pending(long before, int countMax) =>
        _harness.Run(() => _harness.Runtime.MapRuns.ListPendingRedriveAsync(Runs()[0], before, countMax, CancellationToken.None)).Select(child => child.Place);

    private string Output(string name) =>
        _harness.Run(() => _harness.Runtime.Reader.DescribeAsync(_harness.Row(name), CancellationToken.None).AsTask()).Output!.ToString();
}
