using Baton.Json;
using Baton.Runtime.Execution;
using Baton.Runtime.Maintenance;
using Baton.Runtime.Registry;
using Baton.Store;

namespace Baton.Runtime.Tests.Registry;

public sealed class SearchPathsTests
{
    private const string OrderId = "input.order.id";

    private readonly Harness _harness = new();

    [Fact]
    public void An_execution_that_is_started_after_its_path_was_declared_is_found_by_its_value()
    {
        var machine = Declaring(OrderId);
        _harness.Start(machine, "one", """{"order":{"id":"A-1"}}""");
        _harness.Start(machine, "other", """{"order":{"id":"A-2"}}""");
        _harness.Start(machine, "number", """{"order":{"id":7.0}}""");
        _harness.Start(machine, "without", """{"order":{"id":["A-1"]}}""");
        Assert.Equal(["one"], Found(machine, JsonData.Of("A-1")));
        Assert.Equal(["number"], Found(machine, new JsonNumber(7)));
        Assert.Empty(Found(machine, JsonData.Of("7")));
    }

    [Fact]
    public void Who_declares_nothing_pays_nothing()
    {
        _harness.Start(_harness.Machine(Harness.WaitState(1)), "n", """{"order":{"id":"A-1"}}""");
        Assert.Empty(Records(RecordKind.SearchValues));
    }

    [Fact]
    public void A_path_that_is_declared_later_says_from_which_execution_on_it_finds()
    {
        var machine = _harness.Machine(Harness.WaitState(1));
        Assert.Empty(Paths(machine));
        _harness.Start(machine, "before", """{"order":{"id":"A-1"}}""");
        Tag(machine, OrderId);
        _harness.Start(machine, "after", """{"order":{"id":"A-1"}}""");
        Assert.Equal(["after"], Found(machine, JsonData.Of("A-1")));
        Assert.Equal(Number("before"), Assert.Single(Paths(machine)).After);

        Tag(machine, OrderId, "input.customer");
        Assert.Equal([Number("before"), Number("after")], Paths(machine).Select(path => path.After)); // one that stays, stays as it is
    }

    [Fact]
    public void A_path_that_was_taken_back_and_is_declared_again_does_not_claim_what_was_started_in_between()
    {
        var machine = Declaring(OrderId);
        Tag(machine);
        _harness.Start(machine, "between", """{"order":{"id":"A-1"}}""");
        Tag(machine, OrderId);
        Assert.Equal(Number("between"), Assert.Single(Paths(machine)).After);
    }

    [Fact]
    public void What_was_declared_holds_after_a_crash()
    {
        var machine = Declaring(OrderId);
        _harness.Start(machine, "before", """{"order":{"id":"A-1"}}""");
        _harness.Crash();
        _harness.Start(machine, "after", """{"order":{"id":"A-1"}}""");
        Assert.Equal(["after", "before"], Found(machine, JsonData.Of("A-1")));
        Assert.Equal(0, Assert.Single(Paths(machine)).After);
    }

    [Fact]
    public void A_declaration_that_cannot_be_stored_is_none()
    {
        var machine = _harness.Machine(Harness.WaitState(1));
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        Assert.Throws<StoreUnavailableException>(() => Tag(machine, OrderId));
        _harness.Store.OnCommit = _ => CommitFault.None;
        Assert.Empty(Paths(machine));
        _harness.Start(machine, "n", """{"order":{"id":"A-1"}}""");
        Tag(machine, OrderId);
        Assert.Equal(Number("n"), Assert.Single(Paths(machine)).After);
    }

    /// <summary>Whatever comes between a declaration and starts, an execution beyond the number that it names is found.</summary>
    [Fact]
    public void No_start_that_comes_at_the_same_time_is_missed()
    {
        for (var order = 0UL; order < 200; order++)
        {
            var harness = new Harness(order: order);
            var machine = harness.Machine(Harness.WaitState(1));
            var starts = Enumerable.Range(0, 6).Select(i => harness.Turns.Start(() => harness.StartAsync(machine, $"n{i}", """{"order":{"id":"A-1"}}"""))).ToList();
            var tagging = harness.Turns.Start(() => harness.Runtime.Machines.TagAsync(machine.Arn, _ => Tags(OrderId), CancellationToken.None));
            harness.Turns.RunUntilIdle();
            Assert.True(tagging.IsCompleted && starts.TrueForAll(start => start.Result is StartResult.Started));
            var after = Assert.Single(harness.Run(() => harness.Runtime.SearchPaths.OfAsync(machine.Id, CancellationToken.None).AsTask())).After;
            var found = harness.Run(() => harness.Runtime.Store.ListRecordsAsync(new RecordQuery(RecordKind.SearchValues, long.MaxValue, 100), CancellationToken.None).AsTask()).Select(record => record.Id);
            Assert.Empty(harness.Disk.Executions.Select(stored => stored.Row.Number).Where(number => number > after).Except(found));
        }
    }

    [Fact]
    public void What_an_execution_is_found_by_goes_with_it_and_what_a_machine_declares_with_the_machine()
    {
        var machine = Declaring(OrderId);
        _harness.Start(machine, "n", """{"order":{"id":"A-1"}}""");
        _harness.Pass(TimeSpan.FromSeconds(1));
        _harness.Pass(TimeSpan.FromSeconds(1)); // it ended before now
        _harness.Run(async () => await _harness.Runtime.Purge.RunAsync(new(_harness.Clock.GetUtcNow()), new Pace(_harness.Clock, 0), CancellationToken.None).LastAsync(CancellationToken.None));
        Assert.Empty(Records(RecordKind.SearchValues));
        Assert.Single(Records(RecordKind.SearchPaths));
        _harness.Run(() => _harness.Runtime.DeleteStateMachineAsync(machine.Arn, CancellationToken.None));
        _harness.Turns.RunUntilIdle();
        Assert.Empty(Records(RecordKind.SearchPaths));
    }

    [Theory]
    [InlineData("order.id", "expected 'baton:search:input.'")]
    [InlineData("input", "expected 'baton:search:input.'")]
    [InlineData("input..id", "expected 'baton:search:input.'")]
    [InlineData("input.a.", "expected 'baton:search:input.'")]
    [InlineData("output.id", "expected 'baton:search:input.'")]
    [InlineData("input.items.0.sku", null)]
    public void A_path_is_one_into_the_input(string path, string? why) => Assert.Contains(why ?? "", SearchPath.WhyNot((JsonObject)JsonData.Parse(Tags(path))) ?? "", StringComparison.Ordinal);

    [Fact]
    public void A_machine_declares_ten_paths_at_most()
    {
        static JsonObject Many(int count) => (JsonObject)JsonData.Parse(Tags([.. Enumerable.Range(0, count).Select(i => $"input.p{i}")]));
        Assert.Null(SearchPath.WhyNot(Many(10)));
        Assert.Contains("at most 10", SearchPath.WhyNot(Many(11)), StringComparison.Ordinal);
    }

    private static string Tags(params string[] paths) => JsonObject.Of([("team", JsonData.Of("shop")), .. paths.Select(path => ($"{SearchPath.TagPrefix}{path}", (JsonData)JsonData.Of("")))]).ToString();

    private StateMachineRow Declaring(params string[] paths)
    {
        var machine = _harness.Machine(Harness.WaitState(1));
        Tag(machine, paths);
        return machine;
    }

    private void Tag(StateMachineRow machine, params string[] paths) => _harness.Run(() => _harness.Runtime.Machines.TagAsync(machine.Arn, _ => Tags(paths), CancellationToken.None));

    private IReadOnlyList<SearchPath> Paths(StateMachineRow machine) => _harness.Run(() => _harness.Runtime.SearchPaths.OfAsync(machine.Id, CancellationToken.None).AsTask());

    private long Number(string name) => _harness.Disk.Executions.Single(stored => stored.Row.Arn == Harness.Arn(name)).Row.Number;

    private IReadOnlyList<RecordRow> Records(RecordKind kind) => _harness.Run(() => _harness.Runtime.Store.ListRecordsAsync(new RecordQuery(kind, long.MaxValue, 100), CancellationToken.None).AsTask());

    private IEnumerable<string> Found(StateMachineRow machine, JsonData value)
    {
        var query = new RecordQuery(RecordKind.SearchValues, long.MaxValue, 100) { Facets = [SearchPath.FacetOf(machine.Id, OrderId, value)!] };
        var numbers = _harness.Run(() => _harness.Runtime.Store.ListRecordsAsync(query, CancellationToken.None).AsTask()).Select(record => record.Id);
        return numbers.Select(number => _harness.Disk.Executions.Single(stored => stored.Row.Number == number).Row.Arn.Split(':')[^1]);
    }
}
