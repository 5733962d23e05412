using Baton.Runtime.MapRuns;
using Baton.Store;

namespace Baton.Runtime.Tests.MapRuns;

public sealed class MapRunChildrenTests
{
    private readonly MapRunChildren _children = new();

    [Fact]
    public void Children_and_their_items_are_counted_by_status()
    {
        _children.Set(0, 10, ExecutionStatus.Running);
        _children.Set(1, 5, ExecutionStatus.Running);
        _children.Set(200, 1, ExecutionStatus.Running); // far beyond the others
        _children.Set(1, 5, ExecutionStatus.TimedOut);
        _children.Set(200, 1, ExecutionStatus.Failed);
        Assert.Equal(new MapRunCounts(new StatusCounts(0, 1, 0, 1, 1, 0), new StatusCounts(0, 10, 0, 1, 5, 0), ResultsWritten: false), _children.Counts(resultsWritten: false));
        Assert.Equal((1L, 6L, 16L), (_children.Running, _children.FailedItems, _children.TotalItems));
        Assert.Equal([10, 5, 0, 1], new[] { 0, 1, 2, 200 }.Select(_children.ItemsOf));
    }

    [Fact]
    public void One_that_has_ended_stays_as_it_ended()
    {
        _children.Set(0, 1, ExecutionStatus.Succeeded); // told by its commit, before its start was noted
        _children.Set(0, 1, ExecutionStatus.Running);
        _children.Set(0, 1, ExecutionStatus.Aborted);
        Assert.Equal(new StatusCounts(0, 0, 1, 0, 0, 0), _children.Counts(resultsWritten: true).Executions);
    }

    [Fact]
    public void Names_of_children_are_made_of_the_run_and_the_index_and_ascend()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var names = Enumerable.Range(0, 1_000).Select(index => MapRunNames.Child("arn:a", start, index).ToString()).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(names.Distinct(), names);
        Assert.Equal(names[7], MapRunNames.Child("arn:a", start, 7).ToString());
        Assert.NotEqual(names[7], MapRunNames.Child("arn:b", start, 7).ToString());
        Assert.All(names, name => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", name));
    }

    [Theory]
    [InlineData("M", """{"ProcessorConfig":{"Mode":"DISTRIBUTED"},"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}""")]
    [InlineData("N", """{"StartAt":"Q","States":{"Q":{"Type":"Pass","End":true}}}""")]
    public void The_item_processor_is_found_wherever_it_is(string state, string definition)
    {
        const string Machine = """
            { "StartAt": "A", "States": {
              "A": { "Type": "Parallel", "Next": "M", "Branches": [ { "StartAt": "N", "States": { "N": { "Type": "Map", "End": true, "Iterator": { "StartAt": "Q", "States": { "Q": { "Type": "Pass", "End": true } } } } } } ] },
              "M": { "Type": "Map", "End": true, "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED" }, "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } } } } }
            """;
        var settings = new ItemProcessor(state).In("""{"logging":{"level":"ALL"}}""");
        Assert.StartsWith("""{"logging":{"level":"ALL"},""", settings, StringComparison.Ordinal);
        var processor = ItemProcessor.Parse(settings)!;
        Assert.Equal(definition, processor.DefinitionIn(Machine));
        Assert.Null(ItemProcessor.Parse("""{"logging":{}}"""));
    }
}
