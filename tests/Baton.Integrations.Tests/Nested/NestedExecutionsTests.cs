using Baton.Json;
using Baton.Store;

namespace Baton.Integrations.Tests.Nested;

public sealed class NestedExecutionsTests
{
    private readonly NestedHarness _harness = new();

    [Fact]
    public void A_start_gives_the_child_and_does_not_wait_for_it()
    {
        Prepare("", NestedHarness.Working);
        var output = (JsonObject)_harness.Describe("parent").Output!.Value;
        Assert.Equal(["ExecutionArn", "SdkHttpMetadata", "SdkResponseMetadata", "StartDate"], output.Select(member => member.Key));
        Assert.Equal(_harness.Only("child").Arn, ((JsonString)output["ExecutionArn"]!).Value);
        Assert.Equal(ExecutionStatus.Running, _harness.Only("child").Status);
        Assert.Equal("""{"x":1}""", _harness.Describe("child").Identity.Input.ToString());
    }

    [Theory]
    [InlineData(".sync", """
        "Output":"{\"done\":true}"
        """, """
        "Input":"{\"x\":1}"
        """)]
    [InlineData(".sync:2", """
        "Output":{"done":true}
        """, """
        "Input":{"x":1}
        """)]
    public void A_parent_waits_for_the_end_of_its_child_and_gets_its_description(string suffix, string output, string input)
    {
        Prepare(suffix, NestedHarness.Working);
        Assert.Equal(ExecutionStatus.Running, _harness.Only("parent").Status);
        _harness.Work();
        var result = _harness.Describe("parent").Output!.ToString();
        Assert.Contains(output.Trim(), result, StringComparison.Ordinal);
        Assert.Contains(input.Trim(), result, StringComparison.Ordinal);
        Assert.Contains("""
            "Status":"SUCCEEDED"
            """, result, StringComparison.Ordinal);
        Assert.Equal(
            ["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited", "ExecutionSucceeded"],
            _harness.Events(_harness.Only("parent")).Select(happened => happened.HistoryType!));
    }

    [Fact]
    public void A_child_that_fails_fails_the_task_with_its_description_as_cause()
    {
        Prepare(".sync", NestedHarness.Working);
        _harness.Work(output: null);
        var parent = _harness.Describe("parent");
        Assert.Equal("States.TaskFailed", parent.Error);
        var cause = (JsonObject)JsonData.Parse(parent.Cause!);
        Assert.Equal(("Work.Failed", "why", "FAILED"), (Text(cause, "Error"), Text(cause, "Cause"), Text(cause, "Status")));
    }

    [Fact]
    public void A_child_that_ends_before_the_parent_has_stored_its_start_is_noticed()
    {
        Prepare(".sync:2", """{"StartAt":"P","States":{"P":{"Type":"Pass","Result":5,"End":true} } }""");
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Only("parent").Status);
    }

    [Fact]
    public void Nobody_there_to_be_started_is_told_in_the_names_of_the_optimized_integration()
    {
        _harness.Machine("parent", NestedHarness.Parent(".sync"));
        _harness.Start("parent");
        var parent = _harness.Describe("parent");
        Assert.Equal("StepFunctions.StateMachineDoesNotExistException", parent.Error);
        Assert.StartsWith($"State Machine Does Not Exist: '{NestedHarness.MachineArn("child")}' (Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist; Request ID: ", parent.Cause!);
        Assert.EndsWith("; Proxy: null)", parent.Cause!);
    }

    [Fact]
    public void A_name_that_another_execution_has_is_refused()
    {
        _harness.Machine("child", NestedHarness.Working);
        _harness.Start("child", "taken", """{"x":"other"}""");
        _harness.Machine("parent", NestedHarness.Parent(".sync", ""","Name":"taken" """));
        _harness.Start("parent");
        Assert.Equal("StepFunctions.ExecutionAlreadyExistsException", _harness.Describe("parent").Error);
    }

    [Fact]
    public void The_api_is_there_for_tasks_too_with_the_names_of_the_sdk()
    {
        _harness.Machine("parent", """{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sfn:sendTaskFailure","Parameters":{"TaskToken":"NoSuchTaskToken"},"End":true} } }""");
        _harness.Start("parent");
        var parent = _harness.Describe("parent");
        Assert.Equal("Sfn.InvalidTokenException", parent.Error);
        Assert.StartsWith("Invalid Token: 'Invalid token' (Service: Sfn, Status Code: 400, Request ID: ", parent.Cause!);
    }

    [Fact]
    public void A_child_may_call_back_before_its_end_and_then_goes_on()
    {
        _harness.Machine("child", $$"""
            {"StartAt":"S","States":{"S":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sfn:sendTaskSuccess","Parameters":{"TaskToken.$":"$.x","Output":"\"early\""},"Next":"W"},
             "W":{"Type":"Task","Resource":"{{NestedHarness.Activity}}","End":true} } }
            """);
        _harness.Machine("parent", NestedHarness.Parent(".sync").Replace("\"$.x\"", "\"$$.Task.Token\"", StringComparison.Ordinal));
        _harness.Start("parent");
        Assert.Equal("\"early\"", _harness.Describe("parent").Output!.ToString());
        Assert.Equal(ExecutionStatus.Running, _harness.Only("child").Status);
        _harness.Crash();
        Assert.Equal(ExecutionStatus.Running, _harness.Only("child").Status); // its parent does not wait, and did not fail either
    }

    /// <summary>A parent and a child, the parent started.</summary>
    private void Prepare(string suffix, string child)
    {
        _harness.Machine("child", child);
        _harness.Machine("parent", NestedHarness.Parent(suffix));
        _harness.Start("parent");
    }

    private static string? Text(JsonObject json, string name) => (json[name] as JsonString)?.Value;
}
