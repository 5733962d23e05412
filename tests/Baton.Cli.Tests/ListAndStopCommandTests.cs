using Baton.Client.Tests;

namespace Baton.Cli.Tests;

public sealed class ListAndStopCommandTests
{
    private const string Machine = "arn:aws:states:us-east-1:000000000000:stateMachine:orders";
    private const string Execution = "arn:aws:states:us-east-1:000000000000:execution:orders:";

    [Fact]
    public async Task Machines_are_a_table()
    {
        var run = await CliRun.Of(Service(), "list");
        Assert.Equal(
            """
            NAME          TYPE      CREATED
            orders        STANDARD  2026-05-23 13:00:00
            long-name-42  EXPRESS   2026-05-23 13:00:01

            """,
            run.Output);
    }

    [Fact]
    public async Task Executions_are_a_table_with_what_runs_counted_until_now()
    {
        var run = await CliRun.Of(Service(), "list", "orders");
        Assert.Equal(
            """
            NAME      STATUS     STARTED              TOOK
            order-18  RUNNING    2026-11-22 13:58:55  1 min 05 s
            order-17  TIMED_OUT  2026-11-22 13:00:00  2.5 s

            """,
            run.Output);
    }

    [Fact]
    public async Task For_a_script_they_are_an_object()
    {
        var run = await CliRun.Of(Service(), "list", "orders", "--json");
        Assert.Equal(
            $$"""
            {"executions":[{"executionArn":"{{Execution}}order-18","name":"order-18","stateMachineArn":"{{Machine}}","status":"RUNNING","startDate":"2026-11-22T13:58:55+00:00"},{"executionArn":"{{Execution}}order-17","name":"order-17","stateMachineArn":"{{Machine}}","status":"TIMED_OUT","startDate":"2026-11-22T13:00:00+00:00","stopDate":"2026-11-22T13:00:02.5+00:00"}]}

            """,
            run.Output);
        Assert.Contains("\"stateMachines\":[{\"stateMachineArn\":\"" + Machine, (await CliRun.Of(Service(), "list", "--json")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timed-out", "TIMED_OUT")]
    [InlineData("running", "RUNNING")]
    public async Task A_status_is_the_APIs_word_on_the_wire(string status, string word)
    {
        var service = Service();
        await CliRun.Of(service, "list", "orders", "--status", status, "--limit", "7");
        Assert.Equal($$"""{"stateMachineArn":"{{Machine}}","statusFilter":"{{word}}","maxResults":7}""", service.Log[^1].Body.GetRawText());
    }

    [Theory]
    [InlineData("sales/Files:6af6bd15-b7be-8771-c8fc-b3c4a0d6d0a1")]
    [InlineData("arn:aws:states:us-east-1:000000000000:mapRun:sales/Files:6af6bd15-b7be-8771-c8fc-b3c4a0d6d0a1")]
    public async Task Executions_of_a_Map_Run_are_told_by_what_show_finds_them_by(string named)
    {
        const string Run = "arn:aws:states:us-east-1:000000000000:mapRun:sales/Files:6af6bd15-b7be-8771-c8fc-b3c4a0d6d0a1";
        const string Child = "arn:aws:states:us-east-1:000000000000:execution:sales/Files:0f1c";
        var service = new FakeService().On("ListExecutions", () => FakeService.Ok(
            $$"""{"executions":[{"executionArn":"{{Child}}","stateMachineArn":"arn:aws:states:us-east-1:000000000000:stateMachine:sales/Files","name":"0f1c","status":"FAILED","startDate":1795352400,"stopDate":1795352402.5,"mapRunArn":"{{Run}}"}]}"""));
        var run = await CliRun.Of(service, "list", named, "--status", "failed");
        Assert.Contains($"\n{Child}  FAILED  ", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("EXECUTION ", run.Output, StringComparison.Ordinal);
        Assert.Equal($$"""{"mapRunArn":"{{Run}}","statusFilter":"FAILED","maxResults":100}""", service.Log[^1].Body.GetRawText());
    }

    [Fact]
    public async Task Nothing_to_list_is_said()
    {
        var empty = Service().On("ListStateMachines", () => FakeService.Ok("""{"stateMachines":[]}""")).On("ListExecutions", () => FakeService.Ok("""{"executions":[]}"""));
        Assert.Equal("No state machines in us-east-1. 'baton deploy FILE' makes one.\n", (await CliRun.Of(empty, "list")).Output);
        Assert.Equal("No executions of 'orders' that are failed.\n", (await CliRun.Of(empty, "list", "orders", "--status", "failed")).Output);
    }

    [Fact]
    public async Task A_terminal_gets_a_table_with_lines()
    {
        var run = await CliRun.Of(Service(), "", isTerminal: true, ["list"]);
        Assert.Contains("╭", run.Output, StringComparison.Ordinal);
        Assert.Contains("long-name-42", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_tells_what_became_of_it()
    {
        var service = Service()
            .On("StopExecution", () => FakeService.Ok("""{"stopDate":1}"""))
            .On("DescribeExecution", () => FakeService.Ok($$"""{"executionArn":"{{Execution}}order-18","stateMachineArn":"{{Machine}}","status":"ABORTED","startDate":1}"""));
        var run = await CliRun.Of(service, "stop", "orders:order-18", "--error", "Twice", "--cause", "ordered twice");
        Assert.Equal((0, $"ABORTED  {Execution}order-18\n"), (run.ExitCode, run.Output));
        Assert.Equal($$"""{"executionArn":"{{Execution}}order-18","error":"Twice","cause":"ordered twice"}""", service.Log.Single(call => call.Operation == "StopExecution").Body.GetRawText());
    }

    private static FakeService Service() => new FakeService()
        .On("DescribeStateMachine", () => FakeService.Ok($$"""{"stateMachineArn":"{{Machine}}","name":"orders","definition":"{}","roleArn":"r","type":"STANDARD","creationDate":1}"""))
        .On("ListStateMachines", () => FakeService.Ok(
            $$"""
            {"stateMachines":[
              {"stateMachineArn":"{{Machine}}","name":"orders","type":"STANDARD","creationDate":1779541200},
              {"stateMachineArn":"arn:x","name":"long-name-42","type":"EXPRESS","creationDate":1779541201}]}
            """))
        .On("ListExecutions", () => FakeService.Ok(
            $$"""
            {"executions":[
              {"executionArn":"{{Execution}}order-18","stateMachineArn":"{{Machine}}","name":"order-18","status":"RUNNING","startDate":1795355935},
              {"executionArn":"{{Execution}}order-17","stateMachineArn":"{{Machine}}","name":"order-17","status":"TIMED_OUT","startDate":1795352400,"stopDate":1795352402.5}]}
            """));
}
