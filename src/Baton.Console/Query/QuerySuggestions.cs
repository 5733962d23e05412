using Baton.Store;
using Baton.WebConsole.Api;

namespace Baton.WebConsole.Query;

/// <summary>What can be written at a place of a query.</summary>
/// <param name="From">Where what is begun there begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Begun">What is begun: only what goes on like that is meant.</param>
/// <param name="Expected">What can stand there; null where nothing is known.</param>
internal sealed record QueryPlace(int From, int To, string Begun, QueryExpectation? Expected)
{
    /// <summary>Looks at what stands before a place: the parser itself says what it waits for.</summary>
    public static QueryPlace Of(string query, int position)
    {
        var before = query[..position];
        var from = position;
        while (from > 0 && !char.IsWhiteSpace(before[from - 1]) && before[from - 1] is not ('(' or ',' or '=' or '<' or '>' or '~' or '!' or '^')) from--;
        if (OpenQuote(before) is { } quote) from = quote;
        var to = position;
        var isText = from < position && before[from] is '"' or '\''; // what stands behind the caret belongs to another one
        while (!isText && to < query.Length && !char.IsWhiteSpace(query[to]) && query[to] is not ('(' or ')' or ',' or '=' or '<' or '>' or '~' or '!' or '^' or '"')) to++;
        return new QueryPlace(from, to, before[from..].TrimStart('"', '\''), Expect(before[..from]));
    }

    private static QueryExpectation? Expect(string before)
    {
        if (before.AsSpan().Trim().IsEmpty) return new QueryExpectation(QueryPart.Condition);
        try
        {
            QueryParser.Parse(before, DateTimeOffset.UnixEpoch.AddYears(100));
            return new QueryExpectation(QueryPart.Connective);
        }
        catch (QueryException e)
        {
            return e.Expected;
        }
    }

    /// <summary>Where the text begins that has no end yet.</summary>
    private static int? OpenQuote(string before)
    {
        int? open = null;
        for (var at = 0; at < before.Length; at++)
        {
            if (open is { } start && before[at] == '\\') at++;
            else if (open is { } begun && before[at] == before[begun]) open = null;
            else if (open is null && before[at] is '"' or '\'') open = at;
        }
        return open;
    }
}

/// <summary>Something that can be written.</summary>
/// <param name="Text">What is put there.</param>
/// <param name="Says">What it means; null where its text says it.</param>
internal sealed record QuerySuggestion(string Text, string? Says = null)
{
    private static readonly Dictionary<QueryOperator, string> OperatorsSay = new()
    {
        [QueryOperator.Equal] = "is", [QueryOperator.NotEqual] = "is not", [QueryOperator.Less] = "less, or before", [QueryOperator.LessOrEqual] = "at most, or not after", [QueryOperator.Greater] = "more, or after",
        [QueryOperator.GreaterOrEqual] = "at least, or not before", [QueryOperator.Contains] = "holds the text", [QueryOperator.NotContains] = "does not hold the text", [QueryOperator.StartsWith] = "begins with",
        [QueryOperator.In] = "is one of: (a, b)",
    };

    /// <summary>What the language itself knows; names of machines and errors are the caller's to add.</summary>
    public static IEnumerable<QuerySuggestion> Of(QueryExpectation expected) => expected switch
    {
        { Part: QueryPart.Condition } => [.. QueryField.All.Select(field => new QuerySuggestion(field.Name, field.Says)), new("not", "The opposite of what follows")],
        { Part: QueryPart.Connective } => [new("and"), new("or")],
        { Part: QueryPart.Operator, Field: { } field } => field.Operators.Select(op => new QuerySuggestion(QueryOperators.NameOf(op), OperatorsSay[op])),
        { Field.Type: QueryType.Status } => Enum.GetValues<ExecutionStatus>().Select(status => new QuerySuggestion(ConsoleApi.NameOf(status))),
        { Field.Type: QueryType.Duration } => [new("30s"), new("5m"), new("1h"), new("1d")],
        { Field.Type: QueryType.Time } => [new("15m ago"), new("1h ago"), new("24h ago"), new("7d ago"), new("today", "Since midnight, UTC"), new("yesterday")],
        { Field.MayBeAbsent: true } => [new("null", "There is none")],
        _ => [],
    };

    /// <summary>A value as it is written: with quotation marks unless it reads as one word.</summary>
    public static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n")}\"";
}
