using Baton.Json;
using Baton.Runtime.Execution;
using Baton.Runtime.MapRuns;
using Baton.Runtime.Storage;
using Baton.Runtime.Tasks;
using Baton.Store;

namespace Baton.Runtime.Tests.MapRuns;

public sealed class ExpressChildrenTests
{
    private const string Two = """{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:000000000000:function:f","Next":"B"},"B":{"Type":"Pass","End":true}}""";

    private readonly Harness _harness = new(new RuntimeOptions { ExpressExecutionsMax = 8 });

    private IReadOnlyList<(ExecutionRow Row, IReadOnlyList<EventBatch> Batches)> Children =>
        [.. _harness.Disk.Executions.Where(stored => stored.Row.Arn.Contains(":express:", StringComparison.Ordinal)).Select(stored => (stored.Row, (IReadOnlyList<EventBatch>)[.. stored.Batches]))];

    private MapRunRow MapRun => Assert.Single(_harness.Run(() => _harness.Store.ListMapRunsAsync(_harness.Row("n").Number, 0, 10, CancellationToken.None).AsTask()));

    private MapRunCounts Counts => _harness.Run(() => _harness.Runtime.MapRuns.CountAsync(MapRun, CancellationToken.None).AsTask());

    private void Start(string items, string more = "", string logging = "{}")
    {
        var map = $$"""{"Type":"Map","End":true{{more}},"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},{{Two[1..]}} } }""";
        var machine = _harness.Machine($$"""{"StartAt":"M","States":{"M":{{map}} } }""", settings: logging);
        Assert.IsType<StartResult.Started>(_harness.Start(machine, "n", items));
        _harness.Turns.RunUntilIdle();
    }

    private ExecutionDescription Describe(string arn) => _harness.Run(() => _harness.Runtime.Reader.DescribeAsync(arn, CancellationToken.None).AsTask())!;

    [Fact]
    public void Of_each_only_how_it_began_and_ended_is_stored()
    {
        _harness.Calls.Do = (task, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.Succeeded(task.Input));
        Start("""["a","b"]""", ",\"Label\":\"L\"", LogLines.Settings("ALL"));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
        Assert.Equal("""["a","b"]""", Describe(Harness.Arn("n")).Output!.ToString());
        Assert.Equal(2, Children.Count);
        foreach (var (row, batches) in Children)
        {
            Assert.Matches("^arn:aws:states:us-east-1:000000000000:express:m/L:[0-9a-f-]{36}:[0-9a-f-]{36}$", row.Arn);
            Assert.Equal(["ExecutionStarted", "ExecutionSucceeded"], EventCodec.Decode(Assert.Single(batches).Events).Select(happened => happened.HistoryType));
            Assert.Equal(Describe(row.Arn).Identity.Input, Describe(row.Arn).Output);
        }
        Assert.Equal(new StatusCounts(0, 0, 2, 0, 0, 0), Counts.Executions);
        var logged = _harness.Log.All.Where(line => line.Arn == Children[0].Row.Arn).Select(line => line.Event.HistoryType);
        Assert.Equal(["ExecutionStarted", "TaskStateEntered", "LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded", "TaskStateExited", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"], logged);
    }

    [Fact]
    public void While_it_runs_it_is_told_from_memory()
    {
        _harness.Calls.Hold();
        Start("[1,2]");
        Assert.Empty(Children);
        var query = new ExecutionQuery(MapRun.Id, ExecutionStatus.Running, long.MaxValue, 1);
        var newest = Assert.Single(_harness.Run(() => _harness.Runtime.Reader.ListChildrenAsync(MapRun.Arn, query, CancellationToken.None).AsTask()));
        var other = Assert.Single(_harness.Run(() => _harness.Runtime.Reader.ListChildrenAsync(MapRun.Arn, query with { BeforeNumber = newest.Number }, CancellationToken.None).AsTask()));
        Assert.Equal(["1", "2"], new[] { other, newest }.Select(row => Describe(row.Arn).Identity.Input.ToString()));
        Assert.Empty(_harness.Run(() => _harness.Runtime.Reader.ListChildrenAsync(MapRun.Arn, query with { Status = ExecutionStatus.Failed }, CancellationToken.None).AsTask()));
        Assert.Equal(2, Counts.Executions.Running);
    }

    [Fact]
    public void After_a_crash_those_that_had_not_ended_run_again_and_the_others_keep_their_results()
    {
        _harness.Calls.Do = async (task, _) => task.Input.ToString() == "2" ? await new TaskCompletionSource<TaskOutcome>().Task : new TaskOutcome.Succeeded(JsonText.Parse($"\"first {task.Input}\""));
        Start("[1,2,3]");
        Assert.Equal(2, Children.Count);
        _harness.Calls.Do = (task, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.Succeeded(JsonText.Parse($"\"again {task.Input}\"")));
        _harness.Crash();
        Assert.Equal("""["first 1","again 2","first 3"]""", Describe(Harness.Arn("n")).Output!.ToString());
        Assert.Equal(4, _harness.Calls.Made.Count);
        Assert.Equal(new StatusCounts(0, 0, 3, 0, 0, 0), Counts.Items);
    }

    [Fact]
    public void A_restart_does_the_same()
    {
        _harness.Calls.Hold();
        Start("[1,2]");
        var stopping = _harness.Begin(async () =>
        {
            await _harness.Runtime.DisposeAsync();
            return true;
        });
        _harness.Pass(TimeSpan.FromSeconds(5));
        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.Empty(Children);
        _harness.Calls.Do = new FakeCalls().Do;
        _harness.Crash();
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
    }

    [Fact]
    public void Stopping_the_execution_aborts_them()
    {
        _harness.Calls.Hold();
        Start("[1,2,3,4,5,6]");
        _harness.StopExecution("n");
        _harness.Turns.RunUntilIdle();
        Assert.Equal(MapRunStatus.Aborted, MapRun.Status);
        Assert.Equal(new StatusCounts(Pending: 2, 0, 0, 0, 0, Aborted: 4), Counts.Items);
        Assert.All(Children, child => Assert.Equal(ExecutionStatus.Aborted, child.Row.Status));
        Assert.Equal(0, _harness.Runtime.Express.Count);
    }

    [Fact]
    public void No_more_of_them_run_at_once_than_half_of_what_may_over_all_runs()
    {
        var held = _harness.Calls.Hold();
        Start("[1,2,3,4,5,6,7,8,9]");
        var machine = _harness.Run(() => _harness.Runtime.Machines.FindAsync("arn:aws:states:us-east-1:000000000000:stateMachine:m", CancellationToken.None).AsTask())!;
        _harness.Start(machine, "other", "[1,2]");
        _harness.Turns.RunUntilIdle();
        Assert.Equal(4, _harness.Runtime.Express.Count);
        held.SetResult(new TaskOutcome.Succeeded(JsonText.EmptyObject));
        _harness.Turns.RunUntilIdle();
        Assert.Equal([ExecutionStatus.Succeeded, ExecutionStatus.Succeeded], new[] { "n", "other" }.Select(_harness.Status));
        Assert.Equal(11, Children.Count);
    }

    [Fact]
    public void A_failure_leaves_the_rest_pending()
    {
        _harness.Calls.Do = (_, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.Failed("Broken", null));
        Start("[1,2,3]", ",\"MaxConcurrency\":1");
        Assert.Equal(ExecutionStatus.Failed, _harness.Status("n"));
        Assert.Equal("States.ExceedToleratedFailureThreshold", Describe(Harness.Arn("n")).Error);
        Assert.Equal(new StatusCounts(Pending: 2, 0, 0, Failed: 1, 0, 0), Counts.Executions);
        Assert.Equal("Broken", Describe(Assert.Single(Children).Row.Arn).Error);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_redrive_of_the_run_runs_those_that_failed_from_their_start_again(bool crashes)
    {
        _harness.Calls.Do = (task, _) => Task.FromResult<TaskOutcome>(
            task.Input.ToString() == "2" ? new TaskOutcome.Failed("Broken", null) : new TaskOutcome.Succeeded(JsonText.Parse($"\"first {task.Input}\"")));
        Start("[1,2,3]", ",\"MaxConcurrency\":1");
        Assert.Equal(new StatusCounts(Pending: 1, 0, Succeeded: 1, Failed: 1, 0, 0), Counts.Executions);
        var failed = Children[1].Row;

        var held = _harness.Calls.Hold();
        _harness.RedriveExecution("n");
        _harness.Turns.RunUntilIdle();
        var again = Describe(failed.Arn);
        Assert.Equal((ExecutionStatus.Running, 1), (again.Row.Status, again.Row.RedriveCount));
        var query = new ExecutionQuery(MapRun.Id, null, long.MaxValue, 10);
        Assert.Equal(
            [ExecutionStatus.Running, ExecutionStatus.Succeeded],
            _harness.Run(() => _harness.Runtime.Reader.ListChildrenAsync(MapRun.Arn, query, CancellationToken.None).AsTask()).Select(row => row.Status));
        _harness.Calls.Do = (task, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.Succeeded(JsonText.Parse($"\"again {task.Input}\"")));
        if (crashes) _harness.Crash();
        else held.SetResult(new TaskOutcome.Succeeded(JsonText.Parse("\"again 2\"")));
        _harness.Turns.RunUntilIdle();

        Assert.Equal("""["first 1","again 2","again 3"]""", Describe(Harness.Arn("n")).Output!.ToString());
        Assert.Equal(new StatusCounts(0, 0, Succeeded: 3, 0, 0, 0), Counts.Executions);
        var redriven = Children.Single(child => child.Row.Arn == failed.Arn);
        Assert.Equal((ExecutionStatus.Succeeded, 1, 4L), (redriven.Row.Status, redriven.Row.RedriveCount, redriven.Row.Version));
        Assert.Equal(["ExecutionStarted", "ExecutionFailed", "ExecutionRedriven", "ExecutionSucceeded"], redriven.Batches.SelectMany(batch => EventCodec.Decode(batch.Events)).Select(happened => happened.HistoryType));
    }

    [Fact]
    public void An_end_that_cannot_be_stored_is_tried_again_until_it_is()
    {
        var held = _harness.Calls.Hold();
        Start("[1]");
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        held.SetResult(new TaskOutcome.Succeeded(JsonText.EmptyObject));
        _harness.Turns.RunUntilIdle();
        Assert.Empty(Children);
        _harness.Store.OnCommit = _ => CommitFault.None;
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Single(Children);
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
    }

    [Fact]
    public void After_five_minutes_one_times_out()
    {
        _harness.Calls.Hold();
        Start("[1]", ",\"ToleratedFailureCount\":1");
        _harness.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(new StatusCounts(0, 0, 0, 0, TimedOut: 1, 0), Counts.Executions);
        Assert.Equal(ExecutionStatus.TimedOut, Assert.Single(Children).Row.Status);
    }
}
