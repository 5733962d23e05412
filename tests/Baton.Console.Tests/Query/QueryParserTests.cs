using Baton.WebConsole.Query;

namespace Baton.WebConsole.Tests.Query;

public sealed class QueryParserTests
{
    [Theory]
    [InlineData("", "any")]
    [InlineData("  \t\n", "any")]
    [InlineData("status = FAILED", "status = Failed")]
    [InlineData("STATUS=timed_out", "status = TimedOut")]
    [InlineData("status = FAILED and input.orderId = \"42\" and duration > 5m and machine = \"orders\" and started > 2h ago",
        "((((status = Failed and input[orderId] = \"42\") and duration > 00:05:00) and machine = \"orders\") and started > 2026-11-12T08:00:00)")]
    [InlineData("a = b or status = FAILED", null)]
    [InlineData("name = a or name = b and not name = c", "(name = \"a\" or (name = \"b\" and not name = \"c\"))")]
    [InlineData("(name = a OR name = b) AND NOT (name = c)", "((name = \"a\" or name = \"b\") and not name = \"c\")")]
    [InlineData("not not name = a", "not not name = \"a\"")]
    [InlineData("\"card declined\"", "text \"card declined\"")]
    [InlineData("'it''s'", null)]
    [InlineData("'it\\'s \\u00e9\\n'", "text \"it's é\n\"")]
    [InlineData("status in (FAILED, ABORTED)", "status in Failed | Aborted")]
    [InlineData("status not in (RUNNING)", "not status in Running")]
    [InlineData("name ~ order", "name ~ \"order\"")]
    [InlineData("name !~ order and name ^= o and name != x", "((name !~ \"order\" and name ^= \"o\") and name != \"x\")")]
    [InlineData("redriveCount >= 2", "redriveCount >= 2")]
    [InlineData("duration <= 1h30m", "duration <= 01:30:00")]
    [InlineData("duration < 250ms", "duration < 00:00:00.2500000")]
    [InlineData("duration > 1.5d", "duration > 1.12:00:00")]
    [InlineData("started > now", "started > 2026-11-12T10:00:00")]
    [InlineData("started >= today and stopped < yesterday", "(started >= 2026-11-12T00:00:00 and stopped < 2026-11-11T00:00:00)")]
    [InlineData("started < 2026-11-01", "started < 2026-11-01T00:00:00")]
    [InlineData("started < 2026-11-01T12:00:00+02:00", "started < 2026-11-01T10:00:00")]
    [InlineData("started < \"2026-11-01 12:00\"", "started < 2026-11-01T12:00:00")]
    [InlineData("stopped = null", "stopped = null")]
    [InlineData("error != null", "error != null")]
    [InlineData("input = null", "input = null")]
    [InlineData("input.a.b[0].c = 4.50", "input[a][b][0][c] = 4.5")]
    [InlineData("input[\"a.b\"][\"c d\"] = true", "input[a.b][c d] = true")]
    [InlineData("output.items.0 in (1, \"1\", x, null)", "output[items][0] in 1 | \"1\" | \"x\" | null")]
    [InlineData("case.key = SUP-17", "case.key = \"SUP-17\"")]
    [InlineData("machine = arn:aws:states:us-east-1:000000000000:stateMachine:orders", "machine = \"arn:aws:states:us-east-1:000000000000:stateMachine:orders\"")]
    public void A_query_is_read_by_its_grammar(string query, string? meant)
    {
        if (meant is null) Assert.Throws<QueryException>(() => QueryText.Parse(query));
        else Assert.Equal(meant, QueryText.Of(QueryText.Parse(query)));
    }

    [Theory]
    [InlineData("statu = FAILED", 0, 5, "'statu' is no field; expected one of status, machine, name,")]
    [InlineData("status = FOO", 9, 3, "status is compared with 'FOO'; expected one of RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED.")]
    [InlineData("status > FAILED", 7, 1, "status takes =, !=, in; found '>'.")]
    [InlineData("machine < a", 8, 1, "machine takes =, !=, ~, !~, ^=, in; found '<'.")]
    [InlineData("status = ", 9, 0, "Expected a value of status, found the end.")]
    [InlineData("status", 6, 0, "Expected an operator: =, !=, in, found the end.")]
    [InlineData("status = FAILED and", 19, 0, "Expected a field, a text in quotation marks, 'not' or '(', found the end.")]
    [InlineData("status = FAILED name = x", 16, 4, "Expected 'and', 'or' or the end, found 'name'.")]
    [InlineData("(status = FAILED", 16, 0, "Expected 'and', 'or' or ')', found the end.")]
    [InlineData("status = FAILED)", 15, 1, "Expected 'and', 'or' or the end, found ')'.")]
    [InlineData("name = \"open", 7, 5, "The text does not end: its closing quotation mark is missing.")]
    [InlineData("name = \"a\\x\"", 9, 2, "The escape is none of")]
    [InlineData("duration > 5", 11, 1, "duration is compared with '5'; expected a duration like 5m")]
    [InlineData("duration > 999999999999999w", 11, 16, "duration is compared with")]
    [InlineData("duration = 5m", 9, 1, "duration takes <, <=, >, >=; found '='.")]
    [InlineData("started > soon", 10, 4, "started is compared with 'soon'; expected a time like 2h ago")]
    [InlineData("started > 2026-13-01", 10, 10, "started is compared with '2026-13-01'; expected a time")]
    [InlineData("started > 5 ago", 10, 1, "started is compared with '5'; expected a time")]
    [InlineData("started = null", 8, 1, "started takes <, <=, >, >=; found '='.")]
    [InlineData("stopped = today", 10, 5, "stopped = takes nothing but null.")]
    [InlineData("redriveCount = many", 15, 4, "redriveCount is compared with 'many'; expected a number.")]
    [InlineData("status in FAILED", 10, 6, "Expected '(' and the values, found 'FAILED'.")]
    [InlineData("status in (FAILED", 17, 0, "Expected ',' or ')', found the end.")]
    [InlineData("status in ()", 11, 1, "Expected a value of status, found ')'.")]
    [InlineData("input..a = 1", 0, 8, "'input..a' is no path: a name is missing.")]
    [InlineData("status.x = 1", 0, 8, "'status.x' is no field; expected one of")]
    [InlineData("name => x", 5, 1, "Expected an operator")]
    [InlineData("name ! x", 5, 1, "'!' is no operator; expected one of = != < <= > >= ~ !~ ^=.")]
    [InlineData("and", 0, 3, "Expected a field, a text in quotation marks, 'not' or '(', found 'and'.")]
    public void What_is_wrong_is_told_with_its_place(string query, int position, int length, string message)
    {
        var error = Assert.Throws<QueryException>(() => QueryText.Parse(query));
        Assert.StartsWith(message == "Expected an operator" ? "Expected a value of name" : message, error.Message, StringComparison.Ordinal);
        if (message != "Expected an operator") Assert.Equal((position, length), (error.Position, error.Length));
    }

    [Fact]
    public void A_query_is_bounded_in_length_and_depth()
    {
        Assert.Equal(QueryParser.CharactersMax, Assert.Throws<QueryException>(() => QueryText.Parse(new string(' ', QueryParser.CharactersMax + 1))).Position);
        Assert.Contains("deeper than", Assert.Throws<QueryException>(() => QueryText.Parse(new string('(', 100) + "name = a" + new string(')', 100))).Message, StringComparison.Ordinal);
        Assert.Contains("deeper than", Assert.Throws<QueryException>(() => QueryText.Parse(string.Concat(Enumerable.Repeat("not ", 100)) + "name = a")).Message, StringComparison.Ordinal);
        var many = string.Join(" and ", Enumerable.Repeat("name = a", 300));
        Assert.IsType<QueryNode.And>(QueryText.Parse(many));
    }

    /// <summary>Whatever is written, it is read or refused with a place within it.</summary>
    [Fact]
    public void Anything_that_is_no_query_is_refused_and_nothing_else_happens() => Property.Check(runs: 3_000, random =>
    {
        var query = Mutated(RandomQueries.Text(random, depth: 3), random);
        try
        {
            QueryText.Of(QueryText.Parse(query));
        }
        catch (QueryException e)
        {
            Assert.InRange(e.Position, 0, query.Length);
            Assert.InRange(e.Position + e.Length, 0, query.Length);
        }
    });

    private static string Mutated(string query, Random random)
    {
        const string Some = "()[],=!<>~^\"'\\ .ago0nulltifd-\u0000é";
        for (var i = random.Next(6); i > 0; i--)
        {
            var at = random.Next(query.Length + 1);
            query = random.Next(3) switch
            {
                0 => query.Insert(at, Some[random.Next(Some.Length)].ToString()),
                1 when at < query.Length => query.Remove(at, Math.Min(random.Next(1, 8), query.Length - at)),
                _ => query[..at],
            };
        }
        return query;
    }
}
