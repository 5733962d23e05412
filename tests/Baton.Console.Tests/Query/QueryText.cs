using System.Globalization;
using Baton.WebConsole.Query;

namespace Baton.WebConsole.Tests.Query;

/// <summary>Writes what a query was read as, with all its brackets.</summary>
internal static class QueryText
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 12, 10, 0, 0, TimeSpan.Zero);

    public static QueryNode Parse(string query) => QueryParser.Parse(query, Now);

    public static string Of(QueryNode node) => node switch
    {
        QueryNode.Any => "any",
        QueryNode.And(var left, var right) => $"({Of(left)} and {Of(right)})",
        QueryNode.Or(var left, var right) => $"({Of(left)} or {Of(right)})",
        QueryNode.Not(var operand) => $"not {Of(operand)}",
        QueryNode.Text(var text) => $"text \"{text}\"",
        QueryNode.Is(var field, var path, var op, var values) =>
            $"{field.Name}{string.Concat(path.Select(step => $"[{step.Name}]"))} {QueryOperators.NameOf(op)} {string.Join(" | ", values.Select(Of))}",
        _ => throw new InvalidOperationException(node.ToString()),
    };

    private static string Of(QueryValue value) => value switch
    {
        QueryValue.Null => "null",
        QueryValue.OfStatus(var status) => status.ToString(),
        QueryValue.OfText(var text) => $"\"{text}\"",
        QueryValue.OfNumber(var number) => number.ToString(CultureInfo.InvariantCulture),
        QueryValue.OfDuration(var duration) => duration.ToString("c", CultureInfo.InvariantCulture),
        QueryValue.OfTime(var time) => time.UtcDateTime.ToString("s", CultureInfo.InvariantCulture),
        QueryValue.OfJson(var json) => json.ToString(),
        _ => throw new InvalidOperationException(value.ToString()),
    };
}
