using Baton.Json;

namespace Baton.People.Cases;

/// <summary>
/// The statuses that a machine declares for its cases, by tags: <c>baton:case-status:NAME</c> holds the statuses that may follow NAME, separated by spaces, and
/// <c>baton:case-start</c> the first. A machine without such tags allows every status.
/// </summary>
internal sealed class CaseStatuses
{
    private const string StatusPrefix = "baton:case-status:";
    private const string StartTag = "baton:case-start";

    private readonly Dictionary<string, string[]> _next;
    private readonly string? _start;

    private CaseStatuses(Dictionary<string, string[]> next, string? start) => (_next, _start) = (next, start);

    public static CaseStatuses Read(string tags)
    {
        var all = (JsonObject)JsonData.Parse(tags);
        var next = all.Where(tag => tag.Key.StartsWith(StatusPrefix, StringComparison.Ordinal))
            .ToDictionary(tag => tag.Key[StatusPrefix.Length..], tag => Text(tag.Value).Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
        return new CaseStatuses(next, all[StartTag] is { } start ? Text(start) : null);
    }

    /// <returns>Why a case may not go from one status to another; null where it may.</returns>
    public string? WhyNot(string? from, string to)
    {
        if (_next.Count == 0 || from == to) return null;
        if (!_next.ContainsKey(to)) return $"The machine declares no status '{to}'; it declares {string.Join(", ", _next.Keys)}.";
        if (from is null) return _start is null || _start == to ? null : $"A case of this machine begins as '{_start}', not as '{to}'.";
        if (_next.GetValueOrDefault(from) is not { } allowed || allowed.Contains(to)) return null; // a status that was declared once does not hold a case for ever
        return $"A case does not go from '{from}' to '{to}'; from '{from}' it goes to {(allowed.Length > 0 ? string.Join(", ", allowed) : "nothing else")}.";
    }

    private static string Text(JsonData value) => (value as JsonString)?.Value ?? "";
}
