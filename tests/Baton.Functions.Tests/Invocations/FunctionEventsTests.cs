using Baton.Functions.Invocations;
using Baton.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Functions.Tests.Invocations;

public sealed class FunctionEventsTests : IDisposable
{
    private readonly ManualTime _clock = new();
    private readonly MemoryStore _store;
    private readonly Queue<TaskCompletionSource<FunctionResult>> _answers = new();
    private readonly List<DateTimeOffset> _tries = [];
    private readonly SemaphoreSlim _tried = new(0);
    private readonly FunctionEvents _events;

    public FunctionEventsTests()
    {
        _store = new MemoryStore(new MemoryDisk(), _clock);
        _events = new FunctionEvents(_store, async change => await _store.CommitAsync([change], CancellationToken.None), RunAsync, _clock, NullLogger<FunctionEvents>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _events.Dispose();
        _tried.Dispose();
    }

    [Fact]
    public async Task An_event_is_stored_until_the_function_has_taken_it()
    {
        var answer = Answer();
        await _events.AcceptAsync(Event("e"));
        await _tried.WaitAsync(Cancel);
        Assert.Equal(["e"], await StoredAsync());
        answer.SetResult(new FunctionResult("1"u8.ToArray()));
        await UntilAsync(async () => (await StoredAsync()).Count == 0);
    }

    [Fact]
    public async Task A_function_that_fails_is_tried_three_times_a_minute_and_two_apart()
    {
        for (var i = 0; i < 3; i++) Answer().SetResult(FunctionResult.Failed("Broken", "no"));
        var start = _clock.GetUtcNow();
        await _events.AcceptAsync(Event("e"));
        await _tried.WaitAsync(Cancel);
        foreach (var minutes in new[] { 1, 2 })
        {
            await UntilAsync(() => ValueTask.FromResult(_clock.UntilNextTimer == TimeSpan.FromMinutes(minutes)));
            Assert.Equal(["e"], await StoredAsync());
            _clock.Advance(TimeSpan.FromMinutes(minutes));
            await _tried.WaitAsync(Cancel);
        }
        await UntilAsync(async () => (await StoredAsync()).Count == 0);
        Assert.Equal([start, start.AddMinutes(1), start.AddMinutes(3)], _tries);
    }

    [Fact]
    public async Task An_event_that_no_function_takes_is_tried_for_six_hours()
    {
        await _events.AcceptAsync(Event("e")); // without an answer, the function is busy
        while ((await StoredAsync()).Count > 0)
        {
            await UntilAsync(async () => _clock.UntilNextTimer is not null || (await StoredAsync()).Count == 0);
            if (_clock.UntilNextTimer is not null) _clock.Advance(TimeSpan.FromMinutes(30));
        }
        Assert.InRange(_tries[^1] - _tries[0], TimeSpan.FromHours(5), TimeSpan.FromHours(6.5));
    }

    [Fact]
    public async Task An_event_of_a_function_that_is_gone_is_given_up()
    {
        Answer().SetException(FunctionException.NotFound(FunctionName.Parse("f", "us-east-1")!));
        await _events.AcceptAsync(Event("e"));
        await UntilAsync(async () => (await StoredAsync()).Count == 0);
        Assert.Single(_tries);
    }

    [Fact]
    public async Task What_is_stored_is_taken_up_once_and_stays_when_delivery_stops()
    {
        for (var i = 0; i < 250; i++) await _store.CommitAsync([new StoreChange.PutFunctionEvent(new($"e{i:d3}", "arn:aws:lambda:us-east-1:000000000000:function:f", null, "1"u8.ToArray(), _clock.GetUtcNow()))], Cancel);
        var answers = Enumerable.Range(0, 250).Select(_ => Answer()).ToList();
        await _events.TakeUpAsync(Cancel);
        await _events.TakeUpAsync(Cancel);
        for (var i = 0; i < 250; i++) await _tried.WaitAsync(Cancel);
        foreach (var answer in answers.Take(249)) answer.SetResult(new FunctionResult(default));
        await UntilAsync(async () => (await StoredAsync()).Count == 1);
        _events.Stop();
        answers[249].SetCanceled(Cancel.IsCancellationRequested ? Cancel : new CancellationToken(canceled: true));
        Assert.Equal(250, _tries.Count);
        Assert.Single(await StoredAsync());
    }

    private static FunctionInvocation Event(string id) => new() { Function = FunctionName.Parse("f", "us-east-1")!, RequestId = id, Payload = "1"u8.ToArray(), Type = InvocationType.Event };

    private TaskCompletionSource<FunctionResult> Answer()
    {
        var answer = new TaskCompletionSource<FunctionResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_answers) _answers.Enqueue(answer);
        return answer;
    }

    private Task<FunctionResult> RunAsync(FunctionInvocation invocation, CancellationToken cancellationToken)
    {
        lock (_answers)
        {
            _tries.Add(_clock.GetUtcNow());
            _tried.Release();
            return _answers.TryDequeue(out var answer) ? answer.Task : Task.FromException<FunctionResult>(FunctionException.TooMany("busy"));
        }
    }

    private async Task<List<string>> StoredAsync() => [.. (await _store.ListFunctionEventsAsync("", 1000, Cancel)).Select(row => row.RequestId)];

    private static async Task UntilAsync(Func<ValueTask<bool>> condition)
    {
        while (!await condition())
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
