using System.Text.Json;

namespace Baton.Checklists;

/// <summary>The steps of a definition and how far an execution has got with them.</summary>
internal static class Checklist
{
    // What takes no time and nobody does is no step of its own. (Nor is a Fail state that was not reached: nobody plans to fail.)
    private static readonly HashSet<string> Quick = new(StringComparer.Ordinal) { "Pass", "Choice" };

    public static IReadOnlyList<ChecklistItem> Of(string definition, Timeline timeline, DateTimeOffset now)
    {
        var visits = timeline.AllVisits().ToLookup(visit => visit.Name, StringComparer.Ordinal);
        var flow = FlowOrder.Of(definition);
        // The definition can have changed since the execution began; what it did is shown all the same.
        var gone = timeline.AllVisits().Select(visit => visit.Name).Except(flow.Select(state => state.Name), StringComparer.Ordinal);
        return
        [
            .. flow.Where(state => !Quick.Contains(state.Type) && (state.Type != "Fail" || visits.Contains(state.Name))).Select(state => Item(state.Name, state.Depth, [.. visits[state.Name]], now)),
            .. gone.Where(name => !Quick.Contains(visits[name].First().Type)).Select(name => Item(name, 0, [.. visits[name]], now)),
        ];
    }

    private static ChecklistItem Item(string step, int depth, IReadOnlyList<StateVisit> visits, DateTimeOffset now)
    {
        if (visits.Count == 0) return new ChecklistItem { Step = step, Depth = depth };
        // In a loop or a Map, what is open counts more than what was entered last.
        var visit = visits.LastOrDefault(visit => visit.Status == VisitStatus.Running) ?? visits[^1];
        var attempt = visit.Attempts.LastOrDefault();
        return new ChecklistItem
        {
            Step = step,
            Depth = depth,
            Status = visit.Status,
            Who = visit.Type == "Task" && attempt is not null ? Who(attempt) : null,
            HumanTask = attempt?.HumanTask,
            Since = visit.LeftAt ?? attempt?.ScheduledAt ?? visit.EnteredAt,
            Took = (visit.LeftAt ?? now) - visit.EnteredAt,
            Visits = visits.Count,
            Attempts = visit.Attempts.Count,
            Error = visit.Failure?.Error ?? visit.Attempts.LastOrDefault(attempt => attempt.Failure is not null)?.Failure?.Error,
        };
    }

    private static string? Who(Attempt attempt) => attempt.Worker ?? FunctionName(attempt) ?? (attempt.StartedAt is null ? null : attempt.Resource);

    private static string? FunctionName(Attempt attempt)
    {
        if (attempt.Resource?.StartsWith("lambda ", StringComparison.Ordinal) != true || attempt.Parameters is null) return null;
        using var parameters = JsonDocument.Parse(attempt.Parameters);
        return parameters.RootElement.ValueKind == JsonValueKind.Object && parameters.RootElement.TryGetProperty("FunctionName", out var name) ? name.GetString() : null;
    }
}
