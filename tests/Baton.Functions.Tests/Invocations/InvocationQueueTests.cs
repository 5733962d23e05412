using System.Text;
using Baton.Functions.Invocations;

namespace Baton.Functions.Tests.Invocations;

public sealed class InvocationQueueTests
{
    private readonly ManualTime _clock = new();
    private readonly List<string> _late = [];
    private readonly InvocationQueue _queue;
    private int _count;

    public InvocationQueueTests() => _queue = new InvocationQueue("f", () => new FunctionSettings { Kind = FunctionKind.Pull, TimeoutSeconds = 10, WaitSeconds = 5 }, _clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invocations_are_taken_in_the_order_in_which_they_came()
    {
        var runs = new[] { Run(), Run(), Run() };
        foreach (var run in runs)
        {
            var taken = await TakeAsync();
            taken.TryEnd(new FunctionResult(Encoding.UTF8.GetBytes(taken.Call.RequestId)));
        }
        Assert.Equal(["1", "2", "3"], (await Task.WhenAll(runs)).Select(result => Encoding.UTF8.GetString(result.Payload.Span)));
    }

    [Fact]
    public async Task One_that_nobody_takes_in_its_time_is_refused_and_never_handed_out()
    {
        var run = Run();
        Assert.Equal(1, _queue.Waiting);
        _clock.Advance(TimeSpan.FromSeconds(5));
        var refused = await Assert.ThrowsAsync<FunctionException>(() => run);
        Assert.Equal(("TooManyRequestsException", 429), (refused.Code, refused.StatusCode));
        var second = Run();
        Assert.Equal("2", (await TakeAsync()).Call.RequestId);
        Assert.Null(_queue.Find("1"));
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task One_that_does_not_end_in_its_time_is_timed_out_and_what_comes_later_does_not_count()
    {
        var run = Run();
        var taken = await TakeAsync();
        Assert.Equal(_clock.GetUtcNow().AddSeconds(10), taken.Deadline);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var result = await run;
        Assert.Equal(("Unhandled", """{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 1 Error: Task timed out after 10.00 seconds"}"""), (result.Error, Encoding.UTF8.GetString(result.Payload.Span)));
        Assert.Equal(["1"], _late);
        Assert.False(taken.TryEnd(new FunctionResult(default)));
    }

    [Fact]
    public async Task One_that_is_given_back_is_taken_again_within_its_first_deadline()
    {
        var run = Run();
        var first = await TakeAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        _queue.Return(first);
        var second = await TakeAsync();
        Assert.Same(first, second);
        Assert.Equal(_clock.GetUtcNow().AddSeconds(7), second.Deadline);
        second.TryEnd(new FunctionResult("1"u8.ToArray()));
        Assert.Null((await run).Error);
    }

    [Fact]
    public async Task Whoever_took_it_last_is_told_that_it_is_late()
    {
        var run = Run();
        var told = new List<string>();
        _queue.Return(await _queue.TakeAsync(_ => told.Add("first"), Cancel));
        await _queue.TakeAsync(_ => told.Add("second"), Cancel);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("Unhandled", (await run).Error);
        Assert.Equal(["second"], told);
    }

    [Fact]
    public async Task A_caller_that_goes_away_takes_what_waits_along_and_leaves_what_runs()
    {
        using var gone = new CancellationTokenSource();
        var waits = Run(gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);

        using var goneLater = new CancellationTokenSource();
        var runs = Run(goneLater.Token);
        var taken = await TakeAsync();
        Assert.Equal("2", taken.Call.RequestId);
        await goneLater.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runs);
        Assert.Same(taken, _queue.Find("2"));
        Assert.True(taken.TryEnd(new FunctionResult(default)));
    }

    [Fact]
    public async Task A_failed_begin_fails_what_waits_unless_others_are_at_work()
    {
        var running = Run();
        var taken = await TakeAsync();
        var waiting = Run();
        _queue.FailWaiting(FunctionResult.Failed("Broken", "no"));
        Assert.False(waiting.IsCompleted);
        taken.TryEnd(new FunctionResult(default));
        await running;
        SpinWait.SpinUntil(() => _queue.Running == 0);
        _queue.FailWaiting(FunctionResult.Failed("Broken", "no"));
        Assert.Equal("Unhandled", (await waiting).Error);
    }

    [Fact]
    public async Task An_id_that_is_under_way_is_refused()
    {
        var first = Run("same", Cancel);
        Assert.Equal("TooManyRequestsException", (await Assert.ThrowsAsync<FunctionException>(() => Run("same", Cancel))).Code);
        Assert.Equal("same", (await TakeAsync()).Call.RequestId);
        Assert.False(first.IsCompleted);
    }

    [Fact]
    public async Task What_is_refused_ends_whether_it_was_taken_or_not()
    {
        var runs = new[] { Run(), Run() };
        await TakeAsync();
        _queue.Refuse(FunctionException.Service("gone"));
        foreach (var run in runs) Assert.Equal("gone", (await Assert.ThrowsAsync<FunctionException>(() => run)).Message);
    }

    private Task<FunctionResult> Run(CancellationToken? cancellationToken = null) => Run($"{++_count}", cancellationToken ?? Cancel);

    private Task<FunctionResult> Run(string id, CancellationToken cancellationToken) =>
        _queue.RunAsync(new FunctionInvocation { Function = FunctionName.Parse("f", "us-east-1")!, RequestId = id, Payload = "{}"u8.ToArray() }, cancellationToken);

    private Task<Invocation> TakeAsync() => _queue.TakeAsync(invocation => _late.Add(invocation.Call.RequestId), Cancel);
}
