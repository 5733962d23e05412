using Baton.Runtime.Logs;
using Baton.Runtime.Tasks;

namespace Baton.Runtime.Tests.Logs;

public sealed class ExecutionLoggingTests
{
    private const string Caught =
        """{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:000000000000:function:f","Catch":[{"ErrorEquals":["States.ALL"],"Next":"B"}],"End":true},"B":{"Type":"Fail","Error":"E"} } }""";

    private readonly Harness _harness = new();

    [Theory]
    [InlineData("OFF")]
    [InlineData("FATAL", "ExecutionFailed")]
    [InlineData("ERROR", "LambdaFunctionFailed", "FailStateEntered", "ExecutionFailed")]
    [InlineData("ALL", "ExecutionStarted", "TaskStateEntered", "LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionFailed", "TaskStateExited",
        "FailStateEntered", "ExecutionFailed")]
    public void A_level_says_which_events_of_a_Standard_execution_are_logged(string level, params string[] types)
    {
        _harness.Calls.Do = (_, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.Failed("Oops", null));
        _harness.Start(_harness.Machine(Caught, settings: LogLines.Settings(level)), "n");
        Assert.Equal(types, _harness.Log.Types);
        Assert.All(_harness.Log.All, line => Assert.Equal((Harness.Arn("n"), "/aws/orders", true), (line.Arn, line.Logging.LogGroup, line.Logging.IncludeExecutionData)));
    }

    [Fact]
    public void What_was_not_committed_is_not_logged()
    {
        var machine = _harness.Machine(Harness.WaitState(5), settings: LogLines.Settings("ALL"));
        _harness.Store.OnCommit = _ => Testing.CommitFault.Refused;
        Assert.ThrowsAny<Exception>(() => _harness.Start(machine, "n"));
        Assert.Empty(_harness.Log.All);
    }

    [Fact]
    public void An_execution_is_logged_as_its_revision_says_also_after_a_restart()
    {
        _harness.Start(_harness.Machine(Harness.WaitState(5), settings: LogLines.Settings("ALL")), "n");
        _harness.Crash();
        _harness.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(["ExecutionStarted", "WaitStateEntered", "WaitStateExited", "ExecutionSucceeded"], _harness.Log.Types);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"logging":{"level":"OFF","includeExecutionData":true}}""")]
    [InlineData("""{"logging":{"level":"ALL","includeExecutionData":true}}""")]
    public void Without_a_level_or_a_destination_nothing_is_logged(string settings) => Assert.Equal(ExecutionLogging.Off, ExecutionLogging.Parse(settings));
}
