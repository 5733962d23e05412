using System.Globalization;
using System.Text.RegularExpressions;
using Baton.Json;
using Baton.Store;
using Baton.WebConsole.Api;

namespace Baton.WebConsole.Query;

/// <summary>How the values of each type are written.</summary>
internal static partial class QueryValues
{
    private static readonly TimeSpan DurationMax = TimeSpan.FromDays(100_000);

    private static readonly Dictionary<string, TimeSpan> Units = new()
    {
        ["ms"] = TimeSpan.FromMilliseconds(1), ["s"] = TimeSpan.FromSeconds(1), ["m"] = TimeSpan.FromMinutes(1), ["h"] = TimeSpan.FromHours(1), ["d"] = TimeSpan.FromDays(1), ["w"] = TimeSpan.FromDays(7),
    };

    /// <param name="isAgo">Whether <c>ago</c> stands behind it.</param>
    /// <exception cref="QueryException">The field has no such value.</exception>
    public static QueryValue Read(QueryField field, QueryToken token, bool isAgo, DateTimeOffset now) => field.Type switch
    {
        QueryType.Status => new QueryValue.OfStatus(Enum.GetValues<ExecutionStatus>().Cast<ExecutionStatus?>().FirstOrDefault(status => ConsoleApi.NameOf(status!.Value).Equals(token.Text, StringComparison.OrdinalIgnoreCase))
            ?? throw No(field, token, $"one of {string.Join(", ", Enum.GetValues<ExecutionStatus>().Select(ConsoleApi.NameOf))}")),
        QueryType.Text => new QueryValue.OfText(token.Text),
        QueryType.Number => new QueryValue.OfNumber(NumberOf(token.Text) ?? throw No(field, token, "a number")),
        QueryType.Duration => new QueryValue.OfDuration(DurationOf(token.Text) ?? throw No(field, token, "a duration like 5m, 1h30m, 250ms or 2d")),
        QueryType.Time => new QueryValue.OfTime((isAgo ? Ago(token.Text, now) : TimeOf(token.Text, now)) ?? throw No(field, token, "a time like 2h ago, today, 2026-11-12 or 2026-11-12T10:00:00Z")),
        QueryType.Json => new QueryValue.OfJson(JsonOf(token)),
        _ => throw new InvalidOperationException($"No values for {field.Type}."),
    };

    /// <summary>A duration like <c>1h30m</c>; null where it is none.</summary>
    public static TimeSpan? DurationOf(string text)
    {
        if (!DurationText().IsMatch(text)) return null;
        var seconds = DurationPart().Matches(text).Sum(part => double.Parse(part.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * Units[part.Groups["unit"].Value].TotalSeconds);
        return seconds <= DurationMax.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>What JSON a word means: a number, true, false, null, and every other word itself.</summary>
    private static JsonData JsonOf(QueryToken token) => token.Kind == QueryTokenKind.String ? JsonData.Of(token.Text) : token.Text switch
    {
        "true" => JsonData.True,
        "false" => JsonData.False,
        "null" => JsonData.Null,
        var text => NumberOf(text) is { } number ? JsonData.Of(number) : JsonData.Of(text),
    };

    private static double? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static DateTimeOffset? Ago(string text, DateTimeOffset now) => DurationOf(text) is { } duration && duration < now - DateTimeOffset.MinValue ? now - duration : null;

    /// <summary>A time in words or by ISO 8601; without an offset it is UTC.</summary>
    private static DateTimeOffset? TimeOf(string text, DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return text.ToLowerInvariant() switch
        {
            "now" => now,
            "today" => today,
            "yesterday" => today.AddDays(-1),
            _ => TimeText().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null,
        };
    }

    private static QueryException No(QueryField field, QueryToken token, string expected) => new($"{field.Name} is compared with '{token.Text}'; expected {expected}.", token.Position, token.Length);

    [GeneratedRegex(@"^(?:[0-9]{1,15}(?:\.[0-9]{1,9})?(?:ms|[smhdw]))+\z", RegexOptions.CultureInvariant)]
    private static partial Regex DurationText();

    [GeneratedRegex(@"(?<number>[0-9.]+)(?<unit>ms|[smhdw])", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPart();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,7})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeText();
}
