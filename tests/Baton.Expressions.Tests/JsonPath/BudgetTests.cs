using Baton.Json;

namespace Baton.Expressions.Tests.Paths;

public sealed class BudgetTests
{
    private static readonly JsonData Wide = new JsonArray(Enumerable.Range(0, 2000).Select(i => JsonObject.Of(("a", JsonData.Of(i)), ("b", JsonArray.Empty))));

    [Theory]
    [InlineData("$..*")]
    [InlineData("$..a")]
    [InlineData("$[*].a")]
    [InlineData("$[?(@.a > 5)]")]
    [InlineData("$[?(@.a in $[*].a)]")]
    [InlineData("$[?($..a == 1)]")]
    [Proves("path.bounds")]
    public void What_can_be_large_stops_when_its_time_is_over(string path)
    {
        var clock = new StoppedClock();
        var budget = new EvaluationBudget(clock, TimeSpan.FromSeconds(1));
        clock.Elapsed = TimeSpan.FromSeconds(2);
        var failure = Assert.Throws<ExpressionException>(() => JsonPath.Parse(path).Read(Wide, budget));
        Assert.Equal(ExpressionErrors.BudgetTime, failure.Code);
    }

    [Theory]
    [InlineData("$..*")]
    [InlineData("$[*]")]
    [InlineData("$..*..*")]
    [Proves("path.bounds")]
    public void What_makes_much_data_stops_at_its_size(string path)
    {
        var budget = new EvaluationBudget(TimeProvider.System, TimeSpan.FromSeconds(30), bytesMax: 20_000);
        Assert.Equal(ExpressionErrors.BudgetSize, Assert.Throws<ExpressionException>(() => JsonPath.Parse(path).Read(Wide, budget)).Code);
    }

    [Theory]
    [InlineData("$..*")]
    [InlineData("$..x")]
    [InlineData("$..*..*..*")]
    [Proves("path.bounds")]
    public void Deep_documents_stop_a_scan_at_its_depth_and_not_the_process(string path)
    {
        JsonData deep = JsonArray.Empty;
        while (deep.Depth < JsonLimits.DepthCap) deep = new JsonArray(deep);
        Assert.Equal(ExpressionErrors.BudgetDepth, Assert.Throws<ExpressionException>(() => JsonPath.Parse(path).Read(deep, Evaluations.Ample())).Code);
    }

    [Fact]
    public void A_long_path_of_branching_steps_stops_at_its_depth()
    {
        var path = JsonPath.Parse("$" + string.Concat(Enumerable.Repeat("[?(@)]", 2000)));
        Assert.Equal(ExpressionErrors.BudgetDepth, Assert.Throws<ExpressionException>(() => path.Read(JsonData.Parse("{\"a\":1}"), Evaluations.Ample())).Code);
    }

    [Fact]
    public void Branching_that_multiplies_is_over_when_its_time_is()
    {
        var document = JsonData.Parse(string.Concat(Enumerable.Repeat("[", 100)) + "1,2" + string.Concat(Enumerable.Repeat("]", 100)));
        var budget = new EvaluationBudget(TimeProvider.System, TimeSpan.FromMilliseconds(100), bytesMax: long.MaxValue);
        Assert.Equal(ExpressionErrors.BudgetTime, Assert.Throws<ExpressionException>(() => JsonPath.Parse("$..*..*..*..*..*..nope").Read(document, budget)).Code);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
