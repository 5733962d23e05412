using Baton.Client.Tests;

namespace Baton.Cli.Tests;

public sealed class StartCommandTests
{
    private const string Arn = "arn:aws:states:us-east-1:000000000000:execution:orders:order-17";

    [Fact]
    public async Task A_start_tells_the_execution()
    {
        var run = await CliRun.Of(Orders(), "start", "orders", "--name", "order-17");
        Assert.Equal((0, $"started  {Arn}\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task For_a_script_it_is_an_object()
    {
        var run = await CliRun.Of(Orders(), "start", "orders", "--name", "order-17", "--json");
        Assert.Equal(
            $$"""{"executionArn":"{{Arn}}","name":"order-17","stateMachineArn":"arn:aws:states:us-east-1:000000000000:stateMachine:orders","startDate":"2026-05-23T13:00:00+00:00"}""" + "\n",
            run.Output);
    }

    [Theory]
    [InlineData("""{"a":1}""", "")]
    [InlineData("-", """{"a":1}""")]
    [InlineData("@FILE", "")]
    public async Task The_input_is_given_in_three_ways(string input, string standardInput)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{"a":1}""", TestContext.Current.CancellationToken);
            var service = Orders();
            await CliRun.Of(service, standardInput, isTerminal: false, ["start", "orders", "--input", input.Replace("FILE", file, StringComparison.Ordinal)]);
            Assert.Equal("""{"a":1}""", service.Log.Single(call => call.Operation == "StartExecution").Text("input"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    public async Task Any_JSON_is_an_input(string json)
    {
        var service = Orders();
        var run = await CliRun.Of(service, "start", "orders", $"--input={json}");
        Assert.Equal((0, json), (run.ExitCode, service.Log.Single(call => call.Operation == "StartExecution").Text("input")));
    }

    [Fact]
    public async Task Waiting_ends_with_the_failure_and_says_so()
    {
        var run = await CliRun.Of(Orders(looks: [3, 9]), "start", "orders", "--name", "order-17", "--wait");
        Assert.Equal(ExitCodes.WorkflowFailed, run.ExitCode);
        Assert.Contains("✗ Call  Lambda.ResourceNotFoundException\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nLambda.ResourceNotFoundException in 'Call'\n  Function not found: nobody", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_ends_with_the_output_of_what_succeeded()
    {
        var solved = Recording.Read("support-case-solved");
        var service = solved.Service(looks: [5]).On("StartExecution", () => FakeService.Ok($$"""{"executionArn":"{{solved.ExecutionArn}}","startDate":1}"""));
        var run = await CliRun.Of(service, "start", "support-case", "--wait");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("""{"status":"closed",""", run.Output.TrimEnd('\n').Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_script_waiting_is_silent_until_the_end()
    {
        var run = await CliRun.Of(Orders(looks: [3]), "start", "orders", "--name", "order-17", "--wait", "--json");
        Assert.Equal(ExitCodes.WorkflowFailed, run.ExitCode);
        Assert.Equal(1, run.Output.Count(c => c == '\n'));
        Assert.Contains("\"status\":\"FAILED\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"input\":{\"items\":[1,2]}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_is_not_there_says_where_to_look()
    {
        var run = await CliRun.Of(Orders(), "start", "nothing");
        Assert.Equal(
            (ExitCodes.Refused, "No state machine 'nothing' in us-east-1 at http://127.0.0.1:7070/. 'baton list' shows those that are there.\n"),
            (run.ExitCode, run.Error));
    }

    private static FakeService Orders(params int[] looks) =>
        Recording.Read("orders-failed").Service(looks).On("StartExecution", () => FakeService.Ok($$"""{"executionArn":"{{Arn}}","startDate":1779541200}"""));
}
