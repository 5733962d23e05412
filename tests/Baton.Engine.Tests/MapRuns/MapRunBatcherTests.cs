using Baton.Json;

namespace Baton.Engine.Tests.MapRuns;

public sealed class MapRunBatcherTests
{
    [Theory]
    [InlineData(null, null, "[[0],[1],[2],[3],[4]]")]
    [InlineData(2L, null, "[[0,1],[2,3],[4]]")]
    [InlineData(5L, null, "[[0,1,2,3,4]]")]
    [InlineData(null, 16L, "[[0,1],[2,3],[4]]")] // {"Items":[0,1]} has 15 bytes, one more item makes it 17
    [InlineData(1L, 100L, "[[0],[1],[2],[3],[4]]")]
    [InlineData(null, 1L, "[[0],[1],[2],[3],[4]]")] // one item alone is beyond the bound, and goes alone
    public void Items_go_in_order_into_batches_of_at_most_so_many(long? items, long? bytes, string batches) => Assert.Equal(batches, Texts(Batches(Given(items, bytes), 5, _ => 0)));

    [Fact]
    public void What_all_get_is_in_each_batch()
    {
        var run = Given(2, null);
        run = run with { Run = run.Run with { BatchInput = JsonText.Parse("""{"a":1}""") } };
        Assert.Equal("""{"BatchInput":{"a":1},"Items":[0,1]}""", Batches(run, 3, _ => 0)[0].Input.ToString());
    }

    [Fact]
    public void A_run_that_is_taken_up_makes_the_batches_that_are_missing_and_no_other()
    {
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var run = Given(random.Next(2) == 0 ? null : random.Next(1, 6), random.Next(2) == 0 ? null : random.Next(1, 40));
            var count = random.Next(0, 40);
            var all = Batches(run, count, _ => 0);
            var kept = all.Where(_ => random.Next(2) == 0).ToDictionary(batch => batch.Index, batch => batch.Items);
            var missing = Batches(run, count, index => kept.GetValueOrDefault(index));
            Assert.Equal(all.Where(batch => !kept.ContainsKey(batch.Index)).Select(Text), missing.Select(Text));
        }

        static string Text(MapRunBatch batch) => $"{batch.Index} {batch.Items} {batch.Input}";
    }

    [Fact]
    public void An_input_beyond_the_payload_limit_is_refused()
    {
        var failure = Assert.Throws<MapRunInputException>(() => Batches(Given(null, null), 1, _ => 0, value: new string('x', 300_000)));
        Assert.Equal(StateErrors.DataLimitExceeded, failure.Error);
    }

    private static Effect.RunMap Given(long? items, long? bytes)
    {
        var scenario = Scenario.Given("""
            { "M": { "Type": "Map", "End": true, "ItemsPath": "$.i", "ItemProcessor": {
              "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } } } }
            """, """{ "i": [] }""");
        var effect = Assert.IsType<Effect.RunMap>(Assert.Single(ExecutionEngine.PendingEffects(scenario.State)));
        _contexts.TryAdd(effect.Run.Arn, scenario.Run.Context());
        return effect with { Run = effect.Run with { ItemsPerBatchMax = items, BytesPerBatchMax = bytes } };
    }

    private static readonly Dictionary<string, DecisionContext> _contexts = [];

    private static List<MapRunBatch> Batches(Effect.RunMap effect, int count, Func<int, int> itemsOfChild, string? value = null)
    {
        var batcher = new MapRunBatcher(new MapRunInputs(effect, _contexts[effect.Run.Arn]), effect.Run, 262_144, itemsOfChild);
        var batches = new List<MapRunBatch>();
        for (var i = 0; i < count; i++)
        {
            if (batcher.Add(value is null ? JsonData.Of(i) : JsonData.Of(value), null) is { } batch) batches.Add(batch);
        }
        if (batcher.Finish() is { } last) batches.Add(last);
        return batches;
    }

    private static string Texts(IEnumerable<MapRunBatch> batches) =>
        $"[{string.Join(',', batches.Select(batch => batch.Input.Value is JsonObject input ? input["Items"]!.ToString() : $"[{batch.Input}]"))}]";
}
