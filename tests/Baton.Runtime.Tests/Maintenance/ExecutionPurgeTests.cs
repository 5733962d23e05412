using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Execution;
using Baton.Runtime.Maintenance;
using Baton.Store;

namespace Baton.Runtime.Tests.Maintenance;

public sealed class ExecutionPurgeTests
{
    private const string Pass = """{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}""";

    private const string Map = """
        {"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}}}
        """;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Harness _harness = new();

    private DateTimeOffset Now => _harness.Clock.GetUtcNow();

    [Fact]
    public void What_ended_before_is_gone_and_the_rest_stays()
    {
        var (passing, waiting) = (_harness.Machine(Pass), _harness.Machine(Harness.WaitState(100_000), "w"));
        _harness.Start(waiting, "open");
        _harness.Start(passing, "old");
        _harness.Pass(Day);
        _harness.Start(passing, "new");

        Assert.Equal(new PurgeProgress(3, 1, 0), Purge(new(Now)));
        Assert.Equal([Harness.Arn("open"), Harness.Arn("new")], Arns);
        Assert.Null(_harness.Run(() => _harness.Runtime.Reader.DescribeAsync(Harness.Arn("old"), CancellationToken.None).AsTask()));
        Assert.Equal(new PurgeProgress(2, 0, 0), Purge(new(Now)));
    }

    [Fact]
    public void The_name_of_a_purged_execution_is_free()
    {
        var machine = _harness.Machine(Pass);
        _harness.Start(machine, "a");
        Assert.IsType<StartResult.NameTaken>(_harness.Start(machine, "a"));
        _harness.Pass(Day);
        Purge(new(Now));
        Assert.IsType<StartResult.Started>(_harness.Start(machine, "a", "[1]"));
        Assert.Equal(["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"], _harness.History("a"));
    }

    [Fact]
    public void A_purge_can_ask_for_a_machine_and_an_end_and_for_nothing_but_the_count()
    {
        var (a, b) = (_harness.Machine(Pass, "a"), _harness.Machine(Harness.WaitState(1_000_000), "b"));
        _harness.Start(a, "a1");
        _harness.Start(b, "b1");
        _harness.StopExecution("b1");
        _harness.Pass(Day);
        Assert.Equal(2, Purge(new(Now) { IsDryRun = true }).Executions);
        Assert.Equal(0, Purge(new(Now) { StateMachineArn = a.Arn, Status = ExecutionStatus.Aborted }).Executions);
        Assert.Equal(1, Purge(new(Now) { Status = ExecutionStatus.Aborted }).Executions);
        Assert.Equal([Harness.Arn("a1")], Arns);
        Assert.Equal(0, Purge(new(Now) { StateMachineArn = b.Arn }).Executions);
        Assert.Equal(1, Purge(new(Now) { StateMachineArn = a.Arn }).Executions);
    }

    [Fact]
    public void Pages_of_a_list_go_on_where_they_were_when_what_was_on_them_is_purged()
    {
        var machine = _harness.Machine(Pass);
        for (var i = 1; i <= 6; i++)
        {
            _harness.Start(machine, $"e{i}");
            _harness.Pass(Day);
        }
        var first = List(long.MaxValue);
        Purge(new(Now - (2 * Day)));
        Assert.Equal([Harness.Arn("e6"), Harness.Arn("e5")], first.Select(row => row.Arn));
        Assert.Empty(List(first[^1].Number));
        Assert.Equal(first, List(long.MaxValue));

        IReadOnlyList<ExecutionRow> List(long before) => _harness.Run(() => _harness.Store.ListExecutionsAsync(new(machine.Id, null, before, 2), CancellationToken.None).AsTask());
    }

    [Fact]
    public void An_execution_that_a_task_started_stays_as_long_as_the_execution_of_that_task_is_open()
    {
        var (tasks, passing) = (_harness.Machine(Harness.TaskState(Harness.Activity), "t"), _harness.Machine(Pass));
        _harness.Start(tasks, "parent");
        var token = _harness.Poll()!.Token;
        _harness.Run(() => _harness.Runtime.Router.StartAsync(new(passing), Harness.Arn, "child", JsonText.Parse("{}"), new ParentTask(token, Waits: false), ended: null, CancellationToken.None));
        _harness.Pass(Day);
        Assert.Equal(0, Purge(new(Now)).Executions);

        _harness.Complete(token);
        _harness.Pass(Day);
        Assert.Equal(2, Purge(new(Now)).Executions);
    }

    [Fact]
    public void A_Map_Run_goes_with_its_execution_and_children_not_before()
    {
        RunMap("map", items: 600);
        Assert.Equal(new PurgeProgress(601, 0, 0), Purge(new(Now - Day + TimeSpan.FromSeconds(1)) { Status = ExecutionStatus.Failed }));
        Assert.Equal(new PurgeProgress(601, 1, 600), Purge(new(Now) { IsDryRun = true }));
        Assert.Equal(601, Arns.Count);

        Assert.Equal((1, 600), Counts(Purge(new(Now))));
        Assert.Empty(Arns);
        Assert.Empty(MapRuns(0));
        Assert.Null(_harness.Run(() => _harness.Store.FindRevisionAsync(2, 1, CancellationToken.None).AsTask()));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void What_a_crash_left_of_a_purge_is_finished_after_the_next_start(int commits)
    {
        RunMap("map", items: 600);
        var left = commits;
        _harness.Store.OnCommit = _ => left-- > 0 ? CommitFault.None : CommitFault.BrokenAfter;
        _harness.Begin(() => PurgeAsync(new(Now)));
        _harness.Crash();
        if (Arns.Contains(Harness.Arn("map"))) Purge(new(Now));
        Assert.Empty(Arns);
        Assert.Empty(MapRuns(0));
        Assert.Empty(Verify());
    }

    [Fact]
    public void A_redrive_that_comes_too_late_is_refused_and_one_that_comes_first_wins()
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity));
        _harness.Start(machine, "a");
        _harness.StopExecution("a");
        _harness.Pass(Day);
        var held = new TaskCompletionSource();
        _harness.Store.Gate = () => held.Task;
        var purge = _harness.Begin(() => PurgeAsync(new(Now)));
        var late = _harness.Begin(() => _harness.RedriveAsync("a"));
        Assert.Equal(RejectionKind.NotRedrivable, Assert.IsType<Decision.Rejected>(_harness.Run(() => late)).Kind);
        held.SetResult();
        Assert.Equal(1, _harness.Run(() => purge).Executions);
        Assert.Empty(Arns);

        _harness.Start(machine, "b");
        _harness.StopExecution("b");
        _harness.Pass(Day);
        held = new TaskCompletionSource();
        var redrive = _harness.Begin(() => _harness.RedriveAsync("b"));
        purge = _harness.Begin(() => PurgeAsync(new(Now)));
        held.SetResult();
        Assert.IsType<Decision.Accepted>(_harness.Run(() => redrive));
        Assert.Equal(0, _harness.Run(() => purge).Executions);
        Assert.Equal(ExecutionStatus.Running, _harness.Status("b"));
    }

    [Fact]
    public void A_purge_whose_commit_fails_takes_nothing_and_the_next_takes_all()
    {
        var machine = _harness.Machine(Pass);
        _harness.Start(machine, "a");
        _harness.Pass(Day);
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        Assert.Throws<StoreUnavailableException>(() => Purge(new(Now)));
        _harness.Store.OnCommit = _ => CommitFault.None;
        Assert.IsType<StartResult.NameTaken>(_harness.Start(machine, "a"));
        Assert.Equal(1, Purge(new(Now)).Executions);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Purges_beside_starts_redrives_and_crashes_leave_a_store_that_is_whole(int seed)
    {
        var random = new Random(seed);
        var harness = new Harness(new RuntimeOptions { RetentionAge = TimeSpan.FromHours(3), RetentionInterval = TimeSpan.FromMinutes(7) }, order: (ulong)seed);
        var (tasks, map) = (harness.Machine(Harness.TaskState(Harness.Activity)), harness.Machine(Map, "map"));
        for (var i = 0; i < 150; i++)
        {
            var name = $"e{random.Next(40)}";
            switch (random.Next(6))
            {
                case 0: harness.Begin(() => harness.StartAsync(random.Next(4) == 0 ? map : tasks, name, "[1,2,3]")); break;
                case 1 when Stored(name): harness.StopExecution(name); break;
                case 2 when Stored(name): harness.Begin(() => harness.RedriveAsync(name)); break;
                case 3 when random.Next(10) == 0: harness.Crash(); break;
                default: harness.Pass(TimeSpan.FromMinutes(random.Next(60))); break;
            }
        }
        harness.Turns.RunUntilIdle();
        var old = harness.Clock.GetUtcNow() - TimeSpan.FromHours(3) - TimeSpan.FromMinutes(7);
        harness.Pass(TimeSpan.FromMinutes(7));
        Assert.DoesNotContain(harness.Disk.Executions, stored => stored.Row.StoppedAt < old && !stored.Row.Arn.Contains('/', StringComparison.Ordinal));
        Assert.Empty(VerifyOf(harness));
        Assert.Empty(harness.Runtime.Faults.All);

        bool Stored(string name) => harness.Disk.Executions.Any(stored => stored.Row.Arn == Harness.Arn(name));
    }

    [Fact]
    public void Executions_are_kept_for_ever_unless_a_retention_is_set()
    {
        _harness.Start(_harness.Machine(Pass), "a");
        _harness.Pass(TimeSpan.FromDays(1_000));
        Assert.Single(Arns);

        var other = new Harness(new RuntimeOptions { RetentionAge = TimeSpan.FromDays(90) });
        other.Start(other.Machine(Pass), "a");
        other.Pass(TimeSpan.FromDays(89));
        Assert.Single(other.Disk.Executions);
        other.Pass(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(10));
        Assert.Empty(other.Disk.Executions);
    }

    [Fact]
    public void A_paused_runtime_fires_no_timer_and_takes_nothing_up_and_purges_on_demand()
    {
        _harness.Start(_harness.Machine(Harness.WaitState(10)), "waits");
        _harness.Calls.Hold();
        _harness.Start(_harness.Machine(Harness.TaskState(Harness.Function), "f"), "calls");
        _harness.Start(_harness.Machine(Pass, "p"), "old");
        _harness.CrashAndPause();
        _harness.Pass(Day);
        Assert.Equal((ExecutionStatus.Running, 1), (_harness.Status("waits"), _harness.Calls.Made.Count));
        Assert.Equal(1, Purge(new(Now)).Executions);

        _harness.Runtime.Start();
        _harness.Turns.RunUntilIdle();
        Assert.Equal((ExecutionStatus.Succeeded, 2), (_harness.Status("waits"), _harness.Calls.Made.Count));
    }

    private void RunMap(string name, int items)
    {
        _harness.Start(_harness.Machine(Map), name, $"[{string.Join(',', Enumerable.Range(0, items))}]");
        _harness.Turns.RunUntilIdle();
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status(name));
        _harness.Pass(Day);
    }

    private IReadOnlyList<string> Arns => [.. _harness.Disk.Executions.Select(stored => stored.Row.Arn)];

    private IReadOnlyList<MapRunRow> MapRuns(long execution) => _harness.Run(() => _harness.Store.ListMapRunsAsync(execution, 0, 10, CancellationToken.None).AsTask());

    private static (long Executions, long Children) Counts(PurgeProgress progress) => (progress.Executions, progress.Children);

    private PurgeProgress Purge(PurgeRequest request) => _harness.Run(() => PurgeAsync(request));

    private async Task<PurgeProgress> PurgeAsync(PurgeRequest request)
    {
        PurgeProgress? last = null;
        await foreach (var progress in _harness.Runtime.Purge.RunAsync(request, new Pace(_harness.Clock, restTimes: 3), CancellationToken.None)) last = progress;
        return last!;
    }

    private IReadOnlyList<string> Verify() => VerifyOf(_harness);

    private static IReadOnlyList<string> VerifyOf(Harness harness) => harness.Run(async () =>
    {
        var findings = new List<string>();
        await foreach (var progress in harness.Runtime.Verification.RunAsync(new Pace(harness.Clock, restTimes: 1), CancellationToken.None)) findings.AddRange(progress.Findings);
        return findings;
    });
}
