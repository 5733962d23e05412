using System.Text;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Engine.Tests.States;

public sealed class TaskTests
{
    private const string Activity = "arn:aws:states:us-east-1:000000000000:activity:Pay";

    [Fact]
    public void An_activity_starts_when_a_worker_takes_it() =>
        Scenario.Given(Task(Activity), """{"x":1}""")
            .Then("ExecutionStarted", "TaskStateEntered T", """ActivityScheduled Pay {"x":1}""")
            .WhenStarted("T", "worker-1").Then("ActivityStarted worker-1")
            .WhenSucceeded("T", "\"paid\"").Then("ActivitySucceeded \"paid\"", "TaskStateExited T \"paid\"", "ExecutionSucceeded \"paid\"");

    [Fact]
    public void A_service_task_starts_at_once() =>
        Scenario.Given(Task("arn:aws:states:::lambda:invoke", """ "Parameters": { "FunctionName": "f", "Payload.$": "$" } """), """{"x":1}""")
            .Then("ExecutionStarted", "TaskStateEntered T", """TaskScheduled lambda:invoke {"FunctionName":"f","Payload":{"x":1}}""", "TaskStarted")
            .WhenSucceeded("T", """{"StatusCode":200}""").Then("""TaskSucceeded {"StatusCode":200}""", "TaskStateExited T", "ExecutionSucceeded");

    [Fact]
    public void A_function_has_events_of_its_own() =>
        Scenario.Given(Task("arn:aws:lambda:us-east-1:000000000000:function:f"))
            .Then("ExecutionStarted", "TaskStateEntered T", "LambdaFunctionScheduled f {}", "LambdaFunctionStarted")
            .WhenFailed("T", "TypeError", "{}").Then("LambdaFunctionFailed TypeError: {}", "ExecutionFailed TypeError: {}");

    [Fact]
    [Proves("run.token")]
    public void A_token_task_is_submitted_and_then_called_back()
    {
        var scenario = Scenario.Given(Task("arn:aws:states:::sqs:sendMessage.waitForTaskToken", """ "Parameters": { "QueueUrl": "q", "MessageBody": { "t.$": "$$.Task.Token" } } """));
        var token = scenario.TokenOf("T");
        scenario
            .Then("ExecutionStarted", "TaskStateEntered T", $$$"""TaskScheduled sqs:sendMessage.waitForTaskToken {"QueueUrl":"q","MessageBody":{"t":"{{{token}}}"}}""", "TaskStarted")
            .WhenSubmitted("T", """{"MessageId":"1"}""").Then("""TaskSubmitted {"MessageId":"1"}""")
            .WhenSubmitted("T").ThenRejected(RejectionKind.TaskAlreadyStarted)
            .WhenSucceeded("T", "1").Then("TaskSucceeded 1", "TaskStateExited T 1", "ExecutionSucceeded 1");
    }

    [Fact]
    public void A_job_is_submitted_watched_and_then_done()
    {
        var submitted = Scenario.Given(Task("arn:aws:states:::states:startExecution.sync:2", """ "Parameters": { "StateMachineArn": "m", "Input": { "t.$": "$$.Task.Token" } } """)).Told()
            .WhenSubmitted("T", """{"ExecutionArn":"x"}""").Then("""TaskSubmitted {"ExecutionArn":"x"}""");
        var watch = Assert.IsType<Effect.WatchJob>(Assert.Single(ExecutionEngine.PendingEffects(submitted.State)));
        Assert.Equal("""{"ExecutionArn":"x"}""", watch.Task.Submission!.ToString());
        submitted.WhenSucceeded("T", "1").Then("TaskSucceeded 1", "TaskStateExited T 1", "ExecutionSucceeded 1");
    }

    [Fact]
    public void Somebody_may_call_back_before_the_service_has_answered() =>
        Scenario.Given(Task("arn:aws:states:::sqs:sendMessage.waitForTaskToken", """ "Parameters": { "QueueUrl": "q", "MessageBody.$": "$$.Task.Token" } """)).Told()
            .WhenSucceeded("T", "1").Then("TaskSucceeded 1", "TaskStateExited T", "ExecutionSucceeded");

    [Fact]
    public void Only_a_token_task_can_read_its_token() =>
        Scenario.Given(Task("arn:aws:states:::sqs:sendMessage", """ "Parameters": { "QueueUrl": "q", "MessageBody.$": "$$.Task.Token" } """)).State.Fails("States.Runtime");

    [Fact]
    public void An_activity_is_handed_out_once() =>
        Scenario.Given(Task(Activity)).WhenStarted("T").Told().WhenStarted("T").ThenRejected(RejectionKind.TaskAlreadyStarted);

    [Fact]
    public void A_token_of_an_earlier_attempt_is_refused()
    {
        var scenario = Scenario.Given(Task(Activity, """ "Retry": [ { "ErrorEquals": ["States.ALL"] } ] """));
        var first = scenario.TokenOf("T");
        scenario.WhenFailed("T").After(1).Told()
            .When(new ExecutionCommand.CompleteTask(first, JsonText.EmptyObject)).ThenRejected(RejectionKind.TaskNotOpen)
            .When(new ExecutionCommand.FailTask(first, "E", null)).ThenRejected(RejectionKind.TaskNotOpen)
            .When(new ExecutionCommand.HeartbeatTask(first)).ThenRejected(RejectionKind.TaskNotOpen);
        Assert.NotEqual(first, scenario.TokenOf("T"));
    }

    [Fact]
    public void A_token_is_read_back_from_its_text()
    {
        var token = Scenario.Given(Task(Activity)).TokenOf("T");
        Assert.True(TaskToken.TryParse(token.ToString(), out var read));
        Assert.Equal(token, read);
        Assert.True(TaskToken.TryParse(Encoding.UTF8.GetBytes(token.ToString()), out read));
        Assert.Equal(token, read);
        Assert.False(TaskToken.TryParse("AAAA", out _));
        Assert.False(TaskToken.TryParse($"!{token.ToString()[1..]}", out _));
        Assert.False(TaskToken.TryParse(Encoding.UTF8.GetBytes($"!{token.ToString()[1..]}"), out _));
        Assert.False(TaskToken.TryParse((string?)null, out _));
    }

    [Fact]
    public void A_result_over_the_limit_fails_the_task() =>
        Scenario.Given(
            Task("arn:aws:states:::lambda:invoke", """ "Parameters": { "FunctionName": "f" }, "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "End" } ] """),
            options: new LocalOptions { Limits = EngineLimits.Default with { PayloadBytesMax = 200 } }).Told()
            .WhenSucceeded("T", $"\"{new string('x', 200)}\"").Then(
                "TaskFailed States.DataLimitExceeded: The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
                "TaskStateExited T", "SucceedStateEntered End", "SucceedStateExited End", "ExecutionSucceeded");

    [Fact]
    public void Parameters_over_the_limit_fail_the_state_before_anything_is_called() =>
        Scenario.Given(
            Task("arn:aws:states:::lambda:invoke", """ "Parameters": { "FunctionName": "f", "Payload": "0123456789" } """),
            options: new LocalOptions { Limits = EngineLimits.Default with { PayloadBytesMax = 20 } }).Then(
                "ExecutionStarted",
                "TaskStateEntered T",
                "ExecutionFailed States.DataLimitExceeded: The state/task 'lambda' provided parameters with a size exceeding the maximum number of bytes service limit.");

    [Fact]
    public void A_role_of_its_own_is_told_with_the_schedule()
    {
        var scenario = Scenario.Given(Task("arn:aws:states:::lambda:invoke", """ "Parameters": { "FunctionName": "f" }, "Credentials": { "RoleArn.$": "$.role" } """), """{"role":"arn:aws:iam::1:role/r"}""");
        Assert.Equal("arn:aws:iam::1:role/r", scenario.State.Root.Task!.RoleArn);
    }

    private static string Task(string resource, string fields = "\"Comment\": \"\"") =>
        $$"""{ "T": { "Type": "Task", "Resource": "{{resource}}", {{fields}}, {{(fields.Contains("Catch", StringComparison.Ordinal) ? "\"Next\": \"End\"" : "\"End\": true")}} } {{(fields.Contains("Catch", StringComparison.Ordinal) ? ", \"End\": { \"Type\": \"Succeed\" }" : "")}} }""";
}
