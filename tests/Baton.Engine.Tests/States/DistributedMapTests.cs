using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Engine.Tests.States;

public sealed class DistributedMapTests
{
    [Fact]
    [Proves("ItemProcessor", "JSONPath/Map/")]
    public void The_items_are_owed_a_run_until_it_has_ended()
    {
        var scenario = Scenario.Given(Map(), "[1, 2]").Told();
        var run = Open(scenario);
        Assert.IsType<Effect.RunMap>(Assert.Single(ExecutionEngine.PendingEffects(scenario.State)));
        Assert.Matches("^arn:aws:states:us-east-1:000000000000:mapRun:local/[0-9a-f-]{36}:[0-9a-f-]{36}$", run.Arn);

        scenario.When(new ExecutionCommand.CompleteMapRun(run.Token, JsonText.Parse("[3]"))).Then("MapRunSucceeded", "MapStateSucceeded", "MapStateExited M [3]", "ExecutionSucceeded [3]");
        Assert.Empty(ExecutionEngine.PendingEffects(scenario.State));
        scenario.When(new ExecutionCommand.CompleteMapRun(run.Token, JsonText.Parse("[3]"))).ThenRejected(RejectionKind.TaskNotOpen);
    }

    [Fact]
    public void A_retry_is_a_run_of_its_own()
    {
        var scenario = Scenario.Given(Map(""" "Retry": [ { "ErrorEquals": [ "States.ALL" ], "IntervalSeconds": 5, "MaxAttempts": 1 } ], """), "[1]");
        var first = Open(scenario);
        scenario.Told().When(new ExecutionCommand.FailMapRun(first.Token, "States.ItemReaderFailed", "why")).Then("MapRunFailed States.ItemReaderFailed: why", "RetryArmed +5s");
        scenario.After(5).Then("MapStateStarted 1", "MapRunStarted");
        Assert.NotEqual(first.Arn, Open(scenario).Arn);
        scenario.When(new ExecutionCommand.FailMapRun(first.Token, "late", null)).ThenRejected(RejectionKind.TaskNotOpen);
        scenario.When(new ExecutionCommand.FailMapRun(Open(scenario).Token, "E", null)).Then("MapRunFailed E", "MapStateFailed", "ExecutionFailed E");
    }

    [Fact]
    public void A_run_beside_a_failure_is_aborted()
    {
        var scenario = Scenario.Given($$"""
            { "P": { "Type": "Parallel", "End": true, "Branches": [
              { "StartAt": "M", "States": {{Map()}} },
              { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:a", "End": true } } } ] } }
            """, "[1]").WhenStarted("T").Told();
        scenario.WhenFailed("T", "E").Then("ActivityFailed E", "TaskStateAborted", "MapRunAborted", "MapStateAborted", "BranchesDropped", "ParallelStateFailed", "ExecutionFailed E");
        Assert.DoesNotContain(scenario.State.Frames, frame => frame.MapRun is not null);
    }

    [Fact]
    [Proves("ItemReader ItemBatcher ResultWriter Label MaxConcurrencyPath ToleratedFailurePercentage ToleratedFailureCountPath", "JSONPath/Map/")]
    public void What_the_fields_come_to_is_kept_with_the_run()
    {
        var run = Open(Scenario.Given(Map("""
            "Label": "each", "MaxConcurrencyPath": "$.c", "ToleratedFailurePercentage": 12.5, "ToleratedFailureCountPath": "$.f",
            "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "JSON", "MaxItemsPath": "$.n" }, "Parameters": { "Bucket": "b", "Key.$": "$.k" } },
            "ItemBatcher": { "MaxItemsPerBatchPath": "$.n", "MaxInputBytesPerBatch": 900, "BatchInput": { "k.$": "$.k" } },
            "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket": "b", "Prefix.$": "$.k" } },
            """), """{ "c": 7, "f": 3, "n": 20, "k": "key" }"""));
        Assert.Equal(("each", 7, 12.5, 3L, 20L, 20L, 900L), (run.Label, run.MaxConcurrency, run.ToleratedFailurePercentage, run.ToleratedFailureCount, run.ItemsMax, run.ItemsPerBatchMax, run.BytesPerBatchMax));
        Assert.Equal(("""{"Bucket":"b","Key":"key"}""", """{"k":"key"}""", """{"Bucket":"b","Prefix":"key"}"""), (run.ReaderArguments!.ToString(), run.BatchInput!.ToString(), run.WriterArguments!.ToString()));
    }

    private static OpenMapRun Open(Scenario scenario) => scenario.State.Frames.Single(frame => frame.MapRun is not null).MapRun!;

    private static string Map(string fields = "") => $$"""
        { "M": { "Type": "Map", {{fields}} "End": true, "ItemProcessor": {
          "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "StartAt": "I", "States": { "I": { "Type": "Pass", "End": true } } } } }
        """;
}
