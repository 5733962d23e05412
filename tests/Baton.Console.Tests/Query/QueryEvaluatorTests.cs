using Baton.Json;
using Baton.Store;
using Baton.WebConsole.Query;

namespace Baton.WebConsole.Tests.Query;

public sealed class QueryEvaluatorTests
{
    private static readonly DateTimeOffset Now = QueryText.Now;

    [Theory]
    [InlineData("", true)]
    [InlineData("machine = orders and name ^= e- and status = FAILED", true)]
    [InlineData("machine = arn:aws:states:us-east-1:000000000000:stateMachine:orders", true)]
    [InlineData("machine ~ ORD", true)]
    [InlineData("name = E-1", false)]
    [InlineData("duration >= 5m and duration <= 5m", true)]
    [InlineData("duration > 5m", false)]
    [InlineData("started > 2h ago and started < 30m ago and stopped > 1h ago", true)]
    [InlineData("input.order.id = 42", true)]
    [InlineData("input.order.id = \"42\"", false)]
    [InlineData("input.order.id > 41.5 and input.order.id < 100", true)]
    [InlineData("input.order.id ~ 4", true)]
    [InlineData("input.items[1] = b and input.items.1 ^= b", true)]
    [InlineData("input.items[7] = null and input.order.none = null and input.no = null", true)]
    [InlineData("input.no != 1 and not input.no = 1", true)]
    [InlineData("input.no < 1 or input.no >= 1", false)]
    [InlineData("input ~ \"a b\"", true)]
    [InlineData("input.flag = true and input.flag != \"true\"", true)]
    [InlineData("output = null", true)]
    [InlineData("error = Card.Declined and cause ~ BANK", true)]
    [InlineData("error in (A, Card.Declined)", true)]
    [InlineData("\"bank says\"", true)]
    [InlineData("\"e-1\"", true)]
    [InlineData("\"nothing of that\"", false)]
    [InlineData("alias = null and version = null and alias != live", true)]
    [InlineData("case.key = K-1 and case.owner = null", true)]
    [InlineData("redriveCount = 1 and redriveCount in (1, 2) and redriveCount < 1.5", true)]
    public void A_condition_holds_or_not(string query, bool holds)
    {
        var (facts, _) = RandomFacts.Make(new Random(1), 1);
        facts = new ExecutionFacts(
            facts.Row with
            {
                Arn = "arn:aws:states:us-east-1:000000000000:execution:orders:e-1", Status = ExecutionStatus.Failed, StartedAt = Now.AddHours(-1), StoppedAt = Now.AddMinutes(-55), RedriveCount = 1, PublishedVersion = null, Alias = null,
            },
            "arn:aws:states:us-east-1:000000000000:stateMachine:orders")
        {
            Data = facts.Data! with
            {
                Identity = facts.Data.Identity with { Input = JsonText.Parse("""{"order":{"id":42},"items":["a b","b"],"flag":true}""") }, Output = null, Error = "Card.Declined", Cause = "The bank says no.",
            },
            Case = (JsonObject)JsonData.Parse("""{"key":"K-1"}"""),
        };
        Assert.Equal(holds, QueryEvaluator.Evaluate(QueryText.Parse(query), facts, Now));
    }

    [Fact]
    public void What_a_row_leaves_open_is_open()
    {
        var (_, fresh) = RandomFacts.Make(new Random(1), 1);
        var running = new ExecutionFacts(fresh().Row with { Status = ExecutionStatus.Running, StoppedAt = null }, fresh().StateMachineArn);
        bool? Of(string query) => QueryEvaluator.Evaluate(QueryText.Parse(query), running, Now);
        Assert.Null(Of("input.a = 1"));
        Assert.Null(Of("status = RUNNING and input.a = 1"));
        Assert.False(Of("input.a = 1 and status = FAILED"));
        Assert.True(Of("input.a = 1 or status = RUNNING"));
        Assert.Null(Of("case.key = x"));
        Assert.False(Of("error = x or output.a = 1")); // what runs has neither
    }

    /// <summary>What is said from a row alone stays true when everything is known, negation is the opposite, and bounds leave out nothing that holds.</summary>
    [Fact]
    public void Knowing_more_never_changes_an_answer_and_bounds_hold() => Property.Check(runs: 4_000, random =>
    {
        var text = RandomQueries.Text(random, depth: 3);
        var query = QueryText.Parse(text);
        var (all, fresh) = RandomFacts.Make(random, 1);
        var answer = Assert.NotNull(QueryEvaluator.Evaluate(query, all, Now));

        var facts = fresh();
        Check(QueryEvaluator.Evaluate(query, facts, Now));
        facts.Case = all.Case;
        Check(QueryEvaluator.Evaluate(query, facts, Now));
        Assert.Equal(!answer, QueryEvaluator.Evaluate(new QueryNode.Not(query), all, Now));
        if (!answer) return;

        var (bounds, row) = (QueryBounds.Of(query), all.Row);
        Assert.True(bounds.Statuses?.Contains(row.Status) ?? true, text);
        Assert.True(bounds.Names?.Contains(all.Name) ?? true, text);
        Assert.True(bounds.Machines is null || bounds.Machines.Contains(all.MachineName) || bounds.Machines.Contains(all.StateMachineArn), text);
        Assert.True(bounds.CaseKeys is null || all.Case is not null, text);
        Assert.True(!(row.StartedAt < bounds.From) && !(row.StartedAt > bounds.To), text);

        void Check(bool? early) => Assert.True(early is null || early == answer, $"{text}: {early} became {answer}");
    });

    [Theory]
    [InlineData("status = FAILED and started > 2h ago", "Failed from 2026-11-12T08:00:00")]
    [InlineData("status != RUNNING and not (status = FAILED or status in (ABORTED))", "Succeeded,TimedOut")]
    [InlineData("error ~ x", "Failed,Aborted")]
    [InlineData("error = null", "")]
    [InlineData("started > 2h ago and started > 1h ago and started <= 2026-11-12", "from 2026-11-12T09:00:00 to 2026-11-12T00:00:00")]
    [InlineData("not started > 2h ago", "to 2026-11-12T08:00:00")]
    [InlineData("started > 2h ago or started > 1h ago", "from 2026-11-12T08:00:00")]
    [InlineData("started > 2h ago or name = a", "")]
    [InlineData("(machine = a or machine in (b, c)) and name = x", "machines a,b,c names x")]
    [InlineData("case.key = K and input.a = 1", "keys K")]
    public void Bounds_are_what_every_answer_has_in_common(string query, string expected)
    {
        var bounds = QueryBounds.Of(QueryText.Parse(query));
        string?[] parts =
        [
            bounds.Statuses is { } statuses ? string.Join(",", statuses) : null, List("machines", bounds.Machines), List("names", bounds.Names), List("keys", bounds.CaseKeys),
            bounds.From is { } from ? $"from {from.UtcDateTime:s}" : null, bounds.To is { } to ? $"to {to.UtcDateTime:s}" : null,
        ];
        Assert.Equal(expected, string.Join(" ", parts.Where(part => part is not null)));
        static string? List(string name, IReadOnlyCollection<string>? all) => all is null ? null : $"{name} {string.Join(",", all)}";
    }

    [Theory]
    [InlineData("|", "Condition", "")]
    [InlineData("sta|", "Condition", "sta")]
    [InlineData("status |", "Operator", "")]
    [InlineData("status = |", "Value", "")]
    [InlineData("status =FA|", "Value", "FA")]
    [InlineData("status = FAILED |", "Connective", "")]
    [InlineData("status = FAILED a|", "Connective", "a")]
    [InlineData("status = FAILED and (not ma|chine = x", "Condition", "ma")]
    [InlineData("machine = \"two wo|", "Value", "two wo")]
    [InlineData("status in (FAILED, |", "Value", "")]
    [InlineData("status = FAILED and name ~ x and |", "Condition", "")]
    [InlineData("status ] |", null, "")]
    public void A_place_knows_what_can_stand_there(string marked, string? part, string begun)
    {
        var place = QueryPlace.Of(marked.Replace("|", "", StringComparison.Ordinal), marked.IndexOf('|', StringComparison.Ordinal));
        Assert.Equal((part, begun), (place.Expected?.Part.ToString(), place.Begun));
    }
}
