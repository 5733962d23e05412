using Baton.Cli.Output;
using Baton.Cli.Timelines;
using Baton.Client;

namespace Baton.Cli.Checklists;

/// <summary>A checklist as lines: the step, who does it, how it stands, since when.</summary>
internal static class ChecklistView
{
    private static readonly Span NotReached = new("○", Tone.Dim);
    private static readonly Span NotNeeded = new("·", Tone.Dim);

    public static IReadOnlyList<Line> Lines(IReadOnlyList<ChecklistItem> items, ExecutionStatus status, TimeProvider clock)
    {
        var step = Width("STEP", items.Select(item => Step(item).Length));
        var who = Width("WHO", items.Select(item => item.Who?.Length ?? 0));
        return
        [
            Line.Of($"    {"STEP".PadRight(step)}  {"WHO".PadRight(who)}  {"SINCE",-8}  {"TOOK",12}", Tone.Dim),
            .. items.Select(item => Line.Of(
                new Span("  "),
                item.Status is { } reached ? Symbols.Of(reached) : status.IsClosed ? NotNeeded : NotReached,
                new Span(" "),
                new Span(Step(item).PadRight(step), item.Status is null ? Tone.Dim : item.Status == VisitStatus.Running ? Tone.Strong : Tone.Plain),
                new Span($"  {(item.Who ?? "").PadRight(who)}"),
                new Span($"  {(item.Since is { } since ? Times.Clock(since, clock) : ""),-8}  {(item.Took is { } took ? Times.Duration(took) : ""),12}", Tone.Dim),
                Notes(item))),
        ];
    }

    private static string Step(ChecklistItem item) => new string(' ', 2 * item.Depth) + item.Step;

    private static Span Notes(ChecklistItem item)
    {
        var notes = string.Join(", ", ((string?[])
        [
            item.Visits > 1 ? $"{item.Visits} times" : null,
            item.Attempts > 1 ? $"attempt {item.Attempts}" : null,
            item.Error,
        ]).Where(note => note is not null));
        return new Span(notes.Length == 0 ? "" : $"  {notes}", item.Status is VisitStatus.Failed or VisitStatus.TimedOut ? Tone.Bad : Tone.Dim);
    }

    private static int Width(string heading, IEnumerable<int> lengths) => lengths.Append(heading.Length).Max();
}
