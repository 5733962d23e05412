using Baton.Language.Model;
using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>What a Task can name, and what an Express machine cannot.</summary>
public sealed class ResourceTests
{
    [Theory]
    [InlineData("arn:aws:states:::lambda:invoke", "lambda", "invoke", IntegrationPattern.RequestResponse)]
    [InlineData("arn:aws-cn:states:::lambda:invoke.waitForTaskToken", "lambda", "invoke.waitForTaskToken", IntegrationPattern.WaitForTaskToken)]
    [InlineData("arn:aws:states:::states:startExecution.sync", "states", "startExecution.sync", IntegrationPattern.RunJob)]
    [InlineData("arn:aws:states:::states:startExecution.sync:2", "states", "startExecution.sync:2", IntegrationPattern.RunJob)]
    [InlineData("arn:aws:states:::ecs:runTask.waitForTaskToken", "ecs", "runTask.waitForTaskToken", IntegrationPattern.WaitForTaskToken)]
    [InlineData("arn:aws:states:::http:invoke", "http", "invoke", IntegrationPattern.RequestResponse)]
    [InlineData("arn:aws:states:::aws-sdk:s3:getObject", "aws-sdk:s3", "getObject", IntegrationPattern.RequestResponse)]
    [InlineData("arn:aws:states:::aws-sdk:s3:listBuckets.waitForTaskToken", "aws-sdk:s3", "listBuckets.waitForTaskToken", IntegrationPattern.WaitForTaskToken)]
    [InlineData("arn:aws:states:us-east-1:123456789012:aws-sdk:s3:putObject", "aws-sdk:s3", "putObject", IntegrationPattern.RequestResponse)]
    public void A_service_integration(string arn, string service, string action, IntegrationPattern pattern) =>
        Assert.Equal(new TaskResource.Service(arn, service, action, pattern), Resource(arn));

    [Theory]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:work")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:work:$LATEST")]
    [InlineData("arn:aws:lambda:your-region:your-account-id:function:yourHelloWorldFunction")]
    public void A_function(string arn) => Assert.Equal(new TaskResource.LambdaFunction(arn), Resource(arn));

    [Fact]
    public void An_activity() => Assert.Equal(
        new TaskResource.Activity("arn:aws:states:us-east-1:123456789012:activity:work"), Resource("arn:aws:states:us-east-1:123456789012:activity:work"));

    [Theory]
    [InlineData("arn:aws:states:::dynamodb:query")]
    [InlineData("arn:aws:states:::dynamodb:getItem.waitForTaskToken")]
    [InlineData("arn:aws:states:::lambda:invoke.sync")]
    [InlineData("arn:aws:states:::ecs:runTask.sync:2")]
    [InlineData("arn:aws:states:::aws-sdk:s3:getObject.sync")]
    [InlineData("arn:aws:states:::aws-sdk:s3:GetObject")]
    [InlineData("arn:aws:states:::aws-sdk:getObject")]
    [InlineData("arn:aws:states:::lambda")]
    [InlineData("arn:aws:states:::lambda:invoke.later")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:layer:work")]
    [InlineData("arn:aws:lambda:::function:work")]
    [InlineData("arn:aws:states:us-east-1:123456789012:activity:a b")]
    [InlineData("arn:aws:s3:::bucket")]
    [InlineData("arn:aws")]
    [Proves("document.resource")]
    public void An_unknown_resource(string arn) => Check(Task(arn),
        $"error SCHEMA_VALIDATION_FAILED /States/A/Resource: The resource provided {arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.");

    [Theory]
    [InlineData("create")]
    [InlineData("")]
    [InlineData("${Function}")]
    public void A_resource_that_is_no_ARN(string arn) => Check(Task(arn), "error SCHEMA_VALIDATION_FAILED /States/A/Resource: Value is not a valid resource ARN");

    [Fact]
    public void A_task_has_a_resource() => Check(One("""{ "Type": "Task", "End": true }"""), "error SCHEMA_VALIDATION_FAILED /States/A: These fields are required: [Resource]");

    [Theory]
    [InlineData("arn:aws:states:::states:startExecution.sync", "Express state machine does not support '.sync' service integration")]
    [InlineData("arn:aws:states:::states:startExecution.sync:2", "Express state machine does not support '.sync' service integration")]
    [InlineData("arn:aws:states:us-east-1:123456789012:activity:work", "Express state machine does not support Activity ARN")]
    [Proves("document.express")]
    public void An_express_machine_does_not_wait(string arn, string message) =>
        Assert.Contains($"error SCHEMA_VALIDATION_FAILED /States/A/Resource: {message}", Express(Task(arn)));

    [Fact]
    [Proves("document.express")]
    public void An_express_machine_does_not_wait_for_tokens() => Assert.Contains(
        "error SCHEMA_VALIDATION_FAILED /States/A/Resource: Express state machine does not support '.waitForTaskToken' service integration ",
        Express(Task("arn:aws:states:::sns:publish.waitForTaskToken")));

    [Fact]
    public void The_express_children_of_a_distributed_map_do_not_wait_either()
    {
        var parsed = DefinitionParser.Parse(Map("EXPRESS"), DefinitionOptions.Standard);
        Assert.Equal("Express state machine does not support Activity ARN", parsed.Findings[0].Message);
        Accepted(Map("STANDARD"));

        static string Map(string type) => One($$"""
            { "Type": "Map", "End": true, "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "{{type}}" }, "StartAt": "X",
              "States": { "X": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:work", "TimeoutSeconds": 5, "End": true } } } }
            """);
    }

    private static IEnumerable<string> Express(string definition) =>
        DefinitionParser.Parse(definition, new DefinitionOptions { Express = true }).Findings.Select(finding => finding.ToString());

    private static TaskResource Resource(string arn) => ((TaskState)Accepted(Task(arn)).States["A"]).Resource;

    private static string Task(string arn) => One($$"""{ "Type": "Task", "Resource": "{{arn}}", "End": true }""");
}
