using Baton.Language.Model;
using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>What is read arrives in the model.</summary>
public sealed class ModelTests
{
    [Fact]
    public void A_machine()
    {
        var machine = Accepted("""
            { "Comment": "c", "Version": "1.0", "TimeoutSeconds": 30, "StartAt": "A", "States": {
              "A": { "Type": "Parallel", "Next": "Z", "Branches": [ { "Comment": "b", "StartAt": "B", "States": { "B": { "Type": "Pass", "Next": "C" }, "C": { "Type": "Wait", "Seconds": 1, "End": true } } } ] },
              "Z": { "Type": "Succeed" } } }
            """);
        Assert.Equal(("c", "1.0", TimeSpan.FromSeconds(30), QueryLanguage.JsonPath), (machine.Comment, machine.Version, machine.Timeout, machine.QueryLanguage));
        Assert.Equal(["A", "B", "C", "Z"], machine.States.Keys.Order());
        Assert.Equal(["A", "Z"], machine.Root.States.Keys.Order());
        var branch = Assert.Single(((ParallelState)machine.States["A"]).Branches);
        Assert.Equal(("b", "B", "/States/A/Branches[0]", ""), (branch.Comment, branch.StartAt, branch.Pointer, machine.Root.Pointer));
        Assert.Same(branch, machine.States["C"].Scope);
        Assert.Same(machine.Root, machine.States["A"].Scope);
        Assert.Equal("/States/A/Branches[0]/States/C", machine.States["C"].Pointer);
        Assert.Equal(("C", null), (machine.States["B"].Next, machine.States["C"].Next));
    }

    [Fact]
    public void Paths_have_defaults_and_may_be_null()
    {
        var machine = Accepted(Machine("""
            "A": { "Type": "Pass", "Next": "B" },
            "B": { "Type": "Pass", "InputPath": null, "OutputPath": null, "ResultPath": null, "End": true }
            """));
        var (a, b) = (machine.States["A"], machine.States["B"]);
        Assert.Equal(("$", "$", "$"), (a.InputPath?.Text, a.OutputPath?.Text, a.ResultPath?.Text));
        Assert.Equal((null, null, null), (b.InputPath, b.OutputPath, b.ResultPath));
    }

    [Fact]
    public void A_task()
    {
        var task = (TaskState)Accepted(One("""
            { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "ResultSelector": { "x.$": "$.Payload" },
              "Credentials": { "RoleArn": "r" }, "TimeoutSeconds": 9, "HeartbeatSecondsPath": "$.h", "Assign": { "v.$": "$.x" }, "End": true }
            """)).States["A"];
        Assert.Equal("9", Assert.IsType<ValueSource.Literal>(task.TimeoutSeconds).Value.ToString());
        Assert.Equal(("HeartbeatSecondsPath", "$.h"), (Assert.IsType<ValueSource.Path>(task.HeartbeatSeconds).Field, ((ValueSource.Path)task.HeartbeatSeconds!).Selector.Text));
        Assert.All(new object?[] { task.Parameters, task.ResultSelector, task.Credentials, task.Assign }, Assert.NotNull);
        Assert.All(new object?[] { task.Arguments, task.Output }, Assert.Null);
    }

    [Fact]
    public void A_fail()
    {
        var fail = (FailState)Accepted(One("""{ "Type": "Fail", "Error": "E", "CausePath": "States.Format('{}', $.c)" }""")).States["A"];
        Assert.Equal("\"E\"", Assert.IsType<ValueSource.Literal>(fail.Error).Value.ToString());
        Assert.Equal("CausePath", Assert.IsType<ValueSource.Intrinsic>(fail.Cause).Field);
    }

    [Fact]
    public void A_machine_that_may_take_forever() => Assert.Null(Accepted("""{ "TimeoutSeconds": 0, "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }""").Timeout);

    [Fact]
    public void A_state_alone()
    {
        var parsed = DefinitionParser.ParseState("""{ "Type": "Pass", "Next": "Elsewhere" }""", DefinitionOptions.Standard);
        Assert.Equal("Elsewhere", parsed.Machine!.States[DefinitionParser.SingleStateName].Next);
        var refused = DefinitionParser.ParseState("""{ "Type": "Parallel", "Branches": [], "End": true }""", DefinitionOptions.Standard);
        Assert.Equal("Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/StateName/Branches'", refused.InvalidDefinitionMessage());
    }

    [Fact]
    public void An_integration_of_our_own()
    {
        var definition = One("""{ "Type": "Task", "Resource": "arn:aws:states:::human:decide.sync", "End": true }""");
        Assert.Null(DefinitionParser.Parse(definition, DefinitionOptions.Standard).Machine);
        var parsed = DefinitionParser.Parse(definition, new DefinitionOptions { Integrations = [new ServiceIntegration("human", "decide") { RunsJobs = true }] });
        Assert.Equal(new TaskResource.Service("arn:aws:states:::human:decide.sync", "human", "decide.sync", IntegrationPattern.RunJob), ((TaskState)parsed.Machine!.States["A"]).Resource);
    }
}
