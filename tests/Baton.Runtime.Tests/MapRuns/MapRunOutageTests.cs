using Baton.Engine;
using Baton.Store;

namespace Baton.Runtime.Tests.MapRuns;

/// <summary>Map Runs while the store cannot be read.</summary>
public sealed class MapRunOutageTests
{
    private const string Definition = $$"""
        { "StartAt": "M", "States": { "M": { "Type": "Map", "End": true, "ItemProcessor": {
          "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
          "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "{{Harness.Activity}}", "End": true } } } } } }
        """;

    private readonly Harness _harness = new();

    [Fact]
    public void A_run_whose_results_cannot_be_read_waits_until_they_can()
    {
        _harness.Start(_harness.Machine(Definition), "n", "[1]");
        var token = _harness.Poll()!.Token;
        _harness.Store.OnRead = () => ReadFault.Refused;
        Assert.IsType<Decision.Accepted>(_harness.Complete(token));
        _harness.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(ExecutionStatus.Running, _harness.Status("n"));
        _harness.Store.OnRead = () => ReadFault.None;
        _harness.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
    }

    [Fact]
    public void A_run_ends_whose_execution_ends_after_a_restart_before_it_was_taken_up()
    {
        _harness.Start(_harness.Machine(Definition), "n", "[1]");
        var reads = 0;
        _harness.Crash(store => store.OnRead = () => ++reads == 2 ? ReadFault.Refused : ReadFault.None); // of what is owed: it is read again a second later
        Assert.True(reads > 2);
        Assert.IsType<Decision.Accepted>(_harness.StopExecution("n"));
        _harness.Pass(TimeSpan.FromSeconds(5));
        var runs = _harness.Run(() => _harness.Store.ListMapRunsAsync(_harness.Row("n").Number, 0, 9, CancellationToken.None).AsTask());
        Assert.Equal(MapRunStatus.Aborted, Assert.Single(runs).Status);
    }

    [Fact]
    public void A_run_that_nobody_waits_for_is_ended_once_although_it_was_read_before_it_ended()
    {
        _harness.Start(_harness.Machine(Definition), "n", "[1]");
        _harness.Store.OnCommit = changes => changes.Any(change => change is StoreChange.PutMapRun) ? CommitFault.Refused : CommitFault.None;
        _harness.StopExecution("n");
        _harness.Crash(store => store.OnRead = () => ReadFault.Refused);
        var ends = 0;
        _harness.Store.OnWritten = changes => ends += changes.Count(change => change is StoreChange.PutMapRun);
        _harness.Store.OnRead = () => ReadFault.None;

        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _harness.Store.AfterRead = () => held.Task;
        var late = _harness.Turns.Start(() => _harness.Runtime.MapRuns.EndForgottenAsync());
        _harness.Turns.RunUntilIdle();
        _harness.Store.AfterRead = () => Task.CompletedTask;
        _harness.Run(() => _harness.Runtime.MapRuns.EndForgottenAsync());
        Assert.Equal(1, ends);
        held.SetResult();
        _harness.RunUntil(() => late.IsCompleted);
        _harness.Turns.RunUntilIdle();
        Assert.Equal(1, ends);
    }
}
