using Baton.Client;
using Baton.Integrations.Aws;
using Baton.Json;
using Baton.Runtime.Tasks;
using Microsoft.AspNetCore.Http;

namespace Baton.Integrations.Tests.Aws;

/// <summary>What goes over the wire, and what becomes of answers of every kind.</summary>
public sealed class ServiceTests
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) });

    [Fact]
    public async Task A_json_service_gets_target_body_and_a_signature()
    {
        await using var service = await LocalService.StartAsync(200, "{}");
        var aws = Integration(("ecs", service.Address), options =>
        {
            options.Credentials = new AwsCredentials("AKID", "secret", "session");
            options.Region = "eu-central-1";
        });
        await aws.SucceedsAsync("aws-sdk:ecs:listTasks", """{"Cluster":"c","MaxResults":5,"Family":null}""");
        var asked = Assert.Single(service.Requests);
        Assert.Equal(("POST", "/", """{"cluster":"c","maxResults":5}"""), (asked.Method, asked.Path, asked.Body));
        Assert.Equal("AmazonEC2ContainerServiceV20141113.ListTasks", asked.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", asked.Headers["Content-Type"]);
        Assert.Matches("^AWS4-HMAC-SHA256 Credential=AKID/[0-9]{8}/eu-central-1/ecs/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=", asked.Headers["Authorization"]);
    }

    [Fact]
    public async Task A_query_service_gets_a_form()
    {
        await using var service = await LocalService.StartAsync(200, "<PublishResponse xmlns=\"x\"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>");
        var output = await Integration(("sns", service.Address)).SucceedsAsync(
            "aws-sdk:sns:publish", """{"TopicArn":"a:b","Message":"h & m","MessageAttributes":{"k":{"DataType":"String","StringValue":"v"} },"List":["x","y"]}""");
        Assert.Equal("""{"MessageId":"1"}""", output.ToString());
        Assert.Equal(
            "Action=Publish&Version=2010-03-31&TopicArn=a%3Ab&Message=h%20%26%20m&MessageAttributes.entry.1.Name=k&MessageAttributes.entry.1.Value.DataType=String"
            + "&MessageAttributes.entry.1.Value.StringValue=v&List.member.1=x&List.member.2=y",
            Assert.Single(service.Requests).Body);
    }

    [Fact]
    public async Task Events_say_which_execution_sends_them_and_one_that_is_refused_fails_the_task()
    {
        await using var service = await LocalService.StartAsync(200, """{"FailedEntryCount":1,"Entries":[{"ErrorCode":"InternalFailure","ErrorMessage":"no"}]}""");
        var failed = await Integration(("events", service.Address)).FailsAsync("events:putEvents", """{"Entries":[{"Source":"s","DetailType":"t","Detail":{"a":1},"Resources":["mine"]}]}""");
        Assert.Equal(("EventBridge.FailedEntry", """{"FailedEntryCount":1,"Entries":[{"ErrorCode":"InternalFailure","ErrorMessage":"no"}]}"""), (failed.Error, failed.Cause));
        Assert.Equal(
            """{"Entries":[{"Source":"s","DetailType":"t","Detail":"{\"a\":1}","Resources":["mine","arn:aws:states:us-east-1:000000000000:execution:m:e","arn:aws:states:us-east-1:000000000000:stateMachine:m"]}]}""",
            Assert.Single(service.Requests).Body);
    }

    [Theory]
    [InlineData("dynamodb:putItem", "com.amazon.coral.validate#ValidationException", "DynamoDB.AmazonDynamoDBException", "no (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ValidationException; Request ID: id; Proxy: null)")]
    [InlineData("aws-sdk:dynamodb:putItem", "com.amazon.coral.validate#ValidationException", "DynamoDb.DynamoDbException", "no (Service: DynamoDb, Status Code: 400, Request ID: id)")]
    [InlineData("aws-sdk:dynamodb:putItem", "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", "DynamoDb.ConditionalCheckFailedException", "no (Service: DynamoDb, Status Code: 400, Request ID: id)")]
    [InlineData("sqs:sendMessage", "com.amazonaws.sqs#QueueDoesNotExist", "SQS.QueueDoesNotExistException", "no (Service: AmazonSQS; Status Code: 400; Error Code: QueueDoesNotExist; Request ID: id; Proxy: null)")]
    [InlineData("aws-sdk:secretsmanager:getSecretValue", "AccessDeniedException", "SecretsManager.SecretsManagerException", "no (Service: SecretsManager, Status Code: 400, Request ID: id)")]
    public async Task Errors_have_the_names_and_causes_of_both_sdks(string resource, string type, string error, string cause)
    {
        await using var service = await LocalService.StartAsync(400, $$"""{"__type":"{{type}}","message":"no"}""", ("x-amzn-RequestId", "id"));
        var failed = await Integration((IntegrationOptions.AnyService, service.Address)).FailsAsync(resource, "{}");
        Assert.Equal((error, cause), (failed.Error, failed.Cause));
    }

    [Theory]
    [InlineData("sqs:sendMessage", "SQS.SdkClientException", "Baton__Endpoints__sqs=")]
    [InlineData("events:putEvents", "EventBridge.SdkClientException", "Baton__Endpoints__events=")]
    [InlineData("aws-sdk:secretsmanager:listSecrets", "SecretsManager.SdkClientException", "Baton__Endpoints__secretsmanager=")]
    [InlineData("aws-sdk:nobodyknows:doIt", "States.Runtime", "Baton__Services__nobodyknows__Protocol=")]
    public async Task What_is_not_configured_says_how_to_configure_it(string resource, string error, string hint)
    {
        var failed = await Integration().FailsAsync(resource, "{}");
        Assert.Equal(error, failed.Error);
        Assert.Contains(hint, failed.Cause!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rest_operation_that_is_not_known_says_which_are()
    {
        var failed = await Integration((IntegrationOptions.AnyService, new Uri("http://127.0.0.1:9"))).FailsAsync("aws-sdk:scheduler:tagResource", "{}");
        Assert.Equal(
            ("States.Runtime", "The operation TagResource of 'scheduler' has a path of its own, and Baton does not know it. Known are: CreateSchedule, DeleteSchedule, GetSchedule, ListSchedules, UpdateSchedule."),
            (failed.Error, failed.Cause));
    }

    [Fact]
    public async Task A_service_of_ones_own_is_called_as_configured()
    {
        await using var service = await LocalService.StartAsync(200, """{"itIs":1,"createdAt":1700000000.5}""");
        var aws = Integration(("mine", service.Address), options => options.Services["mine"] = new AwsService("mine", "Mine", WireProtocol.Json10, "Mine_1", "mine") { IsCamelCase = true });
        Assert.Equal("""{"ItIs":1,"CreatedAt":"2023-11-14T22:13:20.5Z"}""", (await aws.SucceedsAsync("aws-sdk:mine:doIt", """{"Who":"me"}""")).ToString());
        var asked = Assert.Single(service.Requests);
        Assert.Equal(("Mine_1.DoIt", """{"who":"me"}"""), (asked.Headers["X-Amz-Target"], asked.Body));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9", @"^Unable to execute HTTP request: Connect to 127\.0\.0\.1:9 failed: Connection refused$")]
    [InlineData("http://nowhere.invalid", "^Unable to execute HTTP request: nowhere.invalid: Name or service not known$")]
    public async Task No_connection_is_an_error_of_the_client(string address, string cause)
    {
        var failed = await Integration(("sqs", new Uri(address))).FailsAsync("sqs:sendMessage", "{}");
        Assert.Equal("SQS.SdkClientException", failed.Error);
        Assert.Matches(cause, failed.Cause!);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_up()
    {
        await using var service = await LocalService.StartAsync((http, _) => Forever(http.RequestAborted));
        var failed = await Integration(("sqs", service.Address), options => options.ServiceTimeMax = TimeSpan.FromMilliseconds(100)).FailsAsync("sqs:sendMessage", "{}");
        Assert.Equal(("SQS.SdkClientException", "Unable to execute HTTP request: Read timed out"), (failed.Error, failed.Cause));
    }

    [Fact]
    public async Task A_call_ends_when_its_task_has()
    {
        var asked = new TaskCompletionSource();
        await using var service = await LocalService.StartAsync((http, _) =>
        {
            asked.SetResult();
            return Forever(http.RequestAborted);
        });
        using var ended = new CancellationTokenSource();
        var call = Integration(("sqs", service.Address)).InvokeAsync(Tasks.Of("sqs:sendMessage", "{}"), ended.Token);
        await asked.Task;
        ended.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await using var service = await LocalService.StartAsync(async (http, _) =>
        {
            var block = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested) await http.Response.Body.WriteAsync(block, http.RequestAborted);
        });
        var failed = await Integration(("s3", service.Address)).FailsAsync("aws-sdk:s3:getObject", """{"Bucket":"b","Key":"k"}""");
        Assert.Equal(("States.DataLimitExceeded", "The state/task 'aws-sdk:s3' returned a result with a size exceeding the maximum number of bytes service limit."), (failed.Error, failed.Cause));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_come_in_base64_and_a_head_without_a_body_has_a_name()
    {
        await using var service = await LocalService.StartAsync(async (http, _) =>
        {
            if (http.Request.Method == "HEAD") http.Response.StatusCode = 404;
            else await http.Response.Body.WriteAsync(new byte[] { 0xFF, 0xFE, 0x00 });
        });
        var aws = Integration(("s3", service.Address));
        Assert.Equal("//4A", ((JsonString)(await aws.SucceedsAsync("aws-sdk:s3:getObject", """{"Bucket":"b","Key":"k"}"""))["Body"]!).Value);
        Assert.Equal("S3.NoSuchKeyException", (await aws.FailsAsync("aws-sdk:s3:headObject", """{"Bucket":"b","Key":"k"}""")).Error);
    }

    [Theory]
    [InlineData(0, "succeeds")]
    [InlineData(1, "States.TaskFailed")]
    public async Task A_container_task_is_looked_at_until_it_stops(int exitCode, string outcome)
    {
        var looks = 0;
        await using var service = await LocalService.StartAsync((http, _) => http.Response.WriteAsync(http.Request.Headers["X-Amz-Target"].ToString().Split('.')[1] switch
        {
            "RunTask" => """{"tasks":[{"taskArn":"arn:t","lastStatus":"PROVISIONING"}],"failures":[]}""",
            _ => $$"""{"tasks":[{"taskArn":"arn:t","lastStatus":"{{(++looks < 3 ? "RUNNING" : "STOPPED")}}","containers":[{"name":"c","exitCode":{{exitCode}}}]}]}""",
        }));
        var aws = Integration(("ecs", service.Address));
        var task = Tasks.Of("ecs:runTask.sync", """{"Cluster":"c","TaskDefinition":"d"}""");
        var started = Assert.IsType<TaskOutcome.Succeeded>(await aws.InvokeAsync(task, CancellationToken.None));
        var ended = await aws.WatchAsync(task with { Submission = started.Output }, CancellationToken.None);
        Assert.Equal(outcome, ended is TaskOutcome.Failed failed ? failed.Error : "succeeds");
        Assert.Equal(3, looks);
        await aws.CancelAsync(task with { Submission = started.Output }, CancellationToken.None);
        Assert.Equal("""{"cluster":"c","task":"arn:t"}""", service.Requests.Last().Body);
    }

    [Fact]
    public async Task A_service_that_is_away_for_a_while_does_not_fail_a_job()
    {
        var looks = 0;
        await using var service = await LocalService.StartAsync((http, _) =>
        {
            http.Response.StatusCode = ++looks < 3 ? 503 : 200;
            return http.Response.WriteAsync("""{"jobs":[{"jobId":"1","status":"SUCCEEDED"}]}""");
        });
        var task = Tasks.Of("batch:submitJob.sync", "{}") with { Submission = JsonText.Parse("""{"JobId":"1"}""") };
        Assert.IsType<TaskOutcome.Succeeded>(await Integration(("batch", service.Address)).WatchAsync(task, CancellationToken.None));
        Assert.Equal(("/v1/describejobs", """{"jobs":["1"]}"""), (service.Requests.Last().Path, service.Requests.Last().Body));
    }

    [Fact]
    public async Task A_job_of_which_nobody_knows_how_it_ends_is_not_started()
    {
        await using var service = await LocalService.StartAsync(200, "{}");
        var failed = await Integration((IntegrationOptions.AnyService, service.Address)).FailsAsync("elasticmapreduce:createCluster.sync", "{}");
        Assert.Equal("States.Runtime", failed.Error);
        Assert.Empty(service.Requests);
    }

    internal static AwsIntegration Integration((string Service, Uri Address)? endpoint = null, Action<IntegrationOptions>? more = null)
    {
        var options = new IntegrationOptions { JobPollInterval = TimeSpan.FromMilliseconds(10) };
        if (endpoint is { } known) options.Endpoints[known.Service] = known.Address;
        more?.Invoke(options);
        return new AwsIntegration(Http, options, TimeProvider.System);
    }

    private static async Task Forever(CancellationToken until)
    {
        var never = new TaskCompletionSource();
        using var gone = until.Register(() => never.TrySetResult());
        await never.Task;
    }
}
