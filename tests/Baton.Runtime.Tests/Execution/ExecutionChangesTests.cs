using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Runtime.Tests.Execution;

public sealed class ExecutionChangesTests
{
    private readonly Harness _harness = new();

    private ExecutionChanges Changes => _harness.Runtime.Changes;

    [Fact]
    public void A_listener_hears_what_was_committed_in_that_order()
    {
        using var listener = Changes.Listen();
        _harness.Start(_harness.Machine(Harness.WaitState(60)), "a");
        _harness.StopExecution("a");
        var batch = Read(listener);
        Assert.Equal([(Harness.Arn("a"), ExecutionStatus.Running), (Harness.Arn("a"), ExecutionStatus.Aborted)], batch.Changes.Select(change => (change.ExecutionArn, change.Status!.Value)));
        Assert.False(batch.HasMissed);
        Assert.Equal(batch.Last, batch.Changes[^1].Id);
    }

    [Fact]
    public void What_is_not_committed_is_not_told()
    {
        var machine = _harness.Machine(Harness.WaitState(60));
        using var listener = Changes.Listen();
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        var start = _harness.Begin(() => _harness.StartAsync(machine, "a"));
        Assert.True(start.IsFaulted);
        Assert.False(_harness.Begin(() => listener.ReadAsync(CancellationToken.None)).IsCompleted);
    }

    [Fact]
    public void One_that_waits_is_woken_and_one_that_comes_back_goes_on()
    {
        var machine = _harness.Machine(Harness.WaitState(60));
        long heard;
        using (var listener = Changes.Listen())
        {
            var reading = _harness.Begin(() => listener.ReadAsync(CancellationToken.None));
            Assert.False(reading.IsCompleted);
            _harness.Start(machine, "a");
            _harness.Turns.RunUntilIdle();
            heard = Result(reading).Last;
        }
        _harness.Start(machine, "b");
        using var again = Changes.Listen(heard);
        var batch = Read(again);
        Assert.Equal(Harness.Arn("b"), Assert.Single(batch.Changes).ExecutionArn);
        Assert.False(batch.HasMissed);
    }

    [Fact]
    public void One_that_comes_back_too_late_hears_that_it_has_missed_something()
    {
        var machine = _harness.Machine(Harness.WaitState(3_600));
        long heard;
        using (var listener = Changes.Listen()) heard = listener.Heard;
        _harness.Pass(ExecutionChanges.ReturnTime + TimeSpan.FromSeconds(1));
        _harness.Start(machine, "a"); // told to nobody, and not kept
        using var again = Changes.Listen(heard);
        var batch = Read(again);
        Assert.True(batch.HasMissed);
        Assert.Empty(batch.Changes);
    }

    [Fact]
    public void One_that_is_too_slow_hears_the_latest_and_that_it_has_missed_some()
    {
        using var listener = Changes.Listen();
        var row = Row();
        for (var i = 0; i < ExecutionChanges.KeptMax + 10; i++) Changes.Tell(row);
        var batch = Read(listener);
        Assert.True(batch.HasMissed);
        Assert.Equal(ExecutionChanges.KeptMax, batch.Changes.Count);
        Changes.Tell(row);
        Assert.False(Read(listener).HasMissed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void An_id_of_another_life_of_the_server_is_something_missed(long after)
    {
        using var listener = Changes.Listen(after);
        Assert.True(Read(listener).HasMissed);
    }

    private ExecutionRow Row()
    {
        _harness.Start(_harness.Machine(Harness.WaitState(60)), "row");
        return _harness.Row("row");
    }

    private ExecutionChangeBatch Read(ExecutionChanges.Listener listener) => Result(_harness.Begin(() => listener.ReadAsync(CancellationToken.None)));

    private static ExecutionChangeBatch Result(Task<ExecutionChangeBatch> reading)
    {
        Assert.True(reading.IsCompletedSuccessfully);
        return reading.Result;
    }
}
