using Baton.Client.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Baton.Client.Tests.Worker;

/// <summary>How tasks are asked for, and what happens when there is nobody to ask.</summary>
public sealed class WorkerPollingTests
{
    private static Task<int> Double(int input, ActivityContext context) => Task.FromResult(2 * input);

    [Fact]
    public async Task An_activity_is_created_and_polled_by_its_ARN()
    {
        await using var worker = new WorkerHarness();
        await worker.StartAsync<int, int>(Double);

        Assert.Equal("work", (await worker.Service.NextAsync("CreateActivity")).Text("name"));
        Assert.Equal(WorkerHarness.Arn, (await worker.Service.NextAsync("GetActivityTask")).Text("activityArn"));
    }

    [Fact]
    public async Task A_worker_that_may_not_create_looks_the_activity_up()
    {
        await using var worker = new WorkerHarness();
        worker.Service.On("ListActivities", () => FakeService.Ok($$"""{"activities":[{"activityArn":"{{WorkerHarness.Arn}}","name":"work","creationDate":1}]}"""));
        await worker.StartAsync<int, int>(Double, options => options.CreateActivities = false);

        Assert.Equal(WorkerHarness.Arn, (await worker.Service.NextAsync("GetActivityTask")).Text("activityArn"));
        Assert.DoesNotContain(worker.Service.Log, call => call.Operation == "CreateActivity");
    }

    [Fact]
    public async Task An_activity_that_the_service_has_lost_is_created_again()
    {
        await using var worker = new WorkerHarness();
        worker.Service.On("GetActivityTask", () => FakeService.Error("ActivityDoesNotExist"), () => FakeService.Ok("""{"taskToken":"t","input":"4"}"""));
        await worker.StartAsync<int, int>(Double);

        Assert.Equal("8", (await worker.Service.NextAsync("SendTaskSuccess")).Text("output"));
        Assert.Equal(2, worker.Service.Log.Count(call => call.Operation == "CreateActivity"));
    }

    [Fact]
    public async Task A_poll_without_a_task_is_followed_by_the_next()
    {
        await using var worker = new WorkerHarness();
        worker.Service.On("GetActivityTask", () => FakeService.Ok("""{"taskToken":null}"""), () => FakeService.Ok("{}"), () => FakeService.Ok("""{"taskToken":"t","input":"4"}"""));
        await worker.StartAsync<int, int>(Double);

        Assert.Equal("t", (await worker.Service.NextAsync("SendTaskSuccess")).Text("taskToken"));
    }

    [Fact]
    public async Task A_service_that_is_away_is_waited_for_and_told_of_once()
    {
        await using var worker = new WorkerHarness();
        var away = 30;
        worker.Service.On("GetActivityTask", _ => away-- > 0 ? throw new HttpRequestException("away") : FakeService.Ok("""{"taskToken":"t","input":"4"}"""));
        await worker.StartAsync<int, int>(Double);

        await worker.Service.NextAsync("SendTaskSuccess");

        Assert.Equal(
            [
                "Warning 7003 Polling 'work' fails; it is tried again until it works: http://127.0.0.1:7070/ did not answer GetActivityTask: away",
                "Information 7004 Polling 'work' works again.",
            ],
            worker.Log);
    }

    [Fact]
    public async Task So_many_pollers_so_many_tasks_at_a_time()
    {
        await using var worker = new WorkerHarness();
        var present = 0;
        var all = new TaskCompletionSource();
        await worker.StartAsync<int, int>(
            async (input, context) =>
            {
                if (Interlocked.Increment(ref present) == 3) all.SetResult();
                await all.Task.WaitAsync(context.CancellationToken);
                return input;
            },
            options => options.Pollers = 3);

        foreach (var input in (string[])["1", "2", "3"]) worker.Offer(input);

        for (var task = 0; task < 3; task++) await worker.Service.NextAsync("SendTaskSuccess");
    }

    [Fact]
    public async Task Stopping_waits_for_the_task_at_hand()
    {
        await using var worker = new WorkerHarness();
        var work = new TaskCompletionSource<int>();
        var began = new TaskCompletionSource();
        await worker.StartAsync<int, int>((_, _) =>
        {
            began.SetResult();
            return work.Task;
        });
        worker.Offer("1");
        await began.Task.Soon();

        var stopping = worker.StopAsync();
        worker.Time.Advance(TimeSpan.FromSeconds(10)); // inside the grace: heartbeats go on
        await worker.Service.NextAsync("SendTaskHeartbeat");
        Assert.False(stopping.IsCompleted);
        work.SetResult(7);
        await stopping.Soon();

        Assert.Equal("7", (await worker.Service.NextAsync("SendTaskSuccess")).Text("output"));
        Assert.Equal(1, worker.Service.Log.Count(call => call.Operation == "GetActivityTask"));
    }

    [Fact]
    public async Task What_is_not_done_when_the_grace_is_over_is_given_back()
    {
        await using var worker = new WorkerHarness();
        var began = new TaskCompletionSource();
        await worker.StartAsync<int, int>(async (_, context) =>
        {
            began.SetResult();
            await Forever.UntilCancelledAsync(context.CancellationToken);
            return 1;
        });
        worker.Offer("1");
        await began.Task.Soon();

        var stopping = worker.StopAsync();
        worker.Time.Advance(TimeSpan.FromSeconds(20));
        await stopping.Soon();

        var sent = await worker.Service.NextAsync("SendTaskFailure");
        Assert.Equal((WorkerErrors.WorkerStopped, "The worker 'tester' was stopped before the task was done."), (sent.Text("error"), sent.Text("cause")));
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_poll()
    {
        await using var worker = new WorkerHarness();
        await worker.StartAsync<int, int>(Double);
        await worker.Service.NextAsync("GetActivityTask");

        await worker.StopAsync().Soon();

        Assert.Empty(worker.Log);
    }

    [Fact]
    public void An_activity_has_one_handler()
    {
        var builder = new ServiceCollection().AddBatonWorker().AddActivity<int, int>("work", Double);
        Assert.Throws<ArgumentException>(() => builder.AddActivity<int, int>("work", Double));
    }

    [Fact]
    public void Options_are_checked_when_they_are_given()
    {
        var services = new ServiceCollection();
        Assert.Throws<ArgumentOutOfRangeException>(() => services.AddBatonWorker(options => options.Pollers = 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => services.AddBatonWorker(options => options.HeartbeatInterval = TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => services.AddBatonWorker(options => options.WorkerName = new string('x', 81)));
    }
}
