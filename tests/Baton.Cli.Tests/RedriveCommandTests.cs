using Baton.Client;
using Baton.Client.Tests;

namespace Baton.Cli.Tests;

public sealed class RedriveCommandTests
{
    private const string Execution = "arn:aws:states:us-east-1:000000000000:execution:orders:order-17";

    [Fact]
    public async Task A_plain_redrive_asks_for_the_operation_of_AWS()
    {
        var service = Service();
        var run = await CliRun.Of(service, "redrive", Execution);
        Assert.Equal((0, $"redriven  {Execution}  RUNNING\n", ""), (run.ExitCode, run.Output, run.Error));
        var call = service.Log.Single(call => call.Operation == "RedriveExecution");
        Assert.Equal(Execution, call.Text("executionArn"));
        Assert.Matches("^[0-9a-f-]{36}$", call.Text("clientToken"));
    }

    [Theory]
    [InlineData("--from Price", "fromState", "Price")]
    [InlineData("""--input {"n":1}""", "input", """{"n":1}""")]
    [InlineData("--definition current", "definition", "CURRENT")]
    [InlineData("--definition 3", "definition", "3")]
    [InlineData("--definition 4f0a2b9e-7d9f-4a53-8c52-2a3f8e1d6c70", "definition", "4f0a2b9e-7d9f-4a53-8c52-2a3f8e1d6c70")]
    public async Task What_AWS_has_not_asks_for_Batons_own(string options, string member, string value)
    {
        var service = Service();
        var run = await CliRun.Of(service, ["redrive", Execution, .. options.Split(' ')]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var call = service.Log.Single(call => call.Operation == "Baton.RedriveExecution");
        Assert.Equal((Execution, value), (call.Text("executionArn"), call.Text(member)));
    }

    [Fact]
    public async Task For_a_script_it_is_an_object()
    {
        var run = await CliRun.Of(Service(), "redrive", Execution, "--json");
        Assert.StartsWith($$"""{"executionArn":"{{Execution}}","name":"order-17",""", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"RUNNING\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_is_not_JSON_asks_nobody()
    {
        var service = Service();
        var run = await CliRun.Of(service, "redrive", Execution, "--input", "{");
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.StartsWith("The input is not JSON: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(service.Log);
    }

    [Fact]
    public async Task A_refusal_is_told_as_the_service_says_it()
    {
        var service = Service().On("Baton.RedriveExecution", () => FakeService.Error("ExecutionNotRedrivable", "The execution has not entered a state 'X'"));
        var run = await CliRun.Of(service, "redrive", Execution, "--from", "X");
        Assert.Equal((ExitCodes.Refused, "ExecutionNotRedrivable: The execution has not entered a state 'X'\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public void A_state_that_is_entered_anew_is_another_visit_and_the_one_before_stays_as_it_ended()
    {
        HistoryEvent[] events =
        [
            At(1, 0, "ExecutionStarted"),
            At(2, 1, "PassStateEntered") with { StateEnteredEventDetails = new() { Name = "P" } },
            At(3, 2, "PassStateExited") with { StateExitedEventDetails = new() { Name = "P" } },
            At(4, 3, "TaskStateEntered") with { StateEnteredEventDetails = new() { Name = "T" } },
            At(5, 4, "ActivityScheduled"),
            At(6, 5, "ActivityFailed") with { ActivityFailedEventDetails = new() { Error = "E" } },
            At(7, 6, "ExecutionFailed") with { ExecutionFailedEventDetails = new() { Error = "E" } },
            At(8, 7, "ExecutionRedriven") with { ExecutionRedrivenEventDetails = new() { RedriveCount = 1, FromState = "P" } },
            At(9, 8, "PassStateEntered") with { StateEnteredEventDetails = new() { Name = "P" } },
            At(10, 9, "PassStateExited") with { StateExitedEventDetails = new() { Name = "P" } },
            At(11, 10, "ExecutionSucceeded"),
        ];
        var visits = Timeline.Of(events).AllVisits().ToList();
        Assert.Equal([("P", VisitStatus.Succeeded), ("T", VisitStatus.Failed), ("P", VisitStatus.Succeeded)], visits.Select(visit => (visit.Name, visit.Status)));
        Assert.Equal("E", visits[1].Failure!.Error);
    }

    private static HistoryEvent At(long id, long previousId, string type) => new() { Id = id, PreviousEventId = previousId, Type = type, Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(id) };

    private static FakeService Service() => new FakeService()
        .On("RedriveExecution", () => FakeService.Ok("""{"redriveDate":1}"""))
        .On("Baton.RedriveExecution", () => FakeService.Ok("""{"redriveDate":1}"""))
        .On("DescribeExecution", () => FakeService.Ok($$"""{"executionArn":"{{Execution}}","stateMachineArn":"m","status":"RUNNING","startDate":1}"""));
}
