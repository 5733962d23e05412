using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>What a task may hand to a service's call, and what it must.</summary>
public sealed class IntegrationFieldTests
{
    [Theory]
    [InlineData("lambda:invoke", """{ "FunctionName": "f", "Payload.$": "$", "Qualifier": "1", "InvocationType": "Event", "ClientContext": "c", "LogType": "Tail" }""")]
    [InlineData("lambda:invoke", """{ "FunctionName.$": "$.f" }""")]
    [InlineData("states:startExecution", """{ "StateMachineArn": "a", "Input": { "anything": 1 }, "Name.$": "$.n" }""")]
    [InlineData("dynamodb:putItem", """{ "TableName": "t", "Item": { "id": { "S": "1" } }, "ConditionExpression": "attribute_not_exists(id)" }""")]
    [InlineData("http:invoke", """{ "ApiEndpoint": "https://a.example", "Method": "GET", "Authentication": { "ConnectionArn": "c" }, "Transform": { "RequestBodyEncoding": "NONE" } }""")]
    [InlineData("aws-sdk:s3:getObject", """{ "AnythingAtAll": 1 }""")]
    [InlineData("glue:startJobRun", """{ "JobName": "j" }""")]
    public void What_a_call_takes_is_accepted(string action, string parameters) => Check(JsonPath(action, parameters));

    [Theory]
    [InlineData("lambda:invoke", """{ "FunctionName": "f", "payload": 1 }""", "The field \"payload\" is not supported by Step Functions")]
    [InlineData("lambda:invoke", """{ "FunctionName": "f", "Body.$": "$" }""", "The field \"Body\" is not supported by Step Functions")]
    [InlineData("lambda:invoke", """{}""", "The field 'FunctionName' is required but was missing")]
    [InlineData("sqs:sendMessage", """{ "QueueUrl": "q" }""", "The field 'MessageBody' is required but was missing")]
    [InlineData("states:startExecution.sync:2", """{ "Input": {} }""", "The field 'StateMachineArn' is required but was missing")]
    [InlineData("http:invoke", """{ "ApiEndpoint": "https://a.example", "Method": "GET", "Authentication": { "ConnectionArn": "c" }, "Url": "x" }""", "The field \"Url\" is not supported by Step Functions")]
    [InlineData("http:invoke", """{ "ApiEndpoint": "https://a.example", "Method": "GET" }""", "This object should have only one of the following fields: [Authentication, InvocationConfig]")]
    [InlineData("http:invoke", """{ "ApiEndpoint": "https://a.example", "Method": "GET", "Authentication": { "ConnectionArn": "c" }, "InvocationConfig.$": "$.c" }""", "There should only be one of the following fields: [Authentication, InvocationConfig]")]
    [InlineData("http:invoke", """{ "ApiEndpoint": "https://a.example", "Method": "GET", "InvocationConfig": { "Arn": "c" } }""", "The field 'ConnectionArn' is required but was missing")]
    [InlineData("http:invoke", """{ "ApiEndpoint": "file:///a", "Method.$": "$.m", "Authentication.$": "$.a" }""", "The value of the field 'ApiEndpoint' must be an address that begins with https://, without a user in it")]
    [InlineData("http:invoke", """{ "ApiEndpoint": "https://u:p@a.example", "Method": "GET", "Authentication": { "ConnectionArn.$": "$.c" } }""", "The value of the field 'ApiEndpoint' must be an address that begins with https://, without a user in it")]
    [InlineData("http:invoke", """{ "ApiEndpoint.$": "$.e", "Method": "get", "Authentication.$": "$.a" }""", "The value of the field 'Method' is invalid. Value should be one of the following: [GET, POST, PUT, DELETE, PATCH, OPTIONS, HEAD]")]
    [InlineData("http:invoke", """{ "ApiEndpoint.$": "$.e", "Method": "PUT", "Authentication.$": "$.a", "Transform": { "RequestBodyEncoding": "FORM" } }""", "The value of the field 'RequestBodyEncoding' is invalid. Value should be one of the following: [NONE, URL_ENCODED]")]
    [InlineData("http:invoke", """{ "ApiEndpoint.$": "$.e", "Method": "PUT", "Authentication.$": "$.a", "Transform": { "RequestEncodingOptions": { "ArrayFormat": "NONE" } } }""", "The value of the field 'ArrayFormat' is invalid. Value should be one of the following: [INDICES, REPEAT, COMMAS, BRACKETS]")]
    [Proves("document.arguments")]
    public void What_it_does_not_take_or_lacks_is_told(string action, string parameters, string finding) =>
        Check(JsonPath(action, parameters), $"error SCHEMA_VALIDATION_FAILED /States/A/Parameters: {finding}");

    [Theory]
    [InlineData("Host", "Host"), InlineData("authorization", "authorization"), InlineData("X-Forwarded-For.$", "X-Forwarded-For"), InlineData("x-amz-date", "x-amz-date"), InlineData("Transfer-Encoding", "Transfer-Encoding")]
    public void A_header_with_which_the_task_would_fail_is_warned_of(string member, string header) => Check(
        JsonPath("http:invoke", $$"""{ "ApiEndpoint": "https://a.example", "Method": "GET", "Authentication.$": "$.a", "Headers": { "X-Other": "1", "{{member}}": "{{(member == header ? "x" : "$.x")}}" } }"""),
        $"warning REFUSED_HEADER /States/A/Parameters: The task will fail: its headers cannot have '{header}'.");

    [Fact]
    public void Everything_wrong_is_told_at_once() => Check(
        JsonPath("dynamodb:getItem", """{ "Table": "t", "Index": 1 }"""),
        "error SCHEMA_VALIDATION_FAILED /States/A/Parameters: The field \"Table\" is not supported by Step Functions",
        "error SCHEMA_VALIDATION_FAILED /States/A/Parameters: The field \"Index\" is not supported by Step Functions",
        "error SCHEMA_VALIDATION_FAILED /States/A/Parameters: The field 'TableName' is required but was missing",
        "error SCHEMA_VALIDATION_FAILED /States/A/Parameters: The field 'Key' is required but was missing");

    [Theory]
    [InlineData("\"{% $states.input %}\"")]
    [InlineData("""{ "FunctionName": "{% $states.input.f %}", "Payload": "{% $states.input %}" }""")]
    public void What_an_expression_leaves_open_is_not_looked_at(string arguments) => Check(Jsonata(arguments));

    [Fact]
    public void In_JSONata_a_name_is_what_it_is() => Check(
        Jsonata("""{ "FunctionName": "f", "Other": "{% 1 %}" }"""),
        "error SCHEMA_VALIDATION_FAILED /States/A/Arguments: The field \"Other\" is not supported by Step Functions");

    private static string JsonPath(string action, string parameters) =>
        One($$"""{ "Type": "Task", "Resource": "arn:aws:states:::{{action}}", "Parameters": {{parameters}}, "End": true }""");

    private static string Jsonata(string arguments) =>
        OneJsonata($$"""{ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {{arguments}}, "End": true }""");
}
