using Baton.Client;

namespace Baton.Checklists;

/// <summary>What happened in an execution, state by state.</summary>
internal sealed class Timeline
{
    public required Lane Root { get; init; }

    /// <summary>The innermost state that made the execution fail; null where none did.</summary>
    public StateVisit? FailedAt { get; set; }

    public static Timeline Of(IEnumerable<HistoryEvent> events)
    {
        var builder = new TimelineBuilder();
        foreach (var happened in events) builder.Add(happened);
        return builder.Timeline;
    }

    /// <summary>Every visit in the order in which states were entered, those of branches and iterations included.</summary>
    public IEnumerable<StateVisit> AllVisits() => VisitsOf(Root).OrderBy(visit => visit.Id);

    private static IEnumerable<StateVisit> VisitsOf(Lane lane) =>
        lane.Visits.SelectMany(visit => visit.Attempts.SelectMany(attempt => attempt.Lanes).SelectMany(VisitsOf).Prepend(visit));
}
