using Baton.Cli.Output;

namespace Baton.Cli.Timelines;

/// <summary>What is new in a timeline since it was last asked: one line for each state that waits, fails an attempt, or is left.</summary>
internal sealed class ProgressLines(TimeProvider clock)
{
    private readonly HashSet<(long Visit, string What)> _told = [];

    public IEnumerable<Line> News(Timeline timeline) =>
        timeline.AllVisits().SelectMany(Moments).Where(moment => _told.Add((moment.Visit, moment.What))).OrderBy(moment => moment.Event).Select(moment => moment.Line);

    private IEnumerable<(long Visit, string What, long Event, Line Line)> Moments(StateVisit visit)
    {
        // A state that was entered and left since the last look says so with one line.
        var waits = visit.LeftAt is null || _told.Contains((visit.Id, "entered"));
        if (waits && visit.Type is not ("Pass" or "Choice")) yield return Moment(visit, "entered", visit.Id, visit.EnteredAt, Symbols.Of(VisitStatus.Running), visit.Attempts.FirstOrDefault()?.Resource);
        foreach (var (attempt, index) in visit.Attempts.Select((attempt, index) => (attempt, index)))
        {
            if (attempt.Worker is { } worker) yield return Moment(visit, $"taken {index}", attempt.LastEvent, attempt.StartedAt ?? attempt.ScheduledAt, Symbols.Of(VisitStatus.Running), $"by {worker}");
            if (attempt is { EndedAt: { } ended, Failure: { } failure }) yield return Moment(visit, $"failed {index}", attempt.LastEvent, ended, Symbols.Of(attempt.Status), failure.Error);
        }

        if (visit.LeftAt is { } left) yield return Moment(visit, "left", visit.LeftBy, left, Symbols.Of(visit.Status), Times.Duration(left - visit.EnteredAt));
    }

    private (long, string, long, Line) Moment(StateVisit visit, string what, long by, DateTimeOffset at, Span sign, string? note) => (
        visit.Id,
        what,
        by,
        Line.Of(new Span($"{Times.Clock(at, clock)}  ", Tone.Dim), sign, new Span($" {visit.Name}"), new Span(note is null ? "" : $"  {note}", Tone.Dim)));
}
