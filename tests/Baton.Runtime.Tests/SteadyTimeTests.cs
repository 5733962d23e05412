namespace Baton.Runtime.Tests;

public sealed class SteadyTimeTests
{
    private readonly ManualTime _wall = new();
    private readonly SteadyTime _steady;

    public SteadyTimeTests() => _steady = new SteadyTime(_wall);

    [Fact]
    public void It_is_the_wall_clock_while_that_goes_on()
    {
        _wall.Advance(TimeSpan.FromHours(3));
        Assert.Equal(_wall.GetUtcNow(), _steady.GetUtcNow());
    }

    [Fact]
    public void It_follows_the_wall_clock_forward_at_once()
    {
        _wall.JumpWallClock(TimeSpan.FromDays(1));
        Assert.Equal(_wall.GetUtcNow(), _steady.GetUtcNow());
    }

    [Fact]
    public void It_never_goes_back()
    {
        var before = _steady.GetUtcNow();
        _wall.JumpWallClock(TimeSpan.FromDays(-1));
        Assert.Equal(before, _steady.GetUtcNow());
    }

    [Fact]
    public void After_the_wall_clock_went_back_a_minute_is_a_minute_within_one_percent()
    {
        var before = _steady.GetUtcNow();
        _wall.JumpWallClock(TimeSpan.FromDays(-1));
        for (var i = 0; i < 6_000; i++)
        {
            _wall.Advance(TimeSpan.FromMilliseconds(10));
            _steady.GetUtcNow(); // asking often changes nothing
        }
        Assert.Equal(TimeSpan.FromSeconds(59.4), _steady.GetUtcNow() - before);
    }

    [Fact]
    public void It_meets_the_wall_clock_again()
    {
        _wall.JumpWallClock(TimeSpan.FromSeconds(-30));
        _wall.Advance(TimeSpan.FromSeconds(2_999));
        Assert.True(_steady.GetUtcNow() > _wall.GetUtcNow());
        _wall.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(_wall.GetUtcNow(), _steady.GetUtcNow());
    }
}
