using Baton.Api.Protocol;
using Baton.Json;

namespace Baton.Api.Tests;

/// <summary>The rules of TestState that no other client of it proves: models, contexts and configurations.</summary>
public sealed class StateTestingTests
{
    private const string Role = "arn:aws:iam::000000000000:role/r";

    [Theory]
    [InlineData("aws-sdk:lambda:getFunction", """{"Configuration":{"MemorySize":127}}""", "Field 'MemorySize' is less than the minimum value")]
    [InlineData("aws-sdk:lambda:getFunction", """{"Configuration":{"MemorySize":999999}}""", "Field 'MemorySize' exceeds the maximum value")]
    [InlineData("aws-sdk:lambda:getFunction", """{"Configuration":[]}""", "Field 'Configuration' must be an object")]
    [InlineData("aws-sdk:lambda:getFunction", """{"Tags":{"a":1}}""", "Field 'a' must be a string")]
    [InlineData("aws-sdk:kms:encrypt", """{"EncryptionAlgorithm":"ROT13"}""", "Field 'EncryptionAlgorithm' is not an expected value")]
    [InlineData("aws-sdk:sfn:describeExecution", """{"ExecutionArn":"a","StateMachineArn":"m","Status":"FAILED"}""", "Required field 'StartDate' is missing")]
    [InlineData("events:putEvents", """{"Entries":{}}""", "Field 'Entries' must be an array")]
    [InlineData("lambda:invoke", """{"StatusCode":"200"}""", "Field 'StatusCode' must be a number")]
    [InlineData("ecs:runTask.sync", """{"Tasks":[{"EnableExecuteCommand":1}]}""", "Field 'EnableExecuteCommand' must be a boolean")]
    public async Task A_mocked_result_that_its_api_cannot_give_is_refused(string resource, string result, string fault) =>
        Assert.Equal($"Mock result schema validation error: {fault}", await RefusalAsync(Task(resource), $$$"""{"mock":{"result":{{{Quoted(result)}}}}}"""));

    [Theory]
    [InlineData("lambda:invoke", """{"Payload":{"any":["JSON"]}}""")]
    [InlineData("lambda:invoke.waitForTaskToken", "7")]
    [InlineData("eks:call", "\"text\"")]
    [InlineData("aws-sdk:nosuchservice:doIt", "[]")]
    [InlineData("aws-sdk:kms:noSuchAction", "[]")]
    public async Task What_has_no_model_gives_what_it_is_given(string resource, string result)
    {
        var parameters = resource.EndsWith("Token", StringComparison.Ordinal) ? """{"FunctionName":"f","Payload":{"t.$":"$$.Task.Token"}}""" : null;
        var answer = await AnswerAsync(Task(resource, parameters), $$$"""{"mock":{"result":{{{Quoted(result)}}}}}""");
        Assert.Equal(result, ((JsonString)answer["output"]!).Value);
    }

    [Theory]
    [InlineData("""{"Execution":{"Age":1}}""", "Field 'Execution.Age' is not allowed")]
    [InlineData("""{"State":{"RetryCount":"1"}}""", "State.RetryCount must be a number")]
    [InlineData("""{"Task":"token"}""", "Task must be an object")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{", "Unexpected end-of-input")]
    public async Task A_context_object_that_is_none_is_refused(string context, string fault) => Assert.Equal(
        $"Invalid Context object provided: {fault}",
        await RefusalAsync(Task("sqs:sendMessage"), $$$"""{"mock":{"errorOutput":{"error":"E"}},"context":{{{Quoted(context)}}}}"""));

    [Theory]
    [InlineData("""{"mapIterationFailureCount":1}""", "TestState supports MapIterationFailureCount only for a Map state.")]
    [InlineData("""{"mapItemReaderData":"[]"}""", "TestState supports MapItemReaderData only for a Map state with an ItemReader.")]
    [InlineData("""{"errorCausedByState":"A"}""", "TestState supports ErrorCausedByState only for a Map or Parallel state.")]
    public async Task A_configuration_of_another_state_is_refused(string configuration, string fault) =>
        Assert.Equal(fault, await RefusalAsync(Task("sqs:sendMessage"), $$$"""{"mock":{"errorOutput":{"error":"E"}},"stateConfiguration":{{{configuration}}}}"""));

    [Theory]
    [InlineData("{}", "A test mock should have one of the following fields: [result, errorOutput].")]
    [InlineData("""{"errorOutput":{"cause":"c"}}""", "A mocked errorOutput must have the field 'error'.")]
    public async Task A_mock_that_says_nothing_is_refused(string mock, string fault) => Assert.Equal(fault, await RefusalAsync(Task("sqs:sendMessage"), $$$"""{"mock":{{{mock}}}}"""));

    [Fact]
    public async Task What_is_wrong_inside_structures_is_told_with_the_rest() => Assert.Equal(
        "2 validation errors detected: Value 'LAX' at 'mock.fieldValidationMode' failed to satisfy constraint: Member must satisfy enum value set: [STRICT, PRESENT, NONE]; "
            + "Value '-1' at 'stateConfiguration.retrierRetryCount' failed to satisfy constraint: Member must have value greater than or equal to 0",
        await RefusalAsync(Task("sqs:sendMessage"), """{"mock":{"result":"{}","fieldValidationMode":"LAX"},"stateConfiguration":{"retrierRetryCount":-1}}"""));

    [Fact]
    public async Task The_retry_count_is_that_of_the_context_object_too()
    {
        const string state = """{"Type":"Task","QueryLanguage":"JSONata","Resource":"arn:aws:states:::aws-sdk:kms:encrypt","Arguments":{"n":"{% $states.context.State.RetryCount %}"},"End":true}""";
        var answer = await AnswerAsync(state, """{"mock":{"errorOutput":{"error":"E"}},"stateConfiguration":{"retrierRetryCount":3},"inspectionLevel":"DEBUG"}""");
        Assert.Equal("{\"n\":3}", ((JsonString)((JsonObject)answer["inspectionData"]!)["afterArguments"]!).Value);
    }

    [Fact]
    public async Task Nobody_does_a_resource_that_the_server_does_not_have()
    {
        var answer = await AnswerAsync(Task("sqs:sendMessage"), "{}");
        Assert.Equal("The resource 'arn:aws:states:::sqs:sendMessage' is not available on this server.", ((JsonString)answer["cause"]!).Value);
    }

    private static string Task(string resource, string? parameters = null) =>
        $$$"""{"Type":"Task","Resource":"arn:aws:states:::{{{resource}}}","Parameters":{{{parameters ?? ParametersOf(resource)}}},"End":true}""";

    /// <summary>What the definition of a checked action has to name.</summary>
    private static string ParametersOf(string resource) => resource.Split('.')[0] switch
    {
        "lambda:invoke" => """{"FunctionName":"f"}""",
        "sqs:sendMessage" => """{"QueueUrl":"q","MessageBody":"m"}""",
        "events:putEvents" => """{"Entries":[]}""",
        "ecs:runTask" => """{"TaskDefinition":"t"}""",
        "eks:call" => """{"ClusterName":"c","CertificateAuthority":"a","Endpoint":"e","Method":"GET","Path":"/"}""",
        _ => "{}",
    };

    private static string Quoted(string text) => JsonData.Of(text).ToString();

    private static async Task<string> RefusalAsync(string state, string rest) =>
        (await Assert.ThrowsAsync<ApiException>(() => AnswerAsync(state, rest))).Message;

    private static async Task<JsonObject> AnswerAsync(string state, string rest)
    {
        using var response = new ResponseWriter();
        var request = ((JsonObject)JsonData.Parse(rest)).With("definition", JsonData.Of(state)).With("roleArn", JsonData.Of(Role));
        var caller = new ApiCaller(ApiCaller.DefaultRegion, "id", TestContext.Current.CancellationToken, CancellationToken.None);
        await ApiModelTests.Table()["AWSStepFunctions.TestState"].ExecuteAsync(new RequestReader(request), response, caller);
        return (JsonObject)JsonData.Parse(response.Finish().Span);
    }
}
