using Baton.Json;

namespace Baton.Engine.Tests.States;

/// <summary>The context object.</summary>
public sealed class ContextTests
{
    [Fact]
    [Proves("data.context")]
    public void It_tells_of_the_execution_the_machine_and_the_state() =>
        Scenario.Given("""{ "A": { "Type": "Pass", "Parameters": { "c.$": "$$" }, "OutputPath": "$.c", "End": true } }""", """{"x":1}""").State.Gives(
            """
            { "Execution": { "Id": "arn:aws:states:us-east-1:000000000000:execution:local:run", "Input": {"x":1}, "StartTime": "2026-01-01T00:00:00.000Z", "Name": "run",
                             "RoleArn": "arn:aws:iam::000000000000:role/local", "RedriveCount": 0 },
              "StateMachine": { "Id": "arn:aws:states:us-east-1:000000000000:stateMachine:local", "Name": "local" },
              "State": { "Name": "A", "EnteredTime": "2026-01-01T00:00:00.000Z" } }
            """);

    [Fact]
    public void A_state_was_entered_when_it_was_entered_however_long_it_takes()
    {
        var scenario = Scenario.Given(
            """
            { "W": { "Type": "Wait", "Seconds": 60, "Next": "T" },
              "T": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "ResultSelector": { "at.$": "$$.State.EnteredTime" }, "End": true } }
            """);
        scenario.After(60).Run.Advance(TimeSpan.FromSeconds(5));
        scenario.WhenSucceeded("T").State.Gives("""{"at":"2026-01-01T00:01:00.000Z"}""");
    }

    [Fact]
    public void An_execution_sees_its_own_name_and_arn()
    {
        var state = Scenario.Given(
            """{ "A": { "Type": "Pass", "Parameters": { "n.$": "$$.Execution.Name", "id.$": "$$.Execution.Id" }, "End": true } }""",
            options: new LocalOptions { Name = "other", Region = "eu-central-1", Account = "111122223333" }).State;
        Assert.Equal(JsonData.Parse("""{"n":"other","id":"arn:aws:states:eu-central-1:111122223333:execution:local:other"}"""), state.Outcome!.Output!.Value);
    }
}
