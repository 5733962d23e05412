using System.Net;
using System.Net.Sockets;
using Baton.Client.Transport;
using Baton.Testing;

namespace Baton.Client.Tests;

public sealed class RetryTests
{
    private const string Machine = "arn:aws:states:us-east-1:000000000000:stateMachine:m";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_may_pass_by_itself_is_tried_again()
    {
        var service = new FakeService().On(
            "ListActivities",
            () => throw new HttpRequestException("refused"),
            () => FakeService.Answer(HttpStatusCode.ServiceUnavailable, ""),
            () => FakeService.Error("ThrottlingException"),
            () => FakeService.Ok("""{"activities":[]}"""));
        using var client = Clients.Of(service);

        await client.ListActivitiesAsync(new(), Stop);

        Assert.Equal(4, service.Log.Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_while_it_is_made_is_a_connection_that_failed()
    {
        var service = new FakeService().On("ListActivities", () => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.NotConnected));
        using var client = Clients.Of(service, retries: 0);

        var failure = await Assert.ThrowsAsync<StepFunctionsConnectionException>(() => client.ListActivitiesAsync(new(), Stop));

        Assert.IsType<System.Net.Sockets.SocketException>(failure.InnerException);
    }

    [Fact]
    public async Task After_the_last_repetition_the_failure_is_the_callers()
    {
        var service = new FakeService().On("ListActivities", () => FakeService.Error("InternalServerError", "broken", HttpStatusCode.InternalServerError));
        using var client = Clients.Of(service, retries: 2);

        var failure = await Assert.ThrowsAsync<StepFunctionsException>(() => client.ListActivitiesAsync(new(), Stop));

        Assert.Equal("broken", failure.Message);
        Assert.Equal(3, service.Log.Count);
    }

    [Fact]
    public void Waits_double_up_to_their_bound()
    {
        var rule = new RetryRule(10, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
        Assert.Equal([100, 200, 400, 800, 1000, 1000], Enumerable.Range(1, 6).Select(attempt => (int)rule.Bound(attempt).TotalMilliseconds));
        Assert.Equal(1000, rule.Bound(int.MaxValue).TotalMilliseconds);
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_no_answer()
    {
        var time = new ManualTime();
        var service = new FakeService().On("ListActivities", async (_, stop) =>
        {
            await Forever.UntilCancelledAsync(stop);
            return FakeService.Ok();
        });
        using var client = Clients.Of(service, time, retries: 0);

        var call = client.ListActivitiesAsync(new(), Stop);
        await service.NextAsync("ListActivities");
        time.Advance(TimeSpan.FromSeconds(30));

        var failure = await Assert.ThrowsAsync<StepFunctionsConnectionException>(() => call);
        Assert.Equal("http://127.0.0.1:7070/ did not answer ListActivities within 30 s.", failure.Message);
    }

    [Fact]
    public async Task A_long_poll_may_take_longer_than_the_service_holds_it()
    {
        var time = new ManualTime();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        var service = new FakeService().On("GetActivityTask", (_, stop) => answer.Task.WaitAsync(stop));
        using var client = Clients.Of(service, time, retries: 0);

        var call = client.GetActivityTaskAsync(new() { ActivityArn = "a" }, Stop);
        await service.NextAsync("GetActivityTask");
        time.Advance(TimeSpan.FromSeconds(61));
        answer.SetResult(FakeService.Ok());

        Assert.Null((await call).TaskToken);
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_no_other_exception()
    {
        using var caller = new CancellationTokenSource();
        var service = new FakeService().On("ListActivities", async (_, stop) =>
        {
            await caller.CancelAsync();
            stop.ThrowIfCancellationRequested();
            return FakeService.Ok();
        });
        using var client = Clients.Of(service);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ListActivitiesAsync(new(), caller.Token));
        Assert.Single(service.Log);
    }

    [Fact]
    public async Task A_start_without_a_name_gets_one_that_its_repetitions_keep()
    {
        var service = new FakeService().On(
            "StartExecution", () => throw new HttpRequestException("broke off"), () => FakeService.Ok("""{"executionArn":"e","startDate":1}"""));
        using var client = Clients.Of(service);

        await client.StartExecutionAsync(new() { StateMachineArn = Machine }, Stop);

        Assert.Equal(2, service.Log.Count);
        Assert.True(Guid.TryParse(service.Log[0].Text("name"), out _));
        Assert.Equal(service.Log[0].Text("name"), service.Log[1].Text("name"));
    }

    [Fact]
    public async Task A_start_whose_answer_was_lost_answers_with_the_execution_even_when_it_has_ended()
    {
        var service = new FakeService()
            .On("StartExecution", () => throw new HttpRequestException("broke off"), () => FakeService.Error("ExecutionAlreadyExists"))
            .On("DescribeExecution", call => FakeService.Ok(
                $$"""{"executionArn":"{{call.Text("executionArn")}}","stateMachineArn":"m","status":"SUCCEEDED","startDate":7}"""));
        using var client = Clients.Of(service);

        var started = await client.StartExecutionAsync(new() { StateMachineArn = Machine }, Stop);

        Assert.Equal($"arn:aws:states:us-east-1:000000000000:execution:m:{service.Log[0].Text("name")}", started.ExecutionArn);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(7), started.StartDate);
    }

    [Fact]
    public async Task A_name_of_the_callers_that_is_taken_is_the_callers_to_know()
    {
        var service = new FakeService().On("StartExecution", () => FakeService.Error("ExecutionAlreadyExists"));
        using var client = Clients.Of(service);

        await Assert.ThrowsAsync<StepFunctionsException>(() => client.StartExecutionAsync(new() { StateMachineArn = Machine, Name = "mine" }, Stop));
    }

    [Fact]
    public async Task Over_a_real_socket_a_connection_that_breaks_is_tried_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using (await listener.AcceptTcpClientAsync(Stop)) { } // closed before a byte of an answer
            using var connection = await listener.AcceptTcpClientAsync(Stop);
            var stream = connection.GetStream();
            var read = await stream.ReadAsync(new byte[8192], Stop);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"activities\":[]}"u8.ToArray(), Stop);
            return read;
        }, Stop);
        using var client = new StepFunctionsClient(new() { Endpoint = new Uri($"http://{listener.LocalEndpoint}"), RetryDelay = TimeSpan.Zero });

        Assert.Empty((await client.ListActivitiesAsync(new(), Stop)).Activities);
        Assert.True(await serving > 0);
    }

    [Fact]
    public async Task Where_nobody_listens_there_is_no_answer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        using var client = new StepFunctionsClient(new() { Endpoint = endpoint, RetryDelay = TimeSpan.Zero });

        var failure = await Assert.ThrowsAsync<StepFunctionsConnectionException>(() => client.ListActivitiesAsync(new(), Stop));

        Assert.Equal(endpoint, failure.Endpoint);
    }
}
