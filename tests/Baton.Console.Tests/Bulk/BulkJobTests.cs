using Baton.Store;
using Baton.WebConsole.Api;
using Baton.WebConsole.Bulk;

namespace Baton.WebConsole.Tests.Bulk;

public sealed class BulkJobTests
{
    private readonly ConsoleHarness _harness = new();

    [Fact]
    public void A_job_stops_what_a_query_finds_and_nothing_else()
    {
        Fill(60, "wait");
        Start("other", "e-1", "wait");
        var job = Create(new BulkOrder(BulkAction.Stop, Query: "machine = orders", Error: "Operator", Cause: "Sent twice."));
        _harness.Turns.RunUntilIdle();
        job = Find(job.Id);
        Assert.Equal((BulkStatus.Done, 60, 0), (job.Status, job.Done, job.Refused));
        Assert.Equal(60, Results(job.Id).Count);
        Assert.Equal(["e-1"], Running().Select(row => row.Arn.Split(':')[^1]));
        Assert.Equal(("Operator", "Sent twice."), (_harness.State(ConsoleHarness.Arn("orders", "e-0")).Outcome!.Error, _harness.State(ConsoleHarness.Arn("orders", "e-0")).Outcome!.Cause));
    }

    [Fact]
    public void What_cannot_be_done_is_told_with_its_reason()
    {
        Fill(3, "wait");
        Start("orders", "done", "pass");
        string[] names = ["e-0", "done", "e-1", "nobody"];
        var job = Create(new BulkOrder(BulkAction.Stop, ExecutionArns: [.. names.Select(name => ConsoleHarness.Arn("orders", name))]));
        _harness.Turns.RunUntilIdle();
        Assert.Equal((2, 2), (Find(job.Id).Done, Find(job.Id).Refused));
        Assert.Equal(
            ["e-0: done", "done: It has ended: SUCCEEDED.", "e-1: done", "nobody: It is not stored, or not any more."],
            Results(job.Id).Select(result => $"{result.ExecutionArn.Split(':')[^1]}: {result.Reason ?? "done"}"));

        job = Create(new BulkOrder(BulkAction.Redrive, ExecutionArns: [ConsoleHarness.Arn("orders", "done"), ConsoleHarness.Arn("orders", "e-0")]));
        _harness.Turns.RunUntilIdle();
        Assert.Equal([null, "Execution is SUCCEEDED and cannot be redriven"], Results(job.Id).Select(result => result.Reason).Order());
    }

    /// <summary>Wherever the process ends, the job goes on: each execution is dealt with once, and counted once.</summary>
    [Theory, InlineData("wait"), InlineData("fail")]
    public void A_job_goes_on_after_a_crash_and_does_nothing_twice(string kind) => Property.Check(runs: 40, random =>
    {
        var action = kind == "wait" ? BulkAction.Stop : BulkAction.Redrive;
        var harness = new ConsoleHarness();
        var machine = harness.CreateMachine("orders");
        for (var i = 0; i < 40; i++) harness.Start(machine, $"e-{i}", kind);
        harness.Clock.Advance(TimeSpan.FromMinutes(1));
        var job = harness.RunAlone(() => harness.Jobs.CreateAsync(new BulkJob { Order = new BulkOrder(action, Query: "machine = orders"), Region = "us-east-1", CreatedAt = harness.Clock.GetUtcNow() }, CancellationToken.None));
        for (var crashes = random.Next(1, 5); crashes > 0; crashes--)
        {
            for (var turns = random.Next(150); turns > 0 && harness.Turns.RunOne(); turns--)
            {
            }
            harness.Crash();
        }
        harness.Turns.RunUntilIdle();
        job = harness.Run(() => harness.Jobs.FindAsync(job.Id, CancellationToken.None));
        Assert.Equal((BulkStatus.Done, 40, 0), (job.Status, job.Done, job.Refused));
        var results = harness.Run(() => harness.Jobs.ResultsAsync(job.Id, false, long.MaxValue, 1_000, CancellationToken.None)).SelectMany(piece => piece.Piece.Results).ToList();
        Assert.Equal(40, results.Select(result => result.ExecutionArn).Distinct().Count());
        Assert.Equal(40, results.Count);
        Assert.All(harness.Rows, row => Assert.Equal(action == BulkAction.Stop ? (ExecutionStatus.Aborted, 0) : (ExecutionStatus.Failed, 1), (row.Status, row.RedriveCount)));
    });

    [Fact]
    public void A_job_that_is_cancelled_stops_where_it_is()
    {
        Fill(60, "wait");
        var job = Create(new BulkOrder(BulkAction.Stop, Query: ""));
        _harness.RunAlone(() => _harness.Jobs.UpdateAsync(job.Id, now => now with { IsToBeCancelled = true }, [], CancellationToken.None));
        _harness.Turns.RunUntilIdle();
        job = Find(job.Id);
        Assert.Equal(BulkStatus.Cancelled, job.Status);
        Assert.Equal(60, job.Done + Running().Count());
        Assert.InRange(job.Done, 0, 25); // what was taken was dealt with
    }

    [Fact]
    public void Jobs_are_done_one_after_the_other_and_the_oldest_are_forgotten()
    {
        for (var i = 0; i < 105; i++) Create(new BulkOrder(BulkAction.Stop, ExecutionArns: ["nobody"]));
        _harness.Turns.RunUntilIdle();
        var jobs = _harness.Run(() => _harness.Jobs.ListAsync(CancellationToken.None));
        Assert.Equal(100, jobs.Count);
        Assert.All(jobs, job => Assert.Equal(BulkStatus.Done, job.Status));
        Assert.Equal([105L, 104, 103], jobs.Select(job => job.Id).Take(3));
        Assert.Equal(100, _harness.Disk.Records.Count(record => record.Kind == RecordKind.BulkResults)); // of those that are left
        Assert.Contains("only the last 100", Assert.Throws<ConsoleException>(() => Find(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_listens_is_told_of_every_change()
    {
        var changed = _harness.Jobs.Changed;
        Create(new BulkOrder(BulkAction.Stop, ExecutionArns: ["nobody"]));
        Assert.True(changed.IsCompletedSuccessfully);
        Assert.False(_harness.Jobs.Changed.IsCompleted);
    }

    private void Fill(int count, string kind)
    {
        for (var i = 0; i < count; i++) Start("orders", $"e-{i}", kind);
        _harness.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private readonly Dictionary<string, StateMachineRow> _machines = [];

    private void Start(string machine, string name, string kind)
    {
        if (!_machines.TryGetValue(machine, out var row)) _machines[machine] = row = _harness.CreateMachine(machine);
        _harness.Start(row, name, kind);
    }

    private BulkJob Create(BulkOrder order) =>
        _harness.RunAlone(() => _harness.Jobs.CreateAsync(new BulkJob { Order = order, Region = "us-east-1", CreatedAt = _harness.Clock.GetUtcNow() }, CancellationToken.None));

    private BulkJob Find(long id) => _harness.Run(() => _harness.Jobs.FindAsync(id, CancellationToken.None));

    private List<BulkResult> Results(long id) => [.. _harness.Run(() => _harness.Jobs.ResultsAsync(id, false, long.MaxValue, 1_000, CancellationToken.None)).SelectMany(piece => piece.Piece.Results)];

    private IEnumerable<ExecutionRow> Running() => _harness.Rows.Where(row => row.Status == ExecutionStatus.Running);
}
