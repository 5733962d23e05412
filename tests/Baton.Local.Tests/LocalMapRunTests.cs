using Baton.Engine.Execution;
using Baton.Json;
using Baton.Testing;

namespace Baton.Local.Tests;

public sealed class LocalMapRunTests
{
    private const string Wait = """{ "W": { "Type": "Wait", "SecondsPath": "$", "End": true } }""";

    [Theory]
    [InlineData(0, 30)]
    [InlineData(1, 60)]
    [InlineData(2, 30)]
    public void Children_run_beside_one_another_in_virtual_time(int concurrency, int seconds)
    {
        var run = Run(Map(Wait, "W", $""" "MaxConcurrency": {concurrency}, """), "[30,10,20]");
        Assert.Equal(RunStatus.Succeeded, run.State.Status);
        Assert.Equal("[30,10,20]", run.State.Outcome!.Output!.ToString());
        Assert.Equal(seconds, (run.Now - LocalOptions.DefaultStart).TotalSeconds);
    }

    [Fact]
    public void Children_have_the_answers_of_all()
    {
        var answers = new TaskAnswers().Succeeds("T", "1").Succeeds("T", "2").Fails("T", "E");
        var machine = Machines.Parse(Map("""{ "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:a", "End": true } }""", "T", """ "ToleratedFailureCount": 1, """));
        var run = new LocalExecution(machine, answers).Start(JsonText.Parse("[7,8,9]")).RunToEnd();
        Assert.Equal(RunStatus.Succeeded, run.State.Status);
        Assert.StartsWith("[1,2,{\"Error\":\"E\",", run.State.Outcome!.Output!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_failures_fail_the_run()
    {
        var run = Run(Map("""{ "F": { "Type": "Fail", "Error": "E" } }""", "F"), "[1]");
        Assert.Equal("States.ExceedToleratedFailureThreshold", run.State.Outcome!.Error);
    }

    [Fact]
    public void A_reader_is_for_a_server()
    {
        var run = Run(Map(Wait, "W", """ "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "JSON" }, "Parameters": { "Bucket": "b", "Key": "k" } }, """), "{}");
        Assert.Equal(("States.ItemReaderFailed", "The state 'M' reads its items from outside, which a local run does not."), (run.State.Outcome!.Error, run.State.Outcome.Cause));
    }

    [Fact]
    public void Children_have_Maps_of_their_own()
    {
        var inner = Map("""{ "P": { "Type": "Pass", "Parameters": { "x.$": "$" }, "End": true } }""", "P").Replace("\"M\"", "\"N\"", StringComparison.Ordinal);
        Assert.Equal("""[[{"x":1},{"x":2}],[]]""", Run(Map(inner, "N"), "[[1,2],[]]").State.Outcome!.Output!.ToString());
    }

    private static LocalExecution Run(string states, string input) => new LocalExecution(Machines.Parse(states)).Start(JsonText.Parse(input)).RunToEnd();

    private static string Map(string states, string first, string fields = "") => $$"""
        { "M": { "Type": "Map", {{fields}} "End": true, "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "StartAt": "{{first}}", "States": {{states}} } } }
        """;
}
