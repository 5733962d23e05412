using Baton.Client.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Baton.Client.Tests.Worker;

/// <summary>What becomes of a task.</summary>
public sealed class WorkerTaskTests
{
    private sealed record Order(string Item, int Count);

    private sealed record Receipt(string Text, decimal Total);

    [Fact]
    public async Task A_task_is_worked_on_and_its_result_sent()
    {
        await using var worker = new WorkerHarness();
        await worker.StartAsync((Order order, ActivityContext _) => Task.FromResult(new Receipt($"{order.Count} x {order.Item}", 12.50m)));

        worker.Offer("""{"item":"tea","count":2}""");

        var sent = await worker.Service.NextAsync("SendTaskSuccess");
        Assert.Equal(("token-1", """{"text":"2 x tea","total":12.50}"""), (sent.Text("taskToken"), sent.Text("output")));
        Assert.Equal("tester", (await worker.Service.NextAsync("GetActivityTask")).Text("workerName"));
    }

    [Fact]
    public async Task A_handler_knows_its_task_and_has_services_of_its_own()
    {
        await using var worker = new WorkerHarness();
        worker.Services.AddScoped<Receipts>();
        await worker.StartAsync((int _, ActivityContext context) => Task.FromResult(
            $"{context.ActivityArn} {context.TaskToken} {context.WorkerName} {context.Services.GetRequiredService<Receipts>().Next()}"));

        worker.Offer("1");
        worker.Offer("2");

        Assert.Equal($"\"{WorkerHarness.Arn} token-1 tester 1\"", (await worker.Service.NextAsync("SendTaskSuccess")).Text("output"));
        Assert.Equal($"\"{WorkerHarness.Arn} token-2 tester 1\"", (await worker.Service.NextAsync("SendTaskSuccess")).Text("output"));
    }

    [Fact]
    public async Task An_exception_fails_the_task_with_its_type_and_message()
    {
        await using var worker = new WorkerHarness();
        await worker.StartAsync<int, int>((_, _) => throw new InvalidOperationException("out of tea"));

        worker.Offer("1");

        var sent = await worker.Service.NextAsync("SendTaskFailure");
        Assert.Equal(("token-1", "InvalidOperationException", "out of tea"), (sent.Text("taskToken"), sent.Text("error"), sent.Text("cause")));
        Assert.Equal(["Warning 7005 A handler of 'work' failed; the task is reported as failed."], worker.Log);
    }

    [Fact]
    public async Task A_failure_of_the_workflows_own_says_its_name()
    {
        await using var worker = new WorkerHarness();
        await worker.StartAsync<int, int>((_, _) => throw new TaskFailureException("OutOfStock", "no tea left"));

        worker.Offer("1");

        var sent = await worker.Service.NextAsync("SendTaskFailure");
        Assert.Equal(("OutOfStock", "no tea left"), (sent.Text("error"), sent.Text("cause")));
        Assert.Empty(worker.Log);
    }

    [Fact]
    public async Task An_input_that_does_not_fit_fails_the_task()
    {
        await using var worker = new WorkerHarness();
        await worker.StartAsync<Order, int>((_, _) => Task.FromResult(1));

        worker.Offer("""{"item":"tea","count":"two"}""");

        var sent = await worker.Service.NextAsync("SendTaskFailure");
        Assert.Equal("JsonException", sent.Text("error"));
        Assert.Contains("$.count", sent.Text("cause"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_and_cause_are_cut_to_what_the_API_takes()
    {
        await using var worker = new WorkerHarness();
        await worker.StartAsync<int, int>((_, _) => throw new TaskFailureException(new string('e', 300), new string('c', 40_000)));

        worker.Offer("1");

        var sent = await worker.Service.NextAsync("SendTaskFailure");
        Assert.Equal((256, 32_768), (sent.Text("error")!.Length, sent.Text("cause")!.Length));
    }

    [Fact]
    public async Task A_result_that_is_refused_fails_the_task_so_that_the_workflow_hears_of_it()
    {
        await using var worker = new WorkerHarness();
        worker.Service.On("SendTaskSuccess", () => FakeService.Error("InvalidOutput", "too long"));
        await worker.StartAsync<int, int>((_, _) => Task.FromResult(1));

        worker.Offer("1");

        var sent = await worker.Service.NextAsync("SendTaskFailure");
        Assert.Equal(("InvalidOutput", "too long"), (sent.Text("error"), sent.Text("cause")));
        Assert.Equal(["Error 7010 The service refused the result of a task of 'work': InvalidOutput: too long"], worker.Log);
    }

    [Fact]
    public async Task A_result_waits_for_a_service_that_is_away()
    {
        await using var worker = new WorkerHarness();
        var away = 9; // more than one call's own repetitions
        worker.Service.On("SendTaskSuccess", _ => away-- > 0 ? throw new HttpRequestException("away") : FakeService.Ok());
        await worker.StartAsync<int, int>((_, _) => Task.FromResult(1));

        worker.Offer("1");

        for (var call = 0; call < 10; call++) Assert.Equal("token-1", (await worker.Service.NextAsync("SendTaskSuccess")).Text("taskToken"));
        await worker.Service.NextAsync("GetActivityTask");
        await worker.Service.NextAsync("GetActivityTask"); // the next poll: the task is done with
        Assert.Single(worker.Log, line => line.StartsWith("Warning 7009", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Heartbeats_are_sent_while_the_work_goes_on()
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
        for (var beat = 0; beat < 3; beat++)
        {
            worker.Time.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal("token-1", (await worker.Service.NextAsync("SendTaskHeartbeat")).Text("taskToken"));
        }

        work.SetResult(1);
        await worker.Service.NextAsync("SendTaskSuccess");
        Assert.Equal(3, worker.Service.Log.Count(call => call.Operation == "SendTaskHeartbeat"));
    }

    [Theory]
    [InlineData("TaskTimedOut")]
    [InlineData("TaskDoesNotExist")]
    [InlineData("InvalidToken")]
    public async Task Work_that_nobody_waits_for_is_cancelled_and_not_reported(string code)
    {
        await using var worker = new WorkerHarness();
        worker.Service.On("SendTaskHeartbeat", () => FakeService.Error(code));
        var began = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await worker.StartAsync<int, int>(async (input, context) =>
        {
            if (input == 2) return 2;
            began.SetResult();
            try
            {
                await Forever.UntilCancelledAsync(context.CancellationToken);
            }
            finally
            {
                cancelled.SetResult();
            }
            return 1;
        });

        worker.Offer("1");
        worker.Offer("2");
        await began.Task.Soon();
        worker.Time.Advance(TimeSpan.FromSeconds(10));
        await cancelled.Task.Soon();

        Assert.Equal("token-2", (await worker.Service.NextAsync("SendTaskSuccess")).Text("taskToken"));
        Assert.DoesNotContain(worker.Service.Log, call => call.Operation == "SendTaskFailure");
        Assert.Equal(["Information 7006 Nobody waits for a task of 'work' any more; its result is dropped."], worker.Log);
    }

    private sealed class Receipts
    {
        private int _count;

        public int Next() => ++_count;
    }
}
