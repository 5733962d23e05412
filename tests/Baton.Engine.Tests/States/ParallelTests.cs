using Baton.Engine.Commands;

namespace Baton.Engine.Tests.States;

public sealed class ParallelTests
{
    [Fact]
    [Proves("run.parallel-order")]
    public void Branches_take_turns_and_their_outputs_stand_in_their_order() =>
        Scenario.Given(
            """
            { "P": { "Type": "Parallel", "End": true, "Branches": [
                { "StartAt": "A1", "States": { "A1": { "Type": "Pass", "Next": "A2" }, "A2": { "Type": "Pass", "Result": "a", "End": true } } },
                { "StartAt": "B1", "States": { "B1": { "Type": "Pass", "Result": "b", "End": true } } } ] } }
            """, "1").Then(
            "ExecutionStarted", "ParallelStateEntered P 1", "ParallelStateStarted",
            "PassStateEntered A1 1", "PassStateExited A1 1", "PassStateEntered B1 1", "PassStateExited B1 \"b\"",
            "PassStateEntered A2 1", "PassStateExited A2 \"a\"",
            "ParallelStateSucceeded", """ParallelStateExited P ["a","b"]""", """ExecutionSucceeded ["a","b"]""");

    [Fact]
    public void Branches_start_from_the_parameters_which_are_computed_once()
    {
        var scenario = Scenario.Given(
            """
            { "P": { "Type": "Parallel", "End": true, "InputPath": "$.a", "Parameters": { "id.$": "States.UUID()" }, "ResultPath": "$.r", "OutputPath": "$.r", "Branches": [
                { "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }, { "StartAt": "B", "States": { "B": { "Type": "Succeed" } } } ] } }
            """, """{"a":{}}""", new LocalOptions { Limits = EngineLimits.Default with { StatesPerDecisionMax = 1 } }).WhenRunToEnd();
        var outputs = (Json.JsonArray)scenario.State.Outcome!.Output!.Value;
        Assert.Equal(outputs[0], outputs[1]);
    }

    [Fact]
    public void Each_branch_goes_on_from_its_own_last_event()
    {
        var scenario = Scenario.Given(TwoTasks).WhenSucceeded("B", "2").WhenSucceeded("A", "1");
        Assert.Equal(
            "1<0 2<0 3<2 4<3 5<4 6<5 7<3 8<7 9<8 10<9 11<10 12<6 13<12 14<13 15<13 16<15",
            string.Join(' ', scenario.Run.History.Select(happened => $"{happened.Id}<{happened.PreviousId}")));
    }

    [Fact]
    [Proves("run.parallel-fail errors.scope")]
    public void A_branch_that_fails_gives_up_its_siblings() =>
        Scenario.Given(TwoTasks).Told().WhenFailed("B", "E", "c").Then(
            "TaskFailed E: c", "TaskStateAborted", "TaskStateAborted", "BranchesDropped", "ParallelStateFailed", "ExecutionFailed E: c");

    [Fact]
    public void A_token_of_a_branch_that_was_given_up_is_refused()
    {
        var scenario = Scenario.Given(TwoTasks.Replace("\"End\": true, \"Branches\"", "\"Catch\": [ { \"ErrorEquals\": [\"E\"], \"Next\": \"Z\" } ], \"Next\": \"Z\", \"Branches\"", StringComparison.Ordinal)
            .Replace("] } }\n", "] }, \"Z\": { \"Type\": \"Wait\", \"Seconds\": 5, \"End\": true } }\n", StringComparison.Ordinal));
        var sibling = scenario.TokenOf("A");
        scenario.WhenFailed("B", "E").Told()
            .When(new ExecutionCommand.CompleteTask(sibling, Json.JsonText.EmptyObject)).ThenRejected(RejectionKind.TaskNotOpen);
    }

    [Fact]
    public void Nested_branches_are_given_up_from_the_inside() =>
        Scenario.Given(
            """
            { "P": { "Type": "Parallel", "End": true, "Branches": [
                { "StartAt": "Q", "States": { "Q": { "Type": "Parallel", "End": true, "Branches": [
                    { "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 9, "End": true } } },
                    { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "End": true } } } ] } } },
                { "StartAt": "F", "States": { "F": { "Type": "Wait", "Seconds": 1, "Next": "G" }, "G": { "Type": "Fail", "Error": "E" } } } ] } }
            """).Told().After(1).Then(
            "WaitStateExited F", "FailStateEntered G", "WaitStateAborted", "TaskStateAborted", "ParallelStateAborted", "BranchesDropped", "ParallelStateFailed", "ExecutionFailed E");

    [Fact]
    public void A_retry_opens_all_branches_again() =>
        Scenario.Given(TwoTasks.Replace("\"End\": true, \"Branches\"", "\"Retry\": [ { \"ErrorEquals\": [\"States.TaskFailed\"], \"MaxAttempts\": 1 } ], \"End\": true, \"Branches\"", StringComparison.Ordinal))
            .WhenSucceeded("A").Told()
            .WhenFailed("B").Then("TaskFailed Broken", "TaskStateAborted", "BranchesDropped", "RetryArmed +1s")
            .After(1).Then(
                "ParallelStateStarted", "TaskStateEntered A", "TaskScheduled lambda:invoke", "TaskStarted", "TaskStateEntered B", "TaskScheduled lambda:invoke", "TaskStarted");

    private const string TwoTasks =
        """
        { "P": { "Type": "Parallel", "End": true, "Branches": [
            { "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "End": true } } },
            { "StartAt": "B", "States": { "B": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "End": true } } } ] } }

        """;
}
