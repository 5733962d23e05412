using Baton.Store;
using Baton.WebConsole.Query;
using Baton.WebConsole.Runs;
using Baton.WebConsole.Tests.Query;

namespace Baton.WebConsole.Tests.Runs;

public sealed class ExecutionSearchTests
{
    private static readonly SearchLimits Wide = new(50, 1_000, 1_000, TimeSpan.FromHours(1));

    private readonly ConsoleHarness _harness = new();

    [Fact]
    public void Nothing_is_found_where_nothing_is()
    {
        var result = Find("status = FAILED", Wide);
        Assert.Equal((0, null, 0), (result.Found.Count, result.Next, result.Looked));
    }

    [Fact]
    public void An_index_leads_to_what_a_query_names_and_nothing_else_is_looked_at()
    {
        Fill(60);
        var failed = Find("status = FAILED and machine = orders", Wide);
        Assert.Equal((failed.Found.Count, 0), (failed.Looked, failed.Read));
        Assert.All(failed.Found, facts => Assert.Equal((ExecutionStatus.Failed, "orders"), (facts.Row.Status, facts.MachineName)));
        Assert.InRange(failed.Found.Count, 1, 59);

        Assert.Equal(1, Find("name = e-7", Wide).Looked);
        Assert.Equal(0, Find("name = e-7 and name = e-8", Wide).Looked);
        Assert.InRange(Find("started > 2026-11-12T08:50:00Z", Wide).Looked, 9, 12); // a minute each, and those that may have been numbered late
        Assert.InRange(Find("started < 2026-11-12T08:10:00Z", Wide).Looked, 9, 12);

        var record = new RecordRow { Kind = RecordKind.Case, Id = _harness.Rows.First().Number, Version = 1, ExecutionNumber = _harness.Rows.First().Number, Body = """{"key":"K-1","title":"Lost"}""" };
        _harness.Run(async () =>
        {
            await _harness.Runtime.Committer.CommitAsync(new StoreChange.PutRecord(record, ["all", "key:K-1"]));
            return true;
        });
        Assert.Equal((1, 1), (Find("case.key = K-1", Wide).Looked, Find("case.key = K-1 and case.title ~ LOST", Wide).Found.Count));
        Assert.Empty(Find("case.key = K-2", Wide).Found);
    }

    [Fact]
    public void Data_of_those_alone_is_read_that_their_rows_leave_open()
    {
        Fill(60);
        var failed = _harness.Rows.Count(row => row.Status == ExecutionStatus.Failed);
        var result = Find("input.order.id = 3 and status = FAILED", Wide);
        Assert.Equal(failed, result.Read);
        Assert.Equal(failed, Find("error = No", Wide).Read);
        Assert.NotEmpty(result.Found);
    }

    [Fact]
    public void A_value_at_a_path_that_a_machine_has_declared_leads_to_what_has_it()
    {
        Fill(60, declareAt: 0);
        var all = _harness.Rows.Where(row => row.StateMachineId == 1).ToList();
        var found = Find("machine = orders and input.order.id = 3", Wide);
        Assert.NotEmpty(found.Found);
        Assert.Equal((found.Found.Count, found.Found.Count), (found.Looked, found.Read));
        Assert.Equal(found.Found.Count, Find("machine = orders and input.order.id in (3, 77) and status != ABORTED and input.kind != null", Wide).Looked);
        Assert.Equal(0, Find("machine = orders and input.order.id = 3 and input.order.id = 4", Wide).Looked);
        Assert.Equal(all.Count, Find("machine = orders and (input.order.id = 3 or input.kind = fail)", Wide).Looked);
        Assert.Equal(all.Count, Find("machine = orders and input.order.id != 3", Wide).Looked);
        Assert.Equal(0, Find("machine = orders and input.order.id = \"3\"", Wide).Looked); // a text is no number
    }

    [Fact]
    public void What_was_started_before_a_path_was_declared_is_looked_at()
    {
        Fill(60, declareAt: 30);
        var result = Find("machine = orders and input.order.id = 3", Wide);
        var wanted = Find("machine = orders and not (input.order.id != 3)", Wide); // which no index answers
        Assert.Equal(wanted.Found.Select(facts => facts.Row.Number), result.Found.Select(facts => facts.Row.Number));
        Assert.Equal(10 + result.Found.Count(facts => facts.Row.Number > 30), result.Looked);
    }

    [Fact]
    public void A_search_that_ends_at_a_limit_says_so_and_where_to_go_on()
    {
        Fill(60);
        var first = Find("duration > 5d", Wide with { Looked = 20 });
        Assert.Equal((0, 20), (first.Found.Count, first.Looked));
        Assert.Equal(_harness.Rows.Single(row => row.Number == first.Next).StartedAt, first.LookedTo);
        Assert.Equal(5, Find("input.order.id = 77", Wide with { Read = 5 }).Read);
        Assert.Null(Find("status = FAILED", Wide with { Found = 1 }).LookedTo); // a page that is full is no limit
    }

    /// <summary>However narrow the limits are, going on finds the same as looking at everything does.</summary>
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(0)]
    [InlineData(35)]
    public void Pages_of_any_size_together_are_all_that_holds(int declareAt)
    {
        Fill(70, declareAt);
        var everything = _harness.Rows.ToList();
        var now = _harness.Clock.GetUtcNow();
        Property.Check(runs: 300, random =>
        {
            var text = RandomQueries.Text(random, depth: 2);
            var query = QueryParser.Parse(text, now);
            var wanted = everything.Where(row => Holds(query, row, now)).Select(row => row.Number).OrderDescending();

            var found = new List<long>();
            var limits = new SearchLimits(random.Next(1, 9), random.Next(1, 40), random.Next(1, 20), TimeSpan.FromHours(1));
            for (long? before = long.MaxValue; before is { } place;)
            {
                var result = _harness.Run(() => _harness.Search.RunAsync(query, "us-east-1", place, now, limits, CancellationToken.None));
                Assert.True(result.Found.Count <= limits.Found && result.Looked <= limits.Looked && result.Read <= limits.Read + 1);
                Assert.True(result.Next is null || result.Next < place);
                found.AddRange(result.Found.Select(facts => facts.Row.Number));
                before = result.Next;
            }
            Assert.True(wanted.SequenceEqual(found), $"{text}: expected {string.Join(" ", wanted)}, found {string.Join(" ", found)}");
        });
    }

    private bool Holds(QueryNode query, ExecutionRow row, DateTimeOffset now) => _harness.Run(async () =>
    {
        var facts = new ExecutionFacts(row, ConsoleHarness.MachineArn(row.Arn.Split(':')[^2]));
        await _harness.Search.ReadCaseAsync(facts, CancellationToken.None);
        await _harness.Search.ReadDataAsync(facts, CancellationToken.None);
        return QueryEvaluator.Evaluate(query, facts, now)!.Value;
    });

    /// <summary>Executions of three machines, one a minute, of all kinds.</summary>
    /// <param name="declareAt">After how many two of the machines declare the path of the number of the order.</param>
    private void Fill(int count, int declareAt = int.MaxValue)
    {
        var machines = RandomQueries.Machines.Select(_harness.CreateMachine).ToList();
        for (var i = 0; i < count; i++)
        {
            if (i == declareAt) foreach (var machine in machines.Take(2)) _harness.Declare(machine, "input.order.id");
            _harness.Start(machines[i % 3], $"e-{i}", (i % 4) switch { 0 => "fail", 1 => "wait", _ => "pass" }, order: i % 5);
            _harness.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private SearchResult Find(string query, SearchLimits limits)
    {
        var now = _harness.Clock.GetUtcNow();
        return _harness.Run(() => _harness.Search.RunAsync(QueryParser.Parse(query, now), "us-east-1", long.MaxValue, now, limits, CancellationToken.None));
    }
}
