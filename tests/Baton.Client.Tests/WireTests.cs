using System.Net;

namespace Baton.Client.Tests;

public sealed class WireTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_one_signed_POST_with_its_target()
    {
        var service = new FakeService();
        using var client = Clients.Of(service);

        await client.SendTaskHeartbeatAsync(new() { TaskToken = "t" }, Stop);

        var call = Assert.Single(service.Log);
        Assert.Equal(HttpMethod.Post, call.Request.Method);
        Assert.Equal("http://127.0.0.1:7070/", call.Request.RequestUri!.ToString());
        Assert.Equal("AWSStepFunctions.SendTaskHeartbeat", call.Request.Headers.GetValues("X-Amz-Target").Single());
        Assert.Equal("application/x-amz-json-1.0", call.Request.Content!.Headers.ContentType!.ToString());
        Assert.Contains("/eu-central-1/states/aws4_request", call.Request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_operation_sends_the_names_of_the_API()
    {
        const string arn = "arn:aws:states:us-east-1:000000000000:stateMachine:m";
        var service = new FakeService()
            .On("CreateStateMachine", () => FakeService.Ok("""{"stateMachineArn":"a","creationDate":1}"""))
            .On("UpdateStateMachine", () => FakeService.Ok("""{"updateDate":1}"""))
            .On("DescribeStateMachine", () => FakeService.Ok("""{"stateMachineArn":"a","name":"m","definition":"{}","roleArn":"r","type":"STANDARD","creationDate":1}"""))
            .On("ListStateMachines", () => FakeService.Ok("""{"stateMachines":[]}"""))
            .On("StartExecution", () => FakeService.Ok("""{"executionArn":"e","startDate":1}"""))
            .On("DescribeExecution", () => FakeService.Ok("""{"executionArn":"e","stateMachineArn":"a","status":"RUNNING","startDate":1}"""))
            .On("ListExecutions", () => FakeService.Ok("""{"executions":[]}"""))
            .On("StopExecution", () => FakeService.Ok("""{"stopDate":1}"""))
            .On("GetExecutionHistory", () => FakeService.Ok("""{"events":[]}"""))
            .On("CreateActivity", () => FakeService.Ok("""{"activityArn":"a","creationDate":1}"""))
            .On("DescribeActivity", () => FakeService.Ok("""{"activityArn":"a","name":"n","creationDate":1}"""))
            .On("ListActivities", () => FakeService.Ok("""{"activities":[]}"""));
        using var client = Clients.Of(service);

        await client.CreateStateMachineAsync(new() { Name = "m", Definition = "{}", RoleArn = "r", Type = StateMachineType.Express, Tags = [new("k", "v")] }, Stop);
        await client.UpdateStateMachineAsync(new() { StateMachineArn = arn, Definition = "{}" }, Stop);
        await client.DescribeStateMachineAsync(new() { StateMachineArn = arn }, Stop);
        await client.ListStateMachinesAsync(new() { MaxResults = 5 }, Stop);
        await client.DeleteStateMachineAsync(new() { StateMachineArn = arn }, Stop);
        await client.StartExecutionAsync(new() { StateMachineArn = arn, Name = "e", Input = "{}" }, Stop);
        await client.DescribeExecutionAsync(new() { ExecutionArn = "e" }, Stop);
        await client.ListExecutionsAsync(new() { StateMachineArn = arn, StatusFilter = ExecutionStatus.TimedOut, NextToken = "n" }, Stop);
        await client.StopExecutionAsync(new() { ExecutionArn = "e", Error = "E", Cause = "C" }, Stop);
        await client.GetExecutionHistoryAsync(new() { ExecutionArn = "e", ReverseOrder = true, IncludeExecutionData = false }, Stop);
        await client.CreateActivityAsync(new() { Name = "n" }, Stop);
        await client.DescribeActivityAsync(new() { ActivityArn = "a" }, Stop);
        await client.ListActivitiesAsync(new(), Stop);
        await client.DeleteActivityAsync(new() { ActivityArn = "a" }, Stop);
        await client.GetActivityTaskAsync(new() { ActivityArn = "a", WorkerName = "w" }, Stop);
        await client.SendTaskSuccessAsync(new() { TaskToken = "t", Output = "{}" }, Stop);
        await client.SendTaskFailureAsync(new() { TaskToken = "t", Error = "E", Cause = "C" }, Stop);
        await client.SendTaskHeartbeatAsync(new() { TaskToken = "t" }, Stop);

        Assert.Equal(
            $$"""
            CreateStateMachine {"name":"m","definition":"{}","roleArn":"r","type":"EXPRESS","tags":[{"key":"k","value":"v"}]}
            UpdateStateMachine {"stateMachineArn":"{{arn}}","definition":"{}"}
            DescribeStateMachine {"stateMachineArn":"{{arn}}"}
            ListStateMachines {"maxResults":5}
            DeleteStateMachine {"stateMachineArn":"{{arn}}"}
            StartExecution {"stateMachineArn":"{{arn}}","name":"e","input":"{}"}
            DescribeExecution {"executionArn":"e"}
            ListExecutions {"stateMachineArn":"{{arn}}","statusFilter":"TIMED_OUT","nextToken":"n"}
            StopExecution {"executionArn":"e","error":"E","cause":"C"}
            GetExecutionHistory {"executionArn":"e","reverseOrder":true,"includeExecutionData":false}
            CreateActivity {"name":"n"}
            DescribeActivity {"activityArn":"a"}
            ListActivities {}
            DeleteActivity {"activityArn":"a"}
            GetActivityTask {"activityArn":"a","workerName":"w"}
            SendTaskSuccess {"taskToken":"t","output":"{}"}
            SendTaskFailure {"taskToken":"t","error":"E","cause":"C"}
            SendTaskHeartbeat {"taskToken":"t"}
            """,
            string.Join('\n', service.Log.Select(call => $"{call.Operation} {call.Body.GetRawText()}")));
    }

    [Fact]
    public async Task Times_words_and_new_members_are_read_as_they_come()
    {
        var service = new FakeService().On("DescribeExecution", () => FakeService.Ok(
            """{"executionArn":"e","stateMachineArn":"m","status":"SLEEPING","startDate":1767323045.123,"stopDate":1.767323046E9,"mapRunArn":"x","redriveCount":0}"""));
        using var client = Clients.Of(service);

        var execution = await client.DescribeExecutionAsync(new() { ExecutionArn = "e" }, Stop);

        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 123, TimeSpan.Zero), execution.StartDate);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero), execution.StopDate);
        Assert.Equal("SLEEPING", execution.Status.Value);
        Assert.Null(execution.Error);
    }

    [Theory]
    [InlineData(400, """{"__type":"InvalidName","message":"Invalid Name: 'x y'"}""", "InvalidName", "Invalid Name: 'x y'", null)]
    [InlineData(400, """{"__type":"com.amazonaws.states#TaskTimedOut","Message":"gone"}""", "TaskTimedOut", "gone", null)]
    [InlineData(409, """{"__type":"ConflictException:http://x/","message":"m"}""", "ConflictException", "m", null)]
    [InlineData(400, """{"__type":"ValidationException","message":"m","reason":"MISSING_REQUIRED_PARAMETER"}""", "ValidationException", "m", "MISSING_REQUIRED_PARAMETER")]
    [InlineData(400, """{"__type":"X"}""", "X", "The service gave no message (HTTP 400).", null)]
    [InlineData(404, "<html>Not here</html>", "Http404", "Expected an answer of the Step Functions API, found HTTP 404: <html>Not here</html>", null)]
    [InlineData(403, "", "Http403", "Expected an answer of the Step Functions API, found HTTP 403: (empty)", null)]
    public async Task A_refusal_is_an_exception_with_the_APIs_name(int status, string body, string code, string message, string? reason)
    {
        var service = new FakeService().On("DeleteActivity", () => FakeService.Answer((HttpStatusCode)status, body));
        using var client = Clients.Of(service);

        var refused = await Assert.ThrowsAsync<StepFunctionsException>(() => client.DeleteActivityAsync(new() { ActivityArn = "a" }, Stop));

        Assert.Equal((code, message, status, reason), (refused.Code, refused.Message, (int)refused.StatusCode, refused.Reason));
        Assert.Single(service.Log);
    }

    [Fact]
    public async Task An_answer_that_is_not_the_APIs_is_said_to_be_none()
    {
        var service = new FakeService().On("ListActivities", () => FakeService.Ok("<html>"));
        using var client = Clients.Of(service, retries: 0);

        var failure = await Assert.ThrowsAsync<StepFunctionsConnectionException>(() => client.ListActivitiesAsync(new(), Stop));

        Assert.StartsWith("http://127.0.0.1:7070/ answered ListActivities with something else than its response:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_read_as_they_are_asked_for()
    {
        var service = new FakeService().On("GetExecutionHistory", call => call.Text("nextToken") switch
        {
            null => FakeService.Ok("""{"events":[{"id":1,"timestamp":1,"type":"ExecutionStarted"},{"id":2,"timestamp":1,"type":"PassStateEntered"}],"nextToken":"b"}"""),
            _ => FakeService.Ok("""{"events":[{"id":3,"timestamp":1,"type":"PassStateExited","previousEventId":2}]}"""),
        });
        using var client = Clients.Of(service);

        var ids = new List<long>();
        await foreach (var happened in client.GetAllExecutionHistoryAsync(new() { ExecutionArn = "e" }, Stop))
        {
            ids.Add(happened.Id);
            if (happened.Id == 1) Assert.Single(service.Log);
        }

        Assert.Equal([1, 2, 3], ids);
        Assert.Equal(["""{"executionArn":"e","maxResults":1000}""", """{"executionArn":"e","maxResults":1000,"nextToken":"b"}"""], service.Log.Select(call => call.Body.GetRawText()));
    }
}
