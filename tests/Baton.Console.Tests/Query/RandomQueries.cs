using System.Globalization;
using Baton.WebConsole.Query;

namespace Baton.WebConsole.Tests.Query;

/// <summary>Makes queries of all kinds, over few values, so that many of them hold.</summary>
internal static class RandomQueries
{
    public static readonly string[] Machines = ["orders", "charges", "reports"];

    public static string Text(Random random, int depth) => depth == 0 ? Comparison(random) : random.Next(6) switch
    {
        0 => $"not {Text(random, depth - 1)}",
        1 or 2 => $"({Text(random, depth - 1)} and {Text(random, depth - 1)})",
        3 => $"({Text(random, depth - 1)} or {Text(random, depth - 1)})",
        _ => Comparison(random),
    };

    private static string Comparison(Random random)
    {
        if (random.Next(12) == 0) return Pick(random, "\"1\"", "\"no\"", "\"ORDER\"");
        if (random.Next(6) == 0) return $"input.order.id {Pick(random, "= 1", "= 3", "in (1, 2)", "!= 2", "= 77")}";
        var field = QueryField.All[random.Next(QueryField.All.Count)];
        var name = field.Type == QueryType.Json ? field.Name + Pick(random, "", ".order", ".order.id", "[\"order\"][\"id\"]", ".items.0", ".none") : field.Name;
        if (field.MayBeAbsent && random.Next(6) == 0) return $"{name} {Pick(random, "=", "!=")} null";
        var op = field.Operators[random.Next(field.Operators.Count)];
        return op == QueryOperator.In ? $"{name} in ({Value(field, random)}, {Value(field, random)})" : $"{name} {QueryOperators.NameOf(op)} {Value(field, random)}";
    }

    private static string Value(QueryField field, Random random) => field.Type switch
    {
        QueryType.Status => Pick(random, "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"),
        QueryType.Number => random.Next(3).ToString(CultureInfo.InvariantCulture),
        QueryType.Duration => Pick(random, "1s", "1m", "5m", "1h"),
        QueryType.Time => Pick(random, "now", "30m ago", "1h ago", "2h ago", "1d ago"),
        QueryType.Json => Pick(random, "1", "2", "\"1\"", "\"a\"", "true", "null"),
        _ when field == QueryField.Machine => Pick(random, [.. Machines, "rep"]),
        _ => Pick(random, "e-1", "e-2", "e-12", "\"No\"", "\"Stopped\"", "live", "K-1", "open"),
    };

    private static string Pick(Random random, params string[] some) => some[random.Next(some.Length)];
}
