using System.Globalization;
using Baton.People.Audit;
using Baton.People.Cases;
using Baton.People.Tasks;
using Microsoft.AspNetCore.Http;

namespace Baton.People.Http;

/// <summary>Reads what lists are asked for. A parameter that there is not is refused, because a filter that is silently left out shows what nobody asked for.</summary>
internal static class Queries
{
    private const int LimitDefault = 50;
    private const int LimitMax = 200;

    public static TaskQuery Tasks(IQueryCollection query)
    {
        Known(query, "status", "assignee", "group", "unassigned", "execution", "machine", "dueBefore", "priorityMin", "text", "limit", "cursor");
        var asked = new TaskQuery(Before(query), Limit(query))
        {
            Assignee = Text(query, "assignee"),
            Groups = Text(query, "group")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            IsUnassigned = Flag(query, "unassigned"),
            Execution = Text(query, "execution"),
            Machine = Text(query, "machine"),
            DueBefore = Time(query, "dueBefore"),
            PriorityMin = Number(query, "priorityMin", 0, 100),
            Text = Text(query, "text"),
        };
        if (asked.Groups.Count > 20) throw PeopleException.Invalid("group: Expected at most 20 groups.");
        if (asked.IsUnassigned && asked.Assignee is not null) throw PeopleException.Invalid("unassigned: Expected unassigned or assignee, found both.");
        return Text(query, "status") switch
        {
            null or "active" => asked,
            "closed" => asked with { IsActive = false },
            "all" => asked with { IsActive = null },
            "open" => asked with { Status = HumanTaskStatus.Open },
            "claimed" => asked with { Status = HumanTaskStatus.Claimed },
            "completed" => asked with { Status = HumanTaskStatus.Completed },
            "cancelled" => asked with { Status = HumanTaskStatus.Cancelled },
            _ => throw PeopleException.Invalid("status: Expected one of active, open, claimed, closed, completed, cancelled, all."),
        };
    }

    public static CaseQuery Cases(IQueryCollection query)
    {
        Known(query, "key", "status", "owner", "label", "machine", "execution", "text", "limit", "cursor");
        return new CaseQuery(Before(query), Limit(query))
        {
            Key = Text(query, "key"), Status = Text(query, "status"), Owner = Text(query, "owner"), Label = Text(query, "label"), Machine = Text(query, "machine"),
            Execution = Text(query, "execution"), Text = Text(query, "text"),
        };
    }

    public static AuditQuery Audit(IQueryCollection query)
    {
        Known(query, "by", "task", "case", "text", "limit", "cursor");
        return new AuditQuery(Before(query), Limit(query))
        {
            By = Text(query, "by"), TaskId = Number(query, "task", 1, int.MaxValue), CaseId = Number(query, "case", 1, int.MaxValue), Text = Text(query, "text"),
        };
    }

    public static (bool IsFailed, long BeforeId, int Limit) Messages(IQueryCollection query)
    {
        Known(query, "status", "limit", "cursor");
        return (Text(query, "status") switch
        {
            null or "waiting" => false,
            "failed" => true,
            _ => throw PeopleException.Invalid("status: Expected waiting or failed."),
        }, Before(query), Limit(query));
    }

    /// <summary>What the page after this one is asked for with; null where this one is the last.</summary>
    public static string? Cursor(int count, int limit, long lastId) => count < limit ? null : lastId.ToString(CultureInfo.InvariantCulture);

    private static void Known(IQueryCollection query, params ReadOnlySpan<string> names)
    {
        foreach (var name in query.Keys)
        {
            if (!names.Contains(name)) throw PeopleException.Invalid($"{name}: There is no such parameter. There are {string.Join(", ", names.ToArray())}.");
        }
    }

    private static string? Text(IQueryCollection query, string name)
    {
        if (!query.TryGetValue(name, out var values) || values.ToString() is not { Length: > 0 } text) return null;
        return values.Count == 1 && text.Length <= 2_048 ? text : throw PeopleException.Invalid($"{name}: Expected it once, with at most 2048 characters.");
    }

    private static bool Flag(IQueryCollection query, string name) => Text(query, name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw PeopleException.Invalid($"{name}: Expected true or false."),
    };

    private static int? Number(IQueryCollection query, string name, int min, int max)
    {
        if (Text(query, name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw PeopleException.Invalid($"{name}: Expected a whole number from {min} to {max}.");
    }

    private static DateTimeOffset? Time(IQueryCollection query, string name)
    {
        if (Text(query, name) is not { } text) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw PeopleException.Invalid($"{name}: Expected a time like 2030-01-31T12:00:00Z.");
    }

    private static int Limit(IQueryCollection query) => Number(query, "limit", 1, LimitMax) ?? LimitDefault;

    private static long Before(IQueryCollection query)
    {
        if (Text(query, "cursor") is not { } text) return long.MaxValue;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw PeopleException.Invalid("cursor: Expected the cursor of a page before.");
    }
}
