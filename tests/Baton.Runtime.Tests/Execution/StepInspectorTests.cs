using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Runtime.Tests.Execution;

/// <summary>What is told of one entry of a state: what its events hold, and between them what the definition gives again.</summary>
public sealed class StepInspectorTests
{
    private const string Task = $"\"Type\": \"Task\", \"Resource\": \"{Harness.Activity}\"";

    private readonly Harness _harness = new();

    [Fact]
    public void A_task_in_JSONPath_has_every_stage()
    {
        Start($$"""
            { "StartAt": "T", "States": { "T": { {{Task}}, "InputPath": "$.order", "Parameters": { "id.$": "$.id", "at.$": "$$.State.EnteredTime", "run.$": "$$.Execution.Name" },
              "ResultSelector": { "total.$": "$.sum" }, "ResultPath": "$.paid", "OutputPath": "$.paid", "Assign": { "sum.$": "$.sum" }, "End": true } } }
            """, """{"order":{"id":7}}""");
        _harness.Complete(_harness.Poll()!.Token, """{"sum":3,"more":1}""");
        var step = Inspect("T");
        Assert.Equal(
            [
                """InputPath {"id":7}""", $$"""Parameters* {"id":7,"at":"{{At("TaskStateEntered"):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","run":"n"}""", """Result* {"sum":3,"more":1}""",
                """ResultSelector {"total":3}""", """ResultPath {"order":{"id":7},"paid":{"total":3}}""",
            ],
            Texts(step));
        Assert.Equal(("""{"order":{"id":7}}""", """{"total":3}""", "sum=3"), (step.Input.ToString(), step.Output!.ToString(), Assert.Single(step.Assigned) is var set ? $"{set.Name}={set.Value}" : ""));
        Assert.False(step.HasFailed || step.Differs);
    }

    [Fact]
    public void A_task_in_JSONata_has_its_arguments_and_its_result()
    {
        Start($$"""
            { "QueryLanguage": "JSONata", "StartAt": "P", "States": { "P": { "Type": "Pass", "Assign": { "rate": 2 }, "Next": "T" },
              "T": { {{Task}}, "Arguments": { "n": "{% $rate * $states.input.n %}" }, "Output": "{% $states.result.n + $rate %}", "End": true } } }
            """, """{"n":4}""");
        _harness.Complete(_harness.Poll()!.Token, """{"n":10}""");
        var step = Inspect("T");
        Assert.Equal(["""Arguments* {"n":8}""", """Result* {"n":10}"""], Texts(step));
        Assert.Equal(("12", "2"), (step.Output!.ToString(), step.Variables["rate"].ToString()));
        Assert.Equal(["Result {\"n\":4}"], Texts(Inspect("P")));
    }

    [Fact]
    public void An_attempt_is_evaluated_with_the_retries_that_were_made()
    {
        Start($$"""
            { "QueryLanguage": "JSONata", "StartAt": "T", "States": { "T": { {{Task}}, "Arguments": "{% $states.context.State.RetryCount %}",
              "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 1 }], "End": true } } }
            """);
        Fail("Busy");
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["Arguments* 1"], Texts(Inspect("T")));
    }

    [Fact]
    public void What_history_does_not_hold_after_a_failed_output_is_there_all_the_same()
    {
        Start($$"""{ "StartAt": "T", "States": { "T": { {{Task}}, "ResultSelector": { "x.$": "$.missing" }, "Retry": [{ "ErrorEquals": ["States.ALL"] }], "End": true } } }""");
        _harness.Complete(_harness.Poll()!.Token, """{"sum":3}""");
        var step = Inspect("T");
        Assert.Equal(["InputPath {}", "Parameters* {}", """Result* {"sum":3}"""], Texts(step));
        Assert.Equal((true, "States.Runtime", 0), (step.HasFailed, step.Error, step.Asked.Length)); // nobody is asked about it
    }

    [Fact]
    public void The_retrier_that_matches_decides_and_tells_how_often_it_had_tried()
    {
        Start($$"""
            { "StartAt": "T", "States": { "T": { {{Task}}, "End": true, "Retry": [{ "ErrorEquals": ["Other"] }, { "ErrorEquals": ["Busy"], "IntervalSeconds": 1, "MaxAttempts": 1 }, { "ErrorEquals": ["States.ALL"] }],
              "Catch": [{ "ErrorEquals": ["Other"], "Next": "F" }, { "ErrorEquals": ["States.TaskFailed"], "Next": "F" }, { "ErrorEquals": ["States.ALL"], "Next": "F" }] }, "F": { "Type": "Succeed" } } }
            """);
        Fail("Busy");
        var asked = Assert.Single(Inspect("T").Asked);
        Assert.Equal((true, 0), (asked.IsRetried, asked.Decides!.Made));
        Assert.Equal([false, true, true], asked.Retriers.Select(rule => rule.Matches));
        _harness.Pass(TimeSpan.FromSeconds(1));
        Fail("Busy");
        asked = Assert.Single(Inspect("T").Asked);
        Assert.Equal((false, 1, "States.TaskFailed"), (asked.IsRetried, asked.Decides!.Made, Assert.Single(asked.Catches!.Catcher.ErrorEquals)));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
    }

    [Fact]
    public void An_error_that_nobody_takes_is_asked_about_from_within_outwards()
    {
        Start("""
            { "StartAt": "M", "States": { "M": { "Type": "Map", "Catch": [{ "ErrorEquals": ["Odd"], "Next": "Even" }], "End": true,
              "ItemProcessor": { "StartAt": "F", "States": { "F": { "Type": "Fail", "Error": "Odd", "Cause": "it is" } } } }, "Even": { "Type": "Pass", "End": true } } }
            """, "[1]");
        var step = Inspect("F");
        Assert.Equal((true, "Odd", "it is"), (step.HasFailed, step.Error, step.Cause));
        Assert.Equal(["F", "M"], step.Asked.Select(asked => asked.Name));
        Assert.Equal("Even", step.Asked[1].Catches!.Catcher.Next);
    }

    [Fact]
    public void A_missed_heartbeat_is_asked_about_as_one()
    {
        Start($$"""
            { "StartAt": "T", "States": { "T": { {{Task}}, "TimeoutSeconds": 60, "HeartbeatSeconds": 5, "End": true,
              "Catch": [{ "ErrorEquals": ["States.HeartbeatTimeout"], "Next": "Late" }] }, "Late": { "Type": "Pass", "End": true } } }
            """);
        _harness.Poll();
        _harness.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal("Late", Assert.Single(Inspect("T").Asked).Catches!.Catcher.Next);
    }

    [Fact]
    public void A_Map_that_has_ended_tells_its_items_and_its_results()
    {
        Start("""
            { "StartAt": "M", "States": { "M": { "Type": "Map", "ItemsPath": "$.all", "ResultPath": "$.done", "End": true,
              "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } } } } }
            """, """{"all":[1,2]}""");
        Assert.Equal(["""InputPath {"all":[1,2]}""", "ItemsPath [1,2]", "Result [1,2]", "ResultSelector [1,2]", """ResultPath {"all":[1,2],"done":[1,2]}"""], Texts(Inspect("M")));
    }

    [Fact]
    public void An_output_that_is_drawn_at_random_is_told_to_differ()
    {
        Start("""{ "QueryLanguage": "JSONata", "StartAt": "P", "States": { "P": { "Type": "Pass", "Output": "{% $uuid() %}", "End": true } } }""");
        Assert.True(Inspect("P").Differs);
    }

    [Fact]
    public void A_failed_expression_that_was_caught_gives_the_same_output_again()
    {
        Start("""
            { "QueryLanguage": "JSONata", "StartAt": "T", "States": { "T": { "Type": "Parallel", "Arguments": "{% $missing.x + 'a' %}", "Branches": [{ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }],
              "Catch": [{ "ErrorEquals": ["States.QueryEvaluationError"], "Output": "{% $states.errorOutput.Cause %}", "Next": "E" }], "End": true }, "E": { "Type": "Pass", "End": true } } }
            """);
        var step = Inspect("T");
        Assert.Equal((true, "States.QueryEvaluationError", false), (step.HasFailed, step.Error, step.Differs));
        Assert.Equal($"\"{step.Cause}\"", step.Output!.ToString().Replace("\\\"", "\"", StringComparison.Ordinal));
        Assert.NotNull(Assert.Single(step.Asked).Catches);
    }

    [Fact]
    public void After_a_redrive_with_another_definition_the_first_one_is_not_guessed()
    {
        var machine = Start($$"""{ "StartAt": "T", "States": { "T": { {{Task}}, "Parameters": { "v": 1 }, "End": true } } }""");
        Fail("Busy");
        var changed = $$"""{ "StartAt": "T", "States": { "T": { {{Task}}, "Parameters": { "v": 2 }, "End": true } } }""";
        var revision = _harness.Run(() => _harness.Runtime.Machines.UpdateAsync(machine.Arn, present => present with { Definition = changed }, null, CancellationToken.None))!.Machine.Revision;
        _harness.Run(() => _harness.Runtime.Router.RedriveAsync(_harness.Row("n"), new RedriveRequest(null) { FromState = "T", Revision = revision }, CancellationToken.None));
        var entries = Entries("T");
        Assert.NotNull(Inspect(entries[0]).WhyNotDerived);
        Assert.Equal(["InputPath {}", """Parameters* {"v":2}"""], Texts(Inspect(entries[1])));
    }

    [Fact]
    public void An_event_that_enters_no_state_is_told_to_be_none()
    {
        Start("""{ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }""");
        Assert.Null(_harness.Run(() => _harness.Runtime.Steps.InspectAsync(_harness.Row("n"), 1, CancellationToken.None).AsTask()));
    }

    private StateMachineRow Start(string definition, string input = "{}")
    {
        var machine = _harness.Machine(definition);
        _harness.Start(machine, "n", input);
        return machine;
    }

    private void Fail(string error)
    {
        var token = _harness.Poll()!.Token;
        _harness.Send(token, new ExecutionCommand.FailTask(token, error, null));
    }

    private InspectedStep Inspect(string state) => Inspect(Entries(state)[^1]);

    private InspectedStep Inspect(long enteredEventId) => _harness.Run(() => _harness.Runtime.Steps.InspectAsync(_harness.Row("n"), enteredEventId, CancellationToken.None).AsTask())!;

    private List<long> Entries(string state) => [.. Events().OfType<ExecutionEvent.StateEntered>().Where(entered => entered.Name == state).Select(entered => entered.Id)];

    private DateTimeOffset At(string type) => Events().First(happened => happened.HistoryType == type).Timestamp;

    private IReadOnlyList<ExecutionEvent> Events() =>
        _harness.Run(() => _harness.Runtime.Reader.ReadHistoryAsync(_harness.Row("n").Number, 0, 1_000, CancellationToken.None).AsTask()).Events;

    /// <summary>The stages with their data; those that an event holds have a star.</summary>
    private static IEnumerable<string> Texts(InspectedStep step) => step.Stages.Select(stage => $"{stage.Stage}{(stage.IsRecorded ? "*" : "")} {stage.Data}");
}
