using Baton.Runtime.Maintenance;
using Baton.Store;

namespace Baton.Runtime.Tests.Maintenance;

public sealed class StoreVerificationTests
{
    private readonly Harness _harness = new();

    [Fact]
    public void Nothing_is_found_in_the_normal_run_of_things()
    {
        _harness.Start(_harness.Machine(Harness.WaitState(60)), "waits");
        var tasks = _harness.Machine(Harness.TaskState(Harness.Activity), "t");
        foreach (var name in new[] { "open", "done", "stopped", "redriven" }) _harness.Start(tasks, name);
        _harness.Poll();
        _harness.Complete(_harness.Poll()!.Token);
        _harness.StopExecution("stopped");
        _harness.StopExecution("redriven");
        _harness.RedriveExecution("redriven");
        Assert.Equal((5, 100, ""), Verify());
    }

    [Fact]
    public void Every_column_of_a_row_is_held_against_the_events()
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity));
        _harness.Start(machine, "open");
        _harness.Start(machine, "closed");
        _harness.StopExecution("closed");
        var (open, closed) = (_harness.Row("open"), _harness.Row("closed"));
        Check(closed with { StoppedAt = closed.StoppedAt!.Value.AddSeconds(1) }, "StoppedAt");
        Check(closed with { Status = ExecutionStatus.Failed }, "Failed");
        Check(open with { OwedUntil = null }, "do not owe the same");
        Check(open with { WakeUpAt = open.StartedAt }, "is to be woken at");
        Check(open with { RedriveCount = 3, Status = ExecutionStatus.Aborted, StoppedAt = open.StartedAt, OwedUntil = null }, "do not owe the same");

        void Check(ExecutionRow changed, string reason)
        {
            var right = _harness.Disk.FindExecution(changed.Number)!.Value.Row;
            Put(changed);
            var (_, _, findings) = Verify();
            Assert.StartsWith(changed.Arn, findings, StringComparison.Ordinal);
            Assert.Contains(reason, findings, StringComparison.Ordinal);
            Assert.Contains("restore a backup", findings, StringComparison.Ordinal);
            Put(right);
        }
    }

    [Fact]
    public void A_log_with_a_gap_or_with_what_cannot_be_read_is_found()
    {
        _harness.Start(_harness.Machine(Harness.TaskState(Harness.Activity)), "n");
        var row = _harness.Row("n");
        Append(row with { Version = row.Version + 5 }, row.Version);
        Assert.Contains("cannot be read", Verify().Findings, StringComparison.Ordinal);
    }

    [Fact]
    public void What_belongs_to_nothing_is_found()
    {
        _harness.Run(() => _harness.Store.CommitAsync(
            [
                new StoreChange.PutMapRun(new MapRunRow
                {
                    Id = 9, Arn = "arn:run", ExecutionNumber = 77, Status = MapRunStatus.Running, StartedAt = _harness.Clock.GetUtcNow(), Details = "{}",
                    Revision = new StateMachineRevisionRow { StateMachineId = 9, Number = 1, Definition = "{}", RoleArn = "r", Settings = "{}", CreatedAt = _harness.Clock.GetUtcNow() },
                }),
            ],
            CancellationToken.None).AsTask());
        Assert.Contains("Map Run 9 is of execution 77, which is not stored.", Verify().Findings, StringComparison.Ordinal);
    }

    [Fact]
    public void An_execution_that_goes_on_while_it_is_looked_at_is_no_finding()
    {
        var machine = _harness.Machine(Harness.TaskState(Harness.Activity));
        _harness.Start(machine, "n");
        _harness.Start(machine, "removed");
        _harness.StopExecution("removed");
        var token = _harness.Poll()!.Token;
        _harness.Pass(TimeSpan.FromDays(1));
        _harness.Store.OnRead = () => Testing.ReadFault.Late;
        var verification = _harness.Begin(FindAsync);
        _harness.Complete(token);
        _harness.Run(async () => await _harness.Runtime.Purge.RunAsync(new(_harness.Clock.GetUtcNow()), new Pace(_harness.Clock, 0), CancellationToken.None).LastAsync(CancellationToken.None));
        Assert.Equal("", _harness.Run(() => verification).Findings);
    }

    private void Put(ExecutionRow row) => _harness.Run(() => _harness.Store.CommitAsync([new StoreChange.Append(row, row.Version, 0, default)], CancellationToken.None).AsTask());

    private void Append(ExecutionRow row, long version) => _harness.Run(() => _harness.Store.CommitAsync([new StoreChange.Append(row, version, 0, "{}"u8.ToArray())], CancellationToken.None).AsTask());

    private (long Executions, int Percent, string Findings) Verify() => _harness.Run(FindAsync);

    private async Task<(long Executions, int Percent, string Findings)> FindAsync()
    {
        var findings = new List<string>();
        var last = new VerificationProgress(0, 0, []);
        await foreach (var progress in _harness.Runtime.Verification.RunAsync(new Pace(_harness.Clock, restTimes: 1), CancellationToken.None))
        {
            last = progress;
            findings.AddRange(progress.Findings);
        }
        return (last.Executions, last.Percent, string.Join('\n', findings));
    }
}
