using System.Text.Json;
using Baton.Client.Tests;

namespace Baton.Cli.Tests;

public sealed class ShowCommandTests
{
    [Theory]
    [InlineData("support-case-solved")]
    [InlineData("support-case-pending")]
    [InlineData("orders-failed")]
    [InlineData("order-redriven")]
    [InlineData("sales-redriven")]
    [InlineData("retries-stopped")]
    public async Task A_timeline_tells_every_state_in_its_place(string name)
    {
        var recording = Recording.Read(name);
        var run = await CliRun.Of(recording.Service(), "show", recording.ExecutionArn);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Check($"{name}.timeline.txt", run.Output);
    }

    [Theory]
    [InlineData("support-case-solved")]
    [InlineData("support-case-pending")]
    [InlineData("orders-failed")]
    [InlineData("order-redriven")]
    public async Task A_checklist_tells_what_is_done_and_what_is_still_to_come(string name)
    {
        var recording = Recording.Read(name);
        var run = await CliRun.Of(recording.Service(), "show", recording.ExecutionArn, "--checklist");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Check($"{name}.checklist.txt", run.Output);
    }

    [Theory]
    [InlineData("retries-stopped")]
    public async Task JSON_is_one_object_on_one_line(string name)
    {
        var recording = Recording.Read(name);
        var run = await CliRun.Of(recording.Service(), "show", recording.ExecutionArn, "--json");
        Assert.Equal(1, run.Output.Count(c => c == '\n'));
        Golden.Check($"{name}.timeline.json", JsonSerializer.Serialize(JsonElement.Parse(run.Output), Indented) + "\n");
    }

    [Fact]
    public async Task Following_in_a_pipe_tells_each_thing_once_and_ends_with_the_execution()
    {
        var recording = Recording.Read("orders-failed");
        var run = await CliRun.Of(recording.Service(looks: [3, 5, 9]), "show", "orders:order-17", "--follow");
        Assert.Equal(1, run.ExitCode); // the workflow failed
        Golden.Check("orders-failed.follow.txt", run.Output);
    }

    [Fact]
    public async Task Following_a_checklist_ends_with_the_whole_list()
    {
        var recording = Recording.Read("support-case-solved");
        var run = await CliRun.Of(recording.Service(looks: [8, 20, 40]), "show", recording.ExecutionArn, "--checklist", "--follow");
        Assert.Equal(0, run.ExitCode);
        Golden.Check("support-case-solved.follow.txt", run.Output);
    }

    [Fact]
    public async Task Following_waits_for_a_service_that_restarts()
    {
        var recording = Recording.Read("orders-failed");
        var service = recording.Service(looks: [3]);
        var calls = 0;
        var history = recording.Service(looks: [3]);
        service.On("DescribeExecution", async (call, stop) =>
        {
            calls++;
            if (calls is > 1 and < 20) throw new HttpRequestException("away");
            using var inner = new HttpMessageInvoker(history, disposeHandler: false);
            var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1:7070") { Content = new StringContent(call.Body.GetRawText()) };
            request.Headers.Add("X-Amz-Target", "AWSStepFunctions.DescribeExecution");
            return await inner.SendAsync(request, stop);
        });

        var run = await CliRun.Of(service, "show", recording.ExecutionArn, "--follow", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("FAILED", JsonElement.Parse(run.Output).GetProperty("execution").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("order-17")]
    [InlineData("orders:order-17")]
    [InlineData("orders/order-17")]
    [InlineData("arn:aws:states:us-east-1:000000000000:execution:orders:order-17")]
    public async Task An_execution_has_several_ways_to_be_named(string name)
    {
        var run = await CliRun.Of(Recording.Read("orders-failed").Service(), "show", name);
        Assert.StartsWith("orders · order-17\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nothing_has_says_where_to_look()
    {
        var run = await CliRun.Of(Recording.Read("orders-failed").Service(), "show", "order-18");
        Assert.Equal(
            (4, "", "No execution 'order-18' in us-east-1 at http://127.0.0.1:7070/. 'baton list MACHINE' shows those that are there.\n"),
            (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task A_name_that_several_have_says_how_to_tell_them_apart()
    {
        var service = new FakeService()
            .On("ListStateMachines", () => FakeService.Ok(
                """
                {"stateMachines":[
                  {"stateMachineArn":"arn:aws:states:us-east-1:000000000000:stateMachine:a","name":"a","type":"STANDARD","creationDate":1},
                  {"stateMachineArn":"arn:aws:states:us-east-1:000000000000:stateMachine:b","name":"b","type":"STANDARD","creationDate":1}]}
                """))
            .On("DescribeExecution", call => FakeService.Ok(
                $$"""{"executionArn":"{{call.Text("executionArn")}}","stateMachineArn":"m","status":"RUNNING","startDate":1}"""));
        var run = await CliRun.Of(service, "show", "x");
        Assert.Equal((4, "'x' is an execution of several machines: say a:x or b:x.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_terminal_shows_the_same_lines()
    {
        var recording = Recording.Read("retries-stopped");
        var run = await CliRun.Of(recording.Service(), "", isTerminal: true, ["show", recording.ExecutionArn]);
        Assert.Contains("retries · r1", run.Output, StringComparison.Ordinal);
        Assert.Contains("attempt 1", run.Output, StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
