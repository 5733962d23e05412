using Baton.Client.Tests.Streams;
using Baton.Client.Worker;

namespace Baton.Client.Tests.Worker;

/// <summary>A worker whose service has the worker stream.</summary>
public sealed class StreamWorkerTests
{
    private static Task<int> Double(int input, ActivityContext context) => Task.FromResult(2 * input);

    private static async Task<int> UntilCancelled(int input, ActivityContext context)
    {
        await Forever.UntilCancelledAsync(context.CancellationToken);
        return input;
    }

    [Fact]
    public async Task Tasks_come_and_results_go_over_one_stream_and_nothing_is_polled()
    {
        await using var worker = new WorkerHarness();
        var streams = new FakeStreams(worker.Service);
        await worker.StartAsync<int, int>(Double, options => options.Pollers = 3);

        var stream = await streams.NextAsync();
        Assert.Equal($$"""{"as":0,"max":3,"activity":"{{WorkerHarness.Arn}}","worker":"tester"}""", (await stream.NextAsync("serve")).GetRawText());
        await stream.SendAsync("""{"tasks":[{"as":0,"token":"a","input":1},{"as":0,"token":"b","input":21,"new":{"x":[1]}}],"later":{"a":1}}""");
        var results = new[] { await stream.NextAsync("results"), await stream.NextAsync("results") };
        Assert.Equal(["""{"token":"a","output":2}""", """{"token":"b","output":42}"""], results.Select(result => result.GetRawText()).Order());
        await stream.SendAsync("""{"taken":["a","b"]}""");
        Assert.DoesNotContain(worker.Service.Log, call => call.Operation == "GetActivityTask");
    }

    [Fact]
    public async Task A_worker_that_is_told_to_polls()
    {
        await using var worker = new WorkerHarness();
        _ = new FakeStreams(worker.Service);
        await worker.StartAsync<int, int>(Double, options => options.UseStream = false);
        await worker.Service.NextAsync("GetActivityTask");
        Assert.DoesNotContain(worker.Service.Log, call => call.Operation == FakeStreams.Operation);
    }

    [Fact]
    public async Task What_was_not_acknowledged_is_told_again_over_the_next_connection()
    {
        await using var worker = new WorkerHarness();
        var streams = new FakeStreams(worker.Service);
        await worker.StartAsync<int, int>((input, context) => input < 10 ? Double(input, context) : UntilCancelled(input, context), options => options.Pollers = 3);
        var first = await streams.NextAsync();
        await first.NextAsync("serve");
        await first.SendAsync("""{"tasks":[{"as":0,"token":"done","input":1},{"as":0,"token":"taken","input":2},{"as":0,"token":"running","input":10}]}""");
        await first.NextAsync("results");
        await first.NextAsync("results");
        await first.SendAsync("""{"tasks":[{"as":0,"token":"done","input":1}],"taken":["taken"]}"""); // what it has already it does not begin again
        await first.SendAsync("{}");
        first.Break();

        var second = await streams.NextAsync();
        Assert.Equal("""{"token":"done","output":2}""", (await second.NextAsync("results")).GetRawText());
        Assert.Equal("""["running"]""", (await second.NextAsync("serve")).GetProperty("holds").GetRawText());
        Assert.False(second.Has("results"));
        await second.SendAsync("""{"refused":[{"token":"done","error":"TaskTimedOut","message":""},{"token":"running","error":"TaskTimedOut","message":""}]}""");
        Assert.Equal("running", (await second.NextAsync("results")).GetProperty("token").GetString());
    }

    [Fact]
    public async Task A_withdrawn_task_is_cancelled_and_answered_so_that_there_is_room()
    {
        await using var worker = new WorkerHarness();
        var streams = new FakeStreams(worker.Service);
        await worker.StartAsync<int, int>(UntilCancelled);
        var stream = await streams.NextAsync();
        await stream.SendAsync("""{"tasks":[{"as":0,"token":"t","input":1}]}""");
        await stream.SendAsync("""{"withdrawn":["t","unknown"]}""");
        Assert.Equal("""{"token":"t","error":"Baton.TaskWithdrawn"}""", (await stream.NextAsync("results")).GetRawText());
    }

    [Fact]
    public async Task Heartbeats_go_for_all_tasks_that_run()
    {
        await using var worker = new WorkerHarness();
        var streams = new FakeStreams(worker.Service);
        var begun = new SemaphoreSlim(0);
        await worker.StartAsync<int, int>((input, context) =>
        {
            begun.Release();
            return UntilCancelled(input, context);
        });
        var stream = await streams.NextAsync();
        await stream.SendAsync("""{"tasks":[{"as":0,"token":"a","input":1},{"as":0,"token":"b","input":2}]}""");
        await begun.WaitAsync(TestContext.Current.CancellationToken).Soon();
        await begun.WaitAsync(TestContext.Current.CancellationToken).Soon();
        worker.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["a", "b"], new[] { (await stream.NextAsync("heartbeats")).GetString(), (await stream.NextAsync("heartbeats")).GetString() }.Order());
        await stream.SendAsync("""{"refused":[{"token":"a","error":"TaskTimedOut","message":""},{"token":"b","error":"ServiceUnavailable","message":""}]}""");
        Assert.Equal("a", (await stream.NextAsync("results")).GetProperty("token").GetString()); // cancelled; the other goes on
    }

    [Fact]
    public async Task A_worker_that_stops_reports_what_runs_and_gives_back_what_comes()
    {
        await using var worker = new WorkerHarness();
        var streams = new FakeStreams(worker.Service);
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await worker.StartAsync<int, int>(async (input, _) =>
        {
            begun.SetResult();
            await goOn.Task;
            return input;
        });
        var stream = await streams.NextAsync();
        await stream.NextAsync("serve");
        await stream.SendAsync("""{"tasks":[{"as":0,"token":"running","input":1}]}""");
        await begun.Task.Soon();
        var stopping = worker.StopAsync();
        Assert.Equal("""{"as":0,"max":0}""", (await stream.NextAsync("serve")).GetRawText());
        await stream.SendAsync("""{"tasks":[{"as":0,"token":"late","input":2}]}""");
        Assert.Equal("late", (await stream.NextAsync("returns")).GetString());
        Assert.False(stopping.IsCompleted);
        goOn.SetResult();
        Assert.Equal("running", (await stream.NextAsync("results")).GetProperty("token").GetString());
        Assert.False(stopping.IsCompleted);
        await stream.SendAsync("""{"taken":["running"]}""");
        await stopping.Soon();
    }

    [Fact]
    public async Task An_output_that_is_refused_fails_the_task_and_one_that_cannot_be_stored_is_sent_again()
    {
        await using var worker = new WorkerHarness();
        var streams = new FakeStreams(worker.Service);
        await worker.StartAsync<int, int>(Double);
        var stream = await streams.NextAsync();
        await stream.SendAsync("""{"tasks":[{"as":0,"token":"t","input":1}]}""");
        Assert.Equal(2, (await stream.NextAsync("results")).GetProperty("output").GetInt32());
        await stream.SendAsync("""{"refused":[{"token":"t","error":"ServiceUnavailable","message":"away"}]}""");
        Assert.Equal(2, (await stream.NextAsync("results")).GetProperty("output").GetInt32());
        await stream.SendAsync("""{"refused":[{"token":"t","error":"InvalidOutput","message":"bad"}]}""");
        Assert.Equal("""{"token":"t","error":"InvalidOutput","cause":"bad"}""", (await stream.NextAsync("results")).GetRawText());
    }

    [Fact]
    public async Task An_output_that_no_frame_can_hold_fails_its_task_alone()
    {
        await using var worker = new WorkerHarness();
        var streams = new FakeStreams(worker.Service);
        await worker.StartAsync<int, string>((length, _) => Task.FromResult(new string('x', length)));
        var stream = await streams.NextAsync();
        await stream.SendAsync("""{"tasks":[{"as":0,"token":"t","input":2000000}]}""");
        Assert.Equal("InvalidOutput", (await stream.NextAsync("results")).GetProperty("error").GetString());
    }

    [Fact]
    public async Task An_activity_that_the_service_has_lost_is_created_and_served_again()
    {
        await using var worker = new WorkerHarness();
        var streams = new FakeStreams(worker.Service);
        await worker.StartAsync<int, int>(Double);
        var stream = await streams.NextAsync();
        await stream.NextAsync("serve");
        await stream.SendAsync("""{"refused":[{"as":0,"error":"ActivityDoesNotExist","message":"gone"}]}""");
        Assert.Equal(WorkerHarness.Arn, (await stream.NextAsync("serve")).GetProperty("activity").GetString());
        Assert.Equal(2, worker.Service.Log.Count(call => call.Operation == "CreateActivity"));
    }

    [Fact]
    public async Task A_connection_that_says_nothing_for_long_is_given_up()
    {
        await using var worker = new WorkerHarness();
        var streams = new FakeStreams(worker.Service);
        await worker.StartAsync<int, int>(Double);
        var silent = await streams.NextAsync();
        await silent.NextAsync("serve");
        for (var i = 0; i < 4; i++) worker.Time.Advance(TimeSpan.FromSeconds(10));
        await (await streams.NextAsync()).NextAsync("serve");
    }
}
