namespace Baton.Runtime.Tests;

public sealed class GateTests
{
    private readonly Gate _gate = new();

    [Fact]
    public async Task The_next_one_enters_when_the_one_before_leaves()
    {
        var first = await _gate.EnterAsync(CancellationToken.None);
        var second = _gate.EnterAsync(CancellationToken.None).AsTask();
        var third = _gate.EnterAsync(CancellationToken.None).AsTask();
        Assert.False(second.IsCompleted);
        first.Dispose();
        first.Dispose(); // once is enough
        (await second).Dispose();
        (await third).Dispose();
        (await _gate.EnterAsync(CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task One_that_gave_up_is_passed_over()
    {
        using var givesUp = new CancellationTokenSource();
        var first = await _gate.EnterAsync(CancellationToken.None);
        var second = _gate.EnterAsync(givesUp.Token).AsTask();
        var third = _gate.EnterAsync(CancellationToken.None).AsTask();
        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        (await third).Dispose();
    }
}
