using System.Text.Json;
using Baton.Cli.Api;
using Baton.Cli.Output;
using Baton.Client;

namespace Baton.Cli.Timelines;

/// <summary>A timeline as lines of text: what went wrong first, then every state in its place in the tree.</summary>
/// <param name="report">The execution.</param>
/// <param name="clock">The time of what still runs, and the zone that times are told in.</param>
/// <param name="dataWidth">How wide the lines are that tell inputs and outputs; null leaves them out.</param>
internal sealed class TimelineView(ExecutionReport report, TimeProvider clock, int? dataWidth = null)
{
    private const int NameWidthMax = 60;
    private const int CauseLengthMax = 160;

    private static readonly Span Blank = new("");

    private readonly DateTimeOffset _start = report.Execution.StartDate;
    private readonly DateTimeOffset _now = report.Execution.StopDate ?? clock.GetUtcNow();
    private readonly List<Row> _rows = [];

    public IReadOnlyList<Line> Lines() => [.. Head(), Line.Empty, .. Path()];

    public IEnumerable<Line> Head() => Status().Prepend(Title());

    /// <summary>Every state that was entered, in its place in the tree.</summary>
    public IEnumerable<Line> Path()
    {
        _rows.Clear();
        AddLane(report.Timeline.Root, "");
        var width = Math.Min(NameWidthMax, _rows.Select(row => row.Tree.Length + row.Name.Text.Length).DefaultIfEmpty(0).Max());
        return _rows.Select(row => LineOf(row, width));
    }

    public Line Title() => Line.Of(new Span($"{Arn.MachineOf(report.Execution.ExecutionArn)} · {Arn.NameOf(report.Execution.ExecutionArn)}", Tone.Strong));

    /// <summary>Status, times and, when it failed, where and why.</summary>
    public IEnumerable<Line> Status()
    {
        var execution = report.Execution;
        var took = Times.Duration(_now - _start);
        yield return Line.Of(
            new Span(execution.Status.Value, ToneOf(execution.Status)),
            new Span($" {(execution.Status.IsClosed ? "after" : "for")} {took}, started {Times.Moment(_start, clock)}", Tone.Dim));
        if (execution is { Error: null, Cause: null }) yield break;
        var where = report.Timeline.FailedAt is { } failed ? $" in '{failed.Name}'" : "";
        yield return Line.Of(new Span($"{execution.Error ?? "(no error name)"}{where}", Tone.Bad));
        foreach (var line in (execution.Cause ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)) yield return Line.Of($"  {line.TrimEnd()}");
    }

    private Line LineOf(Row row, int width)
    {
        if (row.Data is { } data) return Line.Of(new Span($"{"",12}{row.Tree}  {data}", Tone.Dim)).Cut(dataWidth!.Value);
        var padding = Math.Max(0, width - row.Tree.Length - row.Name.Text.Length);
        return Line.Of(
            new Span($"{row.When,10}  ", Tone.Dim),
            new Span(row.Tree, Tone.Dim),
            row.Sign,
            new Span(row.Sign.Text.Length == 0 ? "" : " "),
            row.Name,
            new Span(new string(' ', padding + (row.Sign.Text.Length == 0 ? 2 : 0))),
            new Span($"  {row.Took,12}  ", Tone.Dim),
            row.What);
    }

    private void AddLane(Lane lane, string tree)
    {
        foreach (var (visit, next) in lane.Visits.Zip(lane.Visits.Skip(1).Append(null)))
        {
            var took = visit.LeftAt is null && visit.Status != VisitStatus.Running ? "" : Times.Duration((visit.LeftAt ?? _now) - visit.EnteredAt);
            _rows.Add(new Row(Offset(visit.EnteredAt), tree, Symbols.Of(visit.Status), new Span(visit.Name), took, What(visit, next)));
            foreach (var (attempt, number) in visit.Attempts.Select((attempt, index) => (attempt, index + 1)))
            {
                if (NeedsRow(visit, attempt)) AddAttempt(attempt, number, tree);
                AddLanes(attempt, tree);
            }
            if (dataWidth is not null && visit.Output is { } output && DataChange.Of(visit.Input, output) is { } change) _rows.Add(new Row("", tree, Blank, Blank, "", Blank, change));
        }
    }

    private void AddAttempt(Attempt attempt, int number, string tree) => _rows.Add(new Row(
        Offset(attempt.ScheduledAt),
        tree + "  ",
        Symbols.Of(attempt.Status),
        new Span($"attempt {number}"),
        Times.Duration((attempt.EndedAt ?? _now) - attempt.ScheduledAt),
        new Span(Sentence(Worker(attempt), Waited(attempt), Reason(attempt.Failure)), attempt.Failure is null ? Tone.Dim : Tone.Bad)));

    private void AddLanes(Attempt attempt, string tree)
    {
        var kind = attempt.Visit.Type == "Map" ? "iteration" : "branch";
        foreach (var (lane, index) in attempt.Lanes.Select((lane, index) => (lane, index)))
        {
            var isLast = index == attempt.Lanes.Count - 1;
            _rows.Add(new Row("", tree + (isLast ? "└─ " : "├─ "), Symbols.Of(lane.Status), new Span($"{kind} {lane.Index}", Tone.Dim), "", new Span("")));
            AddLane(lane, tree + (isLast ? "   " : "│  "));
        }
    }

    private static bool NeedsRow(StateVisit visit, Attempt attempt) => visit.Attempts.Count > 1 || attempt.Failure is not null;

    /// <param name="visit">The visit.</param>
    /// <param name="next">The visit after it; null where there is none yet.</param>
    private static Span What(StateVisit visit, StateVisit? next)
    {
        var last = visit.Attempts.LastOrDefault();
        var isOne = visit.Attempts.Count == 1 && last!.Failure is null;
        var text = Sentence(
            visit.Type == "Task" ? last?.Resource ?? "Task" : Sentence(visit.Type, last?.Resource),
            isOne ? Worker(last!) : null,
            isOne ? Waited(last!) : null,
            visit.Attempts.Count > 1 ? $"{visit.Attempts.Count} attempts" : null,
            visit.Status == VisitStatus.Caught ? "caught" : null,
            visit.Attempts.Count == 0 ? Reason(visit.Failure) : null);
        if (next is not null && (visit.Status == VisitStatus.Caught || visit.Type == "Choice")) text += $" → {next.Name}";
        return new Span(text, visit.Status is VisitStatus.Failed or VisitStatus.TimedOut ? Tone.Bad : Tone.Dim);
    }

    private static string? Worker(Attempt attempt) => attempt.Worker is null ? null : $"by {attempt.Worker}";

    // A task that nobody takes is the first thing to look for when a case does not move.
    private static string? Waited(Attempt attempt) => attempt switch
    {
        { Status: VisitStatus.Running, StartedAt: null } => "not taken yet",
        { StartedAt: { } started } when started - attempt.ScheduledAt >= TimeSpan.FromSeconds(1) => $"taken after {Times.Duration(started - attempt.ScheduledAt)}",
        { Status: VisitStatus.Running, SubmittedAt: not null } => "waiting for its token",
        _ => null,
    };

    private static string? Reason(Failure? failure)
    {
        if (failure is null) return null;
        var cause = MessageIn(failure.Cause ?? "").ReplaceLineEndings(" ");
        if (cause.Length > CauseLengthMax) cause = cause[..CauseLengthMax] + "…";
        return cause.Length == 0 ? failure.Error ?? "failed" : $"{failure.Error ?? "failed"}: {cause}";
    }

    /// <summary>A function that fails has its whole error as cause, as JSON; the message in it is what people look for.</summary>
    private static string MessageIn(string cause)
    {
        if (!cause.StartsWith('{')) return cause;
        try
        {
            using var error = JsonDocument.Parse(cause);
            return error.RootElement.TryGetProperty("errorMessage", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString()! : cause;
        }
        catch (JsonException)
        {
            return cause; // a text that begins like an object
        }
    }

    /// <param name="Data">A payload, in place of everything but the tree.</param>
    private readonly record struct Row(string When, string Tree, Span Sign, Span Name, string Took, Span What, string? Data = null);

    private string Offset(DateTimeOffset time) => $"+{Times.Duration(time - _start)}";

    private static string Sentence(params string?[] parts) => string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));

    internal static Tone ToneOf(ExecutionStatus status) =>
        status == ExecutionStatus.Running ? Tone.Busy : status == ExecutionStatus.Succeeded ? Tone.Good : Tone.Bad;
}
