namespace Baton.Runtime.Tests;

public sealed class SignalTests
{
    private readonly ManualTime _clock = new();
    private readonly TurnScheduler _turns = new();
    private readonly Signal _signal = new();

    [Fact]
    public void What_was_set_before_ends_the_next_wait_and_only_that()
    {
        _signal.Set();
        _signal.Set();
        Assert.True(_signal.WaitAsync().IsCompleted);
        Assert.False(_signal.WaitAsync().IsCompleted);
    }

    [Fact]
    public void A_wait_ends_when_it_is_set()
    {
        var waiting = Wait(TimeSpan.FromSeconds(5), CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        _signal.Set();
        _turns.RunUntilIdle();
        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_wait_ends_when_its_time_is_over()
    {
        var waiting = Wait(TimeSpan.FromSeconds(5), CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        _turns.RunUntilIdle();
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        _turns.RunUntilIdle();
        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_wait_ends_without_a_word_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var waiting = Wait(TimeSpan.FromSeconds(5), cancelled.Token);
        cancelled.Cancel();
        _turns.RunUntilIdle();
        Assert.True(waiting.IsCompletedSuccessfully);
    }

    private Task Wait(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var waiting = _turns.Start(() => _signal.WaitAsync(timeout, _clock, cancellationToken));
        _turns.RunUntilIdle();
        return waiting;
    }
}
