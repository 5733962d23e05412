using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Local.Mocks;
using Baton.Testing;

namespace Baton.Local.Tests;

/// <summary>Both forms of mock files: what they answer, and what is wrong with them.</summary>
public sealed class MockFileTests
{
    private const string Pay = """
        { "Pay": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "pay" },
                   "Retry": [ { "ErrorEquals": ["States.ALL"], "MaxAttempts": 5 } ], "End": true } }
        """;

    private const string Each = """
        { "Each": { "Type": "Map", "MaxConcurrency": 1, "End": true,
                    "ItemProcessor": { "StartAt": "Send", "States": { "Send": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:send",
                      "Retry": [ { "ErrorEquals": ["Again"] } ], "End": true } } } } }
        """;

    [Fact]
    public void Answers_come_in_order_and_the_last_one_stays() =>
        Assert.Equal("""["a","b","b"]""", Output(Each, """{ "Send": [ {"Return": "a"}, {"Return": "b"} ] }""", "[1,2,3]"));

    [Fact]
    public void Retries_count_as_calls_like_iterations() =>
        Assert.Equal("""["a","c"]""", Output(Each, """{ "Send": [ {"Return": "a"}, {"Throw": {"Error": "Again"}}, {"Return": "c"} ] }""", "[1,2]"));

    [Fact]
    public void The_star_answers_every_task_without_its_own() => Assert.Equal("7", Output(Pay, """{ "*": {"Return": 7} }"""));

    [Fact]
    public void A_configuration_of_Step_Functions_Local_answers_call_by_call()
    {
        var run = Run(Pay, Config("""{ "Pay": "R" }""", """
            { "R": { "0": {"Throw": {"Error": "Lambda.ResourceNotReadyException", "Cause": "not ready"}}, "1-2": {"Throw": {"Error": "Lambda.TimeoutException", "Cause": "late"}}, "3": {"Return": {"StatusCode": 200}} } }
            """));
        Assert.Equal("""{"StatusCode":200}""", run.State.Outcome!.Output!.ToString());
        Assert.Equal(
            ["Lambda.ResourceNotReadyException", "Lambda.TimeoutException", "Lambda.TimeoutException"],
            run.Events.OfType<Engine.Events.ExecutionEvent.TaskFailed>().Select(failed => failed.Error!));
    }

    [Fact]
    public void A_call_that_no_response_is_for_ends_the_run_and_is_named()
    {
        var missing = Assert.Throws<MissingMockException>(() => Run(Each, Config("""{ "Send": "R" }""", """{ "R": { "0": {"Return": 1} } }"""), "[1,2]"));
        Assert.Equal(
            "State 'Send' calls arn:aws:lambda:us-east-1:000000000000:function:send, for which there is no mock of call 1: add \"1\": {\"Return\": …} to 'R' in MockedResponses (calls count from 0, retries and iterations too).",
            missing.Message);
    }

    [Fact]
    public void A_late_answer_takes_its_time_and_one_after_the_timeout_is_not_heard()
    {
        var late = Run(Pay, """{ "Pay": [ {"Throw": {"Error": "Late"}, "DelaySeconds": 2.5}, {"Return": 1, "DelaySeconds": 60} ] }""");
        Assert.Equal(TimeSpan.FromSeconds(2.5 + 1 + 60), late.Now - LocalOptions.DefaultStart);
        Assert.Equal("1", late.State.Outcome!.Output!.ToString());

        const string Hurried = """{ "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:t", "TimeoutSeconds": 5, "End": true } }""";
        var missed = Run(Hurried, """{ "T": {"Return": 1, "DelaySeconds": 6} }""");
        Assert.Equal("States.Timeout", missed.State.Outcome!.Error);
        Assert.Equal(TimeSpan.FromSeconds(5), missed.Now - LocalOptions.DefaultStart);
    }

    [Theory]
    [InlineData("{}", "State 'Pay' calls arn:aws:states:::lambda:invoke, for which there is no mock: add \"Pay\": {\"Return\": …} to the mock file.")]
    [InlineData(null, "State 'Pay' calls arn:aws:states:::lambda:invoke, for which there is no mock: put {\"Pay\": {\"Return\": …}} into a mock file.")]
    [InlineData(
        """{ "StateMachines": { "M": { "TestCases": { "Happy": {} } } }, "MockedResponses": {} }""",
        "State 'Pay' calls arn:aws:states:::lambda:invoke, for which there is no mock: add \"Pay\" with the name of a response to the test case 'Happy'.")]
    public void A_task_without_a_mock_is_named_with_the_way_to_mock_it(string? mocks, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<MissingMockException>(() => Run(Pay, mocks)).Message);

    [Theory]
    [InlineData("""{ "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:a", "TimeoutSeconds": 60, "HeartbeatSeconds": 10, "End": true } }""", 10)]
    [InlineData("""{ "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:a", "TimeoutSeconds": 60, "End": true } }""", 60)]
    [InlineData("""{ "T": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": { "QueueUrl": "q", "MessageBody.$": "$$.Task.Token" }, "TimeoutSeconds": 60, "HeartbeatSeconds": 10, "End": true } }""", 10)]
    [InlineData("""{ "T": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "TimeoutSeconds": 60, "End": true } }""", 60)]
    public void Silence_is_ended_by_the_heartbeat_or_the_timeout(string states, int seconds)
    {
        var run = Run(states, """{ "T": {"Silence": true} }""");
        Assert.Equal(("States.Timeout", TimeSpan.FromSeconds(seconds)), (run.State.Outcome!.Error, run.Now - run.State.Identity.StartedAt));
    }

    [Theory]
    [InlineData("arn:aws:states:::lambda:invoke.waitForTaskToken", """{ "FunctionName": "f", "Payload": { "t.$": "$$.Task.Token" } }""")]
    [InlineData("arn:aws:states:::states:startExecution.sync:2", """{ "StateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:x" }""")]
    public void What_is_called_back_or_waited_for_is_submitted_first(string resource, string parameters)
    {
        var run = Run($$"""{ "T": { "Type": "Task", "Resource": "{{resource}}", "Parameters": {{parameters}}, "End": true } }""", """{ "T": {"Return": 1} }""");
        Assert.Equal(
            ["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"],
            run.History.Select(happened => happened.HistoryType!).Where(type => type.StartsWith("Task", StringComparison.Ordinal) && !type.StartsWith("TaskState", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_mocks_that_nobody_called_are_known()
    {
        var machine = Machines.Parse("""
            { "C": { "Type": "Choice", "Choices": [ { "Variable": "$.a", "IsPresent": true, "Next": "A" } ], "Default": "B" },
              "A": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "End": true },
              "B": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "End": true } }
            """);
        var answers = MockFile.Read("""{ "A": {"Return": 1}, "B": {"Return": 1} }""", machine, "M").Answers!;
        new LocalExecution(machine, answers).Start(JsonText.Parse("{}")).RunToEnd();
        Assert.Equal(["A"], answers.Uncalled);
    }

    [Theory]
    [InlineData("[]", "/: Expected an object")]
    [InlineData("{ \"Pay\": ", "null: Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)\"{ \"Pay\": \"; line: 1, column: 1])")]
    [InlineData("""{ "Pya": {"Return": 1} }""", "/Pya: The definition has no state 'Pya'")]
    [InlineData("""{ "Pay": [] }""", "/Pay: Expected at least one answer")]
    [InlineData("""{ "Pay": 1 }""", "/Pay: Expected {\"Return\": result}, {\"Throw\": {\"Error\": \"…\", \"Cause\": \"…\"}} or {\"Silence\": true}")]
    [InlineData("""{ "Pay": [ {"Return": 1}, {"Retrun": 1} ] }""", "/Pay[1]/Retrun: Expected {\"Return\": result}, {\"Throw\": {\"Error\": \"…\", \"Cause\": \"…\"}} or {\"Silence\": true}")]
    [InlineData("""{ "Pay": {"Return": 1, "Throw": {"Error": "E"}} }""", "/Pay: Expected {\"Return\": result}, {\"Throw\": {\"Error\": \"…\", \"Cause\": \"…\"}} or {\"Silence\": true}")]
    [InlineData("""{ "Pay": {"Return": 1, "DelaySeconds": "1"} }""", "/Pay/DelaySeconds: Expected a number of seconds from 0 to 99999999")]
    [InlineData("""{ "Pay": {"Silence": true, "DelaySeconds": 1} }""", "/Pay/DelaySeconds: Silence has no delay")]
    [InlineData("""{ "Pay": {"Silence": false} }""", "/Pay/Silence: Expected {\"Return\": result}, {\"Throw\": {\"Error\": \"…\", \"Cause\": \"…\"}} or {\"Silence\": true}")]
    [InlineData("""{ "Pay": {"Throw": "E"} }""", "/Pay/Throw: Expected {\"Error\": \"…\", \"Cause\": \"…\"}")]
    [InlineData("""{ "Pay": {"Throw": {"Cause": "C"}} }""", "/Pay/Throw: 'Error' is required")]
    [InlineData("""{ "Pay": {"Throw": {"Error": 5}} }""", "/Pay/Throw/Error: Expected a string")]
    [InlineData("""{ "Pay": {"Throw": {"Error": "E", "cause": "C"}} }""", "/Pay/Throw/cause: Expected 'Error' and 'Cause' only")]
    [InlineData("""{ "Pay": {"Return": 1}, "Pay": {"Return": 2} }""", "/Pay: 'Pay' is there more than once")]
    public void A_short_file_is_refused_at_its_place(string mocks, string finding) => Assert.Equal([finding], Findings(Pay, mocks));

    [Theory]
    [InlineData("""{ "StateMachines": {} }""", "/: Expected the object 'MockedResponses'", "/StateMachines: There is no machine 'M': there is none")]
    [InlineData("""{ "MockedResponses": {} }""", "/: Expected the object 'StateMachines'")]
    [InlineData("""{ "StateMachines": { "A": {}, "B": {} }, "MockedResponses": {} }""", "/StateMachines: There is no machine 'M': there is 'A', 'B'")]
    [InlineData("""{ "StateMachines": { "A": {} }, "MockedResponses": {} }""", "/StateMachines/A: Expected the object 'TestCases'")]
    [InlineData("""{ "StateMachines": { "M": 1 }, "MockedResponses": {} }""", "/StateMachines/M: Expected an object with TestCases")]
    [InlineData("""{ "StateMachines": { "M": { "TestCases": { "A": {}, "B": {} } } }, "MockedResponses": {} }""", "/StateMachines/M/TestCases: Say which test case: there is 'A', 'B'")]
    [InlineData("""{ "StateMachines": { "M": { "TestCases": { "A": 1 } } }, "MockedResponses": {}, "Version": 1 }""", "/Version: Expected StateMachines and MockedResponses only", "/StateMachines/M/TestCases/A: Expected an object of states and their responses")]
    [InlineData("""{ "StateMachines": { "M": { "TestCases": { "A": { "Pay": "R", "X": "S" } } } }, "MockedResponses": { "S": { "0": {"Return": 1} } } }""",
        "/StateMachines/M/TestCases/A/Pay: Expected the name of one of MockedResponses", "/StateMachines/M/TestCases/A/X: The definition has no state 'X'")]
    [InlineData("""{ "StateMachines": { "M": { "TestCases": { "A": {} } } }, "MockedResponses": { "R": { "0-2": {"Return": 1}, "2": {"Return": 1}, "4-3": {"Return": 1}, "x": {"Return": 1} }, "S": {}, "T": 1 } }""",
        "/MockedResponses/R/2: Another answer is for calls of 2 too",
        "/MockedResponses/R/4-3: Expected the number of a call, like \"0\", or a range of them, like \"1-2\"",
        "/MockedResponses/R/x: Expected the number of a call, like \"0\", or a range of them, like \"1-2\"",
        "/MockedResponses/S: Expected at least one answer",
        "/MockedResponses/T: Expected an object like {\"0\": {\"Return\": {}}, \"1-2\": {\"Throw\": {\"Error\": \"…\", \"Cause\": \"…\"}}}")]
    public void A_configuration_is_refused_at_its_places(string mocks, params string[] findings) => Assert.Equal(findings, Findings(Pay, mocks));

    [Fact]
    public void Only_tasks_have_mocks() => Assert.Equal(["/Each: 'Each' is a Map state; only Task states have mocks"], Findings(Each, """{ "Each": {"Return": []} }"""));

    [Fact]
    public void Findings_have_lines_and_columns()
    {
        var finding = Assert.Single(MockFile.Read("{\n  \"Pya\": {\"Return\": 1}\n}", Machines.Parse(Pay), "M").Findings);
        Assert.Equal((2, 3), (finding.Line, finding.Column));
    }

    [Fact]
    public void A_range_may_be_as_long_as_numbers_are() =>
        Assert.Equal("1", Output(Pay, Config("""{ "Pay": "R" }""", """{ "R": { "0-2147483647": {"Return": 1} } }""")));

    [Fact]
    public void A_case_is_asked_for_by_name()
    {
        const string mocks = """{ "StateMachines": { "M": { "TestCases": { "A": {}, "B": { "Pay": "R" } } } }, "MockedResponses": { "R": { "0": {"Return": 1} } } }""";
        Assert.NotNull(MockFile.Read(mocks, Machines.Parse(Pay), "M", "B").Answers);
        Assert.Equal("There is no test case 'C': there is 'A', 'B'", Assert.Single(MockFile.Read(mocks, Machines.Parse(Pay), "M", "C").Findings).Message);
    }

    private static string Config(string testCase, string responses) => $$"""{ "StateMachines": { "M": { "TestCases": { "Case": {{testCase}} } } }, "MockedResponses": {{responses}} }""";

    private static string Output(string states, string mocks, string input = "{}")
    {
        var run = Run(states, mocks, input);
        Assert.Equal(RunStatus.Succeeded, run.State.Status);
        return run.State.Outcome!.Output!.ToString();
    }

    private static LocalExecution Run(string states, string? mocks, string input = "{}")
    {
        var machine = Machines.Parse(states);
        return new LocalExecution(machine, mocks is null ? MockFile.NoAnswers() : Answers(mocks, machine)).Start(JsonText.Parse(input)).RunToEnd();
    }

    private static TaskAnswers Answers(string mocks, StateMachine machine)
    {
        var read = MockFile.Read(mocks, machine, "M");
        Assert.Empty(read.Findings);
        return read.Answers!;
    }

    private static IEnumerable<string> Findings(string states, string mocks) =>
        MockFile.Read(mocks, Machines.Parse(states), "M").Findings.Select(finding => $"{finding.Location ?? "null"}: {finding.Message}");
}
