using Baton.Engine.Execution;
using Baton.Integrations.Lambda;
using Baton.Integrations.Tests.Aws;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Tests.Lambda;

public sealed class LambdaIntegrationTests
{
    private const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Fact]
    public async Task An_invocation_sends_all_of_its_parameters_and_gives_all_of_its_answer()
    {
        await using var service = await LocalService.StartAsync(
            200, """{"a":1}""", ("X-Amz-Executed-Version", "7"), ("x-amzn-RequestId", "id"), ("X-Amz-Log-Result", "bG9n"), ("Content-Type", "application/json"));
        var output = await Integration(service).SucceedsAsync(
            "lambda:invoke", """{"FunctionName":"f","Qualifier":"live","Payload":{"x":1},"LogType":"Tail","InvocationType":"RequestResponse","ClientContext":"e30="}""");
        Assert.Equal(["ExecutedVersion", "LogResult", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode"], output.Select(member => member.Key));
        Assert.Equal(("\"7\"", """{"a":1}""", """{"RequestId":"id"}"""), (output["ExecutedVersion"]!.ToString(), output["Payload"]!.ToString(), output["SdkResponseMetadata"]!.ToString()));
        var asked = Assert.Single(service.Requests);
        Assert.Equal(("POST", "/2015-03-31/functions/f/invocations?Qualifier=live", """{"x":1}"""), (asked.Method, asked.Path, asked.Body));
        Assert.Equal(("Tail", "RequestResponse", "e30="), (asked.Headers["X-Amz-Log-Type"], asked.Headers["X-Amz-Invocation-Type"], asked.Headers["X-Amz-Client-Context"]));
    }

    [Theory]
    [InlineData("""{"FunctionName":"f"}""", "{}")]
    [InlineData("""{"FunctionName":"f","Payload":null,"Qualifier":null}""", "{}")]
    [InlineData("""{"FunctionName":"f","Payload":[1]}""", "[1]")]
    [InlineData("""{"FunctionName":"f","Payload":"0.0"}""", "0.0")] // a text goes as it is, as recorded
    public async Task The_payload_is_json_and_a_text_is_taken_as_such(string parameters, string sent)
    {
        await using var service = await LocalService.StartAsync(200, "0.0");
        Assert.Equal("0.0", (await Integration(service).SucceedsAsync("lambda:invoke", parameters))["Payload"]!.ToString());
        Assert.Equal(sent, Assert.Single(service.Requests).Body);
    }

    [Theory]
    [InlineData("Event", 202)]
    [InlineData("DryRun", 204)]
    public async Task An_invocation_that_nobody_waits_for_has_an_empty_payload(string type, int status)
    {
        await using var service = await LocalService.StartAsync((http, _) =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        var output = await Integration(service).SucceedsAsync("lambda:invoke", $$"""{"FunctionName":"f","InvocationType":"{{type}}"}""");
        Assert.Equal(("\"\"", $"{status}"), (output["Payload"]!.ToString(), output["StatusCode"]!.ToString()));
    }

    [Fact]
    public async Task A_function_that_fails_names_the_error_and_its_whole_answer_is_the_cause()
    {
        const string Answer = """{"errorMessage":"m","errorType":"TypeError","requestId":"id","stackTrace":[]}""";
        await using var service = await LocalService.StartAsync(200, Answer, ("X-Amz-Function-Error", "Unhandled"));
        var failed = await Integration(service).FailsAsync("lambda:invoke", """{"FunctionName":"f"}""");
        Assert.Equal(("TypeError", Answer), (failed.Error, failed.Cause));
    }

    [Fact]
    public async Task What_a_history_does_not_take_of_an_error_is_cut()
    {
        var answer = $$"""{"errorType":"{{new string('T', 1_000)}}","errorMessage":"{{string.Concat(Enumerable.Repeat("\U0001F600", 500_000))}}"}""";
        await using var service = await LocalService.StartAsync(200, answer, ("X-Amz-Function-Error", "Unhandled"));
        var failed = await Integration(service).FailsAsync("lambda:invoke", """{"FunctionName":"f"}""");
        Assert.Equal((new string('T', 256), true, false), (failed.Error, failed.Cause!.Length is 32_767 or 32_768, char.IsHighSurrogate(failed.Cause[^1])));
    }

    [Fact]
    public async Task An_error_without_a_type_is_not_known()
    {
        await using var service = await LocalService.StartAsync(200, """{"errorType":"","errorMessage":"m"}""", ("X-Amz-Function-Error", "Unhandled"));
        Assert.Equal("Lambda.Unknown", (await Integration(service).FailsAsync("lambda:invoke", """{"FunctionName":"f"}""")).Error);
    }

    [Theory]
    [InlineData(404, "ResourceNotFoundException:http://x", "Lambda.ResourceNotFoundException")]
    [InlineData(429, "TooManyRequestsException", "Lambda.TooManyRequestsException")]
    [InlineData(500, "ServiceException", "Lambda.ServiceException")]
    [InlineData(403, "AccessDeniedException", "Lambda.AWSLambdaException")]
    public async Task A_service_that_refuses_is_told_as_the_sdk_does(int status, string type, string error)
    {
        await using var service = await LocalService.StartAsync(status, """{"Message":"no"}""", ("x-amzn-ErrorType", type), ("x-amzn-RequestId", "id"));
        var failed = await Integration(service).FailsAsync("lambda:invoke", """{"FunctionName":"f"}""");
        Assert.Equal((error, $"no (Service: AWSLambda; Status Code: {status}; Error Code: {type.Split(':')[0]}; Request ID: id; Proxy: null)"), (failed.Error, failed.Cause));
    }

    [Fact]
    public async Task A_function_as_resource_has_bare_payloads()
    {
        await using var service = await LocalService.StartAsync(200, "[true]");
        var task = Tasks.Of("lambda:invoke", "\"in\"") with { Kind = TaskKind.LambdaFunction, ResourceArn = Arn, ResourceType = null, Resource = Arn };
        var done = Assert.IsType<TaskOutcome.Succeeded>(await Integration(service).InvokeAsync(task, CancellationToken.None));
        Assert.Equal("[true]", done.Output.ToString());
        Assert.Equal(($"/2015-03-31/functions/{Uri.EscapeDataString(Arn)}/invocations", "\"in\""), (Uri.EscapeDataString(Assert.Single(service.Requests).Path).Replace("%2F", "/", StringComparison.Ordinal), service.Requests.Single().Body));
    }

    [Fact]
    public async Task A_function_that_nobody_knows_is_an_error_that_says_how_to_add_it()
    {
        var failed = await new LambdaIntegration(Http, new IntegrationOptions(), TimeProvider.System).FailsAsync("lambda:invoke", """{"FunctionName":"f"}""");
        Assert.Equal("Lambda.ResourceNotFoundException", failed.Error);
        Assert.Contains("baton function add f'", failed.Cause!, StringComparison.Ordinal);
        Assert.Contains("Baton__Endpoints__lambda=", failed.Cause!, StringComparison.Ordinal);
    }

    private static LambdaIntegration Integration(LocalService service)
    {
        var options = new IntegrationOptions();
        options.Endpoints["lambda"] = service.Address;
        return new LambdaIntegration(Http, options, TimeProvider.System);
    }
}
