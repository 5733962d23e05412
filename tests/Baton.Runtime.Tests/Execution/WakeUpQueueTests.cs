using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Runtime.Tests.Execution;

public sealed class WakeUpQueueTests
{
    private readonly WakeUpQueue _queue = new();

    [Fact]
    public void What_is_due_comes_in_the_order_of_time()
    {
        Set(1, 30);
        Set(2, 10);
        Set(3, 20);
        Assert.Equal([2, 3], Due(20));
        Assert.Empty(Due(29));
        Assert.Equal([1], Due(30));
    }

    [Fact]
    public void Nothing_comes_before_its_time()
    {
        Set(1, 10);
        Assert.Null(_queue.TakeDue(At(10).AddTicks(-1)));
        Assert.Equal(At(10), _queue.First);
    }

    [Fact]
    public void An_earlier_time_counts_instead_of_a_later_one()
    {
        Set(1, 30);
        Set(1, 10);
        Assert.Equal([1], Due(10));
        Assert.Empty(Due(30));
    }

    [Fact]
    public void A_later_time_counts_instead_of_an_earlier_one()
    {
        Set(1, 10);
        Set(1, 30);
        Assert.Empty(Due(10));
        Assert.Equal(At(30), _queue.First);
        Assert.Equal([1], Due(30));
    }

    [Fact]
    public void One_that_moves_often_comes_once()
    {
        for (var i = 0; i < 1_000; i++) Set(1, 10 + i);
        Set(1, 5);
        Set(1, 50);
        Assert.Empty(Due(49));
        Assert.Equal([1], Due(10_000));
        Assert.Empty(Due(10_000));
    }

    [Fact]
    public void One_that_was_removed_does_not_come()
    {
        Set(1, 10);
        _queue.Remove(1);
        Assert.Empty(Due(10));
        Assert.Null(_queue.First);
    }

    [Fact]
    public void One_that_was_removed_and_set_again_comes_once()
    {
        Set(1, 10);
        _queue.Remove(1);
        Set(1, 10);
        Assert.Equal([1], Due(10));
        Assert.Empty(Due(10));
    }

    [Fact]
    public void What_was_read_counts_only_where_nothing_is_known()
    {
        Set(1, 30);
        Read(1, 10);
        Read(2, 10);
        Assert.Equal([2], Due(29));
        Assert.Equal([1], Due(30));
    }

    [Fact]
    public void What_fires_is_not_read_in_again()
    {
        Set(1, 10);
        var taken = _queue.TakeDue(At(10))!;
        Read(1, 10);
        Assert.Empty(Due(10));
        Assert.True(_queue.IsFiring(taken));
        _queue.Remove(1);
        Read(1, 10);
        Assert.Equal([1], Due(10));
    }

    [Fact]
    public void What_fires_comes_again_when_it_is_set_again()
    {
        Set(1, 10);
        var taken = _queue.TakeDue(At(10))!;
        Set(1, 20);
        Assert.False(_queue.IsFiring(taken));
        Assert.Equal([1], Due(20));
    }

    [Fact]
    public void What_fires_again_is_not_what_fired_before()
    {
        Set(1, 10);
        var first = _queue.TakeDue(At(10))!;
        Set(1, 10);
        var second = _queue.TakeDue(At(10))!;
        Assert.False(_queue.IsFiring(first));
        Assert.True(_queue.IsFiring(second));
    }

    [Fact]
    public void It_answers_like_a_plain_list_whatever_is_done()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            var queue = new WakeUpQueue();
            var model = new Dictionary<long, int>();
            var taken = new Dictionary<long, WakeUp>();
            var random = new SeededRandomness(seed);
            for (int step = 0, now = 0; step < 200; step++)
            {
                var (number, at) = ((long)(random.NextBits() % 8), now + (int)(random.NextBits() % 40));
                switch (random.NextBits() % 5)
                {
                    case 0: queue.Remove(number); model.Remove(number); break;
                    case 1 when !(taken.TryGetValue(number, out var last) && queue.IsFiring(last)): queue.AddRead(new WakeUp(At(at), number, 0)); model.TryAdd(number, at); break;
                    case 2:
                        now += (int)(random.NextBits() % 20);
                        var due = new List<long>();
                        while (queue.TakeDue(At(now)) is { } next)
                        {
                            taken[next.Number] = next;
                            due.Add(next.Number);
                        }
                        Assert.Equal(model.Where(entry => entry.Value <= now).Select(entry => entry.Key).Order(), due.Order());
                        foreach (var fired in due) model.Remove(fired);
                        break;
                    default: queue.Set(number, 0, At(at)); model[number] = at; break;
                }
                Assert.True(model.Count == 0 || queue.First <= At(model.Values.Min()), $"SEED={seed}");
            }
        }
    }

    private static DateTimeOffset At(int seconds) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);

    private void Set(long number, int at) => _queue.Set(number, 0, At(at));

    private void Read(long number, int at) => _queue.AddRead(new WakeUp(At(at), number, 0));

    private List<long> Due(int now)
    {
        var due = new List<long>();
        while (_queue.TakeDue(At(now)) is { } taken) due.Add(taken.Number);
        return due;
    }
}
