using System.Text.Json;
using Baton.Client.Tests;

namespace Baton.Cli.Tests;

public sealed class RunCommandTests : IDisposable
{
    private const string Order = """
        StartAt: Check
        States:
          Check: { Type: Pass, Parameters: { order.$: $.order, items: [1, 2] }, Next: "Big?" }
          "Big?":
            Type: Choice
            Choices: [ { Variable: $.order, NumericGreaterThan: 10, Next: Pay } ]
            Default: Small
          Small: { Type: Succeed }
          Pay:
            Type: Task
            Resource: arn:aws:states:us-east-1:000000000000:activity:pay
            TimeoutSeconds: 60
            Retry: [ { ErrorEquals: [Declined, States.Timeout], MaxAttempts: 2 } ]
            Catch: [ { ErrorEquals: [States.ALL], ResultPath: $.error, Next: Ask } ]
            Next: Each
          Ask:
            Type: Task
            Resource: arn:aws:states:::lambda:invoke.waitForTaskToken
            Parameters: { FunctionName: ask, Payload: { token.$: $$.Task.Token } }
            ResultPath: $.answer
            TimeoutSeconds: 86400
            Next: Each
          Each:
            Type: Map
            ItemsPath: $.items
            ItemProcessor:
              StartAt: Send
              States: { Send: { Type: Task, Resource: "arn:aws:lambda:us-east-1:000000000000:function:send", End: true } }
            ResultPath: $.sent
            Next: Wait
          Wait: { Type: Wait, Seconds: 864000, End: true }
        """;

    private const string Mocks = """
        { "Pay": [ {"Throw": {"Error": "Declined", "Cause": "no money"}}, {"Silence": true}, {"Throw": {"Error": "Stolen"}} ],
          "Ask": {"Return": {"go": true}},
          "Send": {"Return": "sent"} }
        """;

    private readonly Folder _folder = new();

    [Theory]
    [InlineData("run.txt", false)]
    [InlineData("run.terminal.txt", true)]
    public async Task A_run_shows_its_way_and_its_end(string golden, bool isTerminal)
    {
        var run = await RunAsync(isTerminal, "--input", """{"order":17}""");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Check(golden, Ansi.Strip(run.Output));
    }

    [Fact]
    public async Task For_a_script_it_is_one_object()
    {
        var run = await RunAsync(false, "--input", """{"order":1}""", "--seed", "7", "--output", "json");
        Assert.Equal((0, 1, ""), (run.ExitCode, run.Output.Count(c => c == '\n'), run.Error));
        Golden.Check("run.json", run.Output);
    }

    [Fact]
    public async Task Events_are_told_as_the_service_tells_them()
    {
        var run = await RunAsync(false, "--input", """{"order":1}""", "--events");
        var lines = run.Output.Split('\n');
        Assert.Equal(
            """{"timestamp":1795356000.000,"type":"ExecutionStarted","id":1,"previousEventId":0,"executionStartedEventDetails":{"input":"{\"order\":1}","inputDetails":{"truncated":false},"roleArn":"arn:aws:iam::000000000000:role/local"}}""",
            lines[0]);
        Assert.Equal(["PassStateEntered", "PassStateExited", "ChoiceStateEntered", "ChoiceStateExited", "SucceedStateEntered", "SucceedStateExited", "ExecutionSucceeded"],
            lines[1..8].Select(line => JsonElement.Parse(line).GetProperty("type").GetString()!));
        Assert.StartsWith("SUCCEEDED after 0 ms", lines[9], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_says_where_and_why()
    {
        var file = _folder.Add("a.asl.json", """{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Fail", "Error": "Broken", "Cause": "as planned" } } }""");
        var run = await CliRun.Of(new FakeService(), "run", file, "--virtual-time", "--start", "2026-01-01");
        Assert.Equal(ExitCodes.WorkflowFailed, run.ExitCode);
        Assert.EndsWith("\n\nFAILED after 0 ms, started 2026-01-01 00:00:00\nBroken in 'B'\n  as planned\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_times_out_is_a_failure_too()
    {
        var file = _folder.Add("a.asl.json", """{ "TimeoutSeconds": 5, "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": 9, "End": true } } }""");
        var run = await CliRun.Of(new FakeService(), "run", file, "--virtual-time");
        Assert.Equal(ExitCodes.WorkflowFailed, run.ExitCode);
        Assert.Contains("TIMED_OUT after 5.0 s", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_wait_for_ever_is_said()
    {
        var file = _folder.Add("a.asl.json", """{ "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:a", "End": true } } }""");
        var run = await CliRun.Of(new FakeService(), "run", file, "--mock", _folder.Add("m.json", """{ "A": {"Silence": true} }"""), "--virtual-time");
        Assert.Equal((ExitCodes.WorkflowFailed, "'A' would wait for ever: nobody answers, and there is no timeout.\n"), (run.ExitCode, run.Error));
        Assert.Contains("\nRUNNING for 0 ms", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", "7", true)]
    [InlineData("7", "8", false)]
    public async Task A_seed_makes_the_same_run(string first, string second, bool isSame)
    {
        var file = _folder.Add("a.asl.json", """{ "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Pass", "Output": "{% $uuid() %}", "End": true } } }""");
        async Task<string> Output(string seed) => (await CliRun.Of(new FakeService(), "run", file, "--seed", seed, "--virtual-time", "--json")).Output.Replace($"\"seed\":{seed}", "", StringComparison.Ordinal);
        Assert.Equal(isSame, await Output(first) == await Output(second));
    }

    [Fact]
    public async Task A_task_without_a_mock_stops_the_run_and_is_named()
    {
        var run = await CliRun.Of(new FakeService(), "run", _folder.Add("order.asl.yaml", Order), "--input", """{"order":17}""", "--virtual-time");
        Assert.Equal(
            (ExitCodes.Usage, "State 'Pay' calls arn:aws:states:us-east-1:000000000000:activity:pay, for which there is no mock: put {\"Pay\": {\"Return\": …}} into a mock file, and name it with --mock.\n"),
            (run.ExitCode, run.Error));
        Assert.EndsWith("● Pay            0 ms  activity pay, not taken yet\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_real_time_too_the_way_up_to_there_is_shown()
    {
        var file = _folder.Add("a.asl.json", """{ "StartAt": "P", "States": { "P": { "Type": "Pass", "Next": "T" }, "T": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "End": true } } }""");
        var run = await CliRun.Of(new FakeService(), "", isTerminal: true, ["run", file]);
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.StartsWith("State 'T' calls arn:aws:lambda:us-east-1:000000000000:function:f, for which there is no mock:", run.Error, StringComparison.Ordinal);
        Assert.Contains("● T", Ansi.Strip(run.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_script_findings_have_places()
    {
        var file = _folder.Add("a.asl.yaml", "StartAt: A\nStates:\n  A: { Type: Succeed, Nxt: B }\n");
        var run = await CliRun.Of(new FakeService(), "run", file, "--json");
        Assert.Equal(
            (ExitCodes.Refused, $$$"""{"error":{"code":"Invalid","message":"'{{{file}}}' has errors.","findings":[{"code":"SCHEMA_VALIDATION_FAILED","message":"Field 'Nxt' is not supported","location":"/States/A","line":3,"column":3}]}}""" + "\n"),
            (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Mocks_that_no_call_used_are_noted()
    {
        var run = await RunAsync(false, "--input", """{"order":1}""");
        Assert.Equal((0, "note: mocks that no call used: 'Ask', 'Pay', 'Send'\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("", ExitCodes.Refused, "error INVALID_MOCK: Say which test case: there is 'Small', 'Big' (/StateMachines/orders/TestCases)")]
    [InlineData("#Small", ExitCodes.Ok, "")]
    [InlineData("#Big", ExitCodes.Usage, "there is no mock of call 1: add \"1\"")]
    public async Task A_case_of_a_MockConfigFile_is_chosen(string testCase, int exitCode, string error)
    {
        var mocks = _folder.Add("MockConfigFile.json", """
            { "StateMachines": { "orders": { "TestCases": { "Small": {}, "Big": { "Pay": "Declined" } } } },
              "MockedResponses": { "Declined": { "0": {"Throw": {"Error": "Declined", "Cause": "no money"}} } } }
            """);
        var run = await CliRun.Of(
            new FakeService(), "run", _folder.Add("order.asl.yaml", Order), "--mock", mocks + testCase, "--virtual-time", "--input", testCase == "#Big" ? """{"order":17}""" : """{"order":1}""");
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mock_file_may_be_YAML_and_is_told_by_its_own_lines()
    {
        var mocks = _folder.Add("mocks.yaml", "Pay:\n  - Return: 1\n  - Throw: { Cause: no name }\n");
        var run = await CliRun.Of(new FakeService(), "run", _folder.Add("order.asl.yaml", Order), "--mock", mocks, "--virtual-time");
        Assert.Equal((ExitCodes.Refused, $"{mocks}:3:5: error INVALID_MOCK: 'Error' is required (/Pay[1]/Throw)\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("--input {", ExitCodes.Usage, "The input is not JSON:")]
    [InlineData("--case A", ExitCodes.Usage, "--case names a case of a mock file, so it needs --mock.")]
    [InlineData("--start 2026-01-01", ExitCodes.Usage, "--start sets the clock of --virtual-time, so it needs that.")]
    [InlineData("--virtual-time --start soon", ExitCodes.Usage, "Expected a time such as 2026-01-31T12:00:00Z after --start, found 'soon'.")]
    [InlineData("--seed x", ExitCodes.Usage, "Cannot parse argument 'x' for option '--seed'")]
    [InlineData("--mock no-such-file", ExitCodes.Usage, "'no-such-file' cannot be read:")]
    public async Task A_wrong_line_is_told_in_a_sentence(string options, int exitCode, string sentence)
    {
        var run = await CliRun.Of(new FakeService(), ["run", _folder.Add("order.asl.yaml", Order), .. options.Split(' ')]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_definition_is_refused_as_validate_says_it()
    {
        var file = _folder.Add("a.asl.json", """{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" } } }""");
        var run = await CliRun.Of(new FakeService(), "run", file);
        Assert.Equal(ExitCodes.Refused, run.ExitCode);
        Assert.Contains($"{file}:1:54: error MISSING_TRANSITION_TARGET: Missing 'Next' target: B (/States/A/Next)\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_large_an_input_is_refused_as_the_service_does()
    {
        var input = _folder.Add("big.json", $"\"{new string('x', 262_144)}\"");
        var run = await CliRun.Of(new FakeService(), "run", _folder.Add("order.asl.yaml", Order), "--input", $"@{input}");
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.StartsWith("The input is refused:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("question", "solved")]
    [InlineData("stale", "stale")]
    public async Task The_support_case_runs_as_its_README_says(string testCase, string outcome)
    {
        var example = Golden.Folder("../../examples/support-case");
        var run = await CliRun.Of(
            new FakeService(), "run", $"{example}/workflow.asl.json", "--input", $"@{example}/request.json", "--mock", $"{example}/mocks.json", "--case", testCase, "--virtual-time", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var told = JsonElement.Parse(run.Output);
        Assert.Equal(outcome, told.GetProperty("output").GetProperty("outcome").GetString());
        Assert.False(told.TryGetProperty("unusedMocks", out _));
    }

    [Theory]
    [InlineData("small", "shipped", null), InlineData("large", "approved", null), InlineData("large", "rejected", "Order.Rejected"), InlineData("large", "nobody-approves", "Order.NotApproved")]
    [InlineData("large", "declined", "Order.PaymentDeclined"), InlineData("small", "stuck", "States.Timeout")]
    public async Task The_order_saga_runs_as_its_README_says(string order, string testCase, string? error)
    {
        var example = Golden.Folder("../../examples/order-saga");
        var run = await CliRun.Of(
            new FakeService(), "run", $"{example}/workflow.asl.json", "--name", "order-saga", "--input", $"@{example}/orders/{order}.json", "--mock", $"{example}/mocks.json", "--case", testCase, "--virtual-time", "--json");
        Assert.Equal((error is null ? 0 : 1, ""), (run.ExitCode, run.Error));
        var told = JsonElement.Parse(run.Output);
        Assert.Equal(error, told.TryGetProperty("error", out var found) ? found.GetString() : null);
        Assert.False(told.TryGetProperty("unusedMocks", out _));
    }

    public void Dispose() => _folder.Dispose();

    private Task<CliRun> RunAsync(bool isTerminal, params string[] options) =>
        CliRun.Of(new FakeService(), "", isTerminal, ["run", _folder.Add("order.asl.yaml", Order), "--mock", _folder.Add("mocks.json", Mocks), "--virtual-time", .. options]);
}
