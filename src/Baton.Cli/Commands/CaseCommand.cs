using System.CommandLine;
using System.Globalization;
using Baton.Cli.Api;
using Baton.Cli.Output;
using Baton.People.Cases;
using Baton.People.Http;

namespace Baton.Cli.Commands;

/// <summary><c>baton case</c>: the cases that executions carry.</summary>
internal static class CaseCommand
{
    public const string Examples = """
          baton case list --status waiting --owner ada
          baton case show T-1042                         its status, history and checklist
        """;

    public static Command Create(CommandFrame frame) => new("case", "List cases, or show one") { List(new PeopleFrame(frame)), Show(new PeopleFrame(frame)) };

    private static readonly string[] Filters = ["status", "owner", "label", "machine", "text"];

    private static Command List(PeopleFrame people)
    {
        var filters = Filters.Select(name => new Option<string?>($"--{name}") { Description = $"Only those of this {name}", HelpName = "TEXT" }).ToList();
        var limit = new Option<int>("--limit") { Description = "How many at most, up to 200", HelpName = "N", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "List cases, those of the newest executions first") { limit };
        filters.ForEach(command.Options.Add);
        people.SetAction(command, async (parsed, context, client, stop) =>
        {
            var query = string.Concat(filters.Where(filter => parsed.GetValue(filter) is not null).Select(filter => $"&{filter.Name.TrimStart('-')}={Uri.EscapeDataString(parsed.GetValue(filter)!)}"));
            var page = await client.GetAsync(FormattableString.Invariant($"cases?limit={parsed.GetValue(limit)}{query}"), ApiJson.Default.CasePage, stop);
            if (context.IsJson) context.Screen.WriteJson(page, ApiJson.Default.CasePage);
            else if (page.Cases.Count == 0) context.Screen.Write(Line.Of("No cases."));
            else context.Screen.Write(Grid(page.Cases, context.Host.Time));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Show(PeopleFrame people)
    {
        var key = new Argument<string>("CASE") { Description = "The case's key or number" };
        var command = new Command("show", "Show a case: its history, and its steps as a checklist") { key };
        people.SetAction(command, async (parsed, context, client, stop) =>
        {
            var found = await FindAsync(client, parsed.GetRequiredValue(key), stop);
            var history = await client.GetAsync(FormattableString.Invariant($"cases/{found.Id}/history"), ApiJson.Default.HistoryView, stop);
            var checklist = await client.GetAsync(FormattableString.Invariant($"cases/{found.Id}/checklist"), ApiJson.Default.ExecutionChecklist, stop);
            if (context.IsJson) context.Screen.WriteJson(new CaseReport(found, history.History, checklist.Steps), ApiJson.Default.CaseReport);
            else context.Screen.Write(Lines(found, history, checklist, context.Host.Time));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<CaseView> FindAsync(PeopleClient client, string name, CancellationToken cancellationToken)
    {
        var named = await client.GetAsync($"cases?key={Uri.EscapeDataString(name)}", ApiJson.Default.CasePage, cancellationToken);
        if (named.Cases is [var only]) return only;
        if (named.Cases.Count > 1) throw new NotFoundException($"Several cases have the key '{name}': {string.Join(", ", named.Cases.Select(found => found.Id))}. Take the number.");
        if (!long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) throw new NotFoundException($"There is no case '{name}'.");
        return await client.GetAsync(FormattableString.Invariant($"cases/{id}"), ApiJson.Default.CaseView, cancellationToken);
    }

    private static Grid Grid(IReadOnlyList<CaseView> cases, TimeProvider clock)
    {
        var grid = new Grid("CASE", "KEY", "TITLE", "STATUS", "OWNER", "EXECUTION", "UPDATED");
        foreach (var one in cases)
        {
            grid.Add(
                new Span(FormattableString.Invariant($"{one.Id}")), new Span(one.Key ?? "", Tone.Strong), new Span(one.Title ?? ""), new Span(one.Status ?? ""), new Span(one.Owner ?? ""), new Span(one.ExecutionStatus),
                new Span(Times.Moment(one.UpdatedAt, clock)));
        }
        return grid;
    }

    private static IEnumerable<Line> Lines(CaseView one, HistoryView history, ExecutionChecklist checklist, TimeProvider clock)
    {
        yield return Line.Of(new Span($"Case {one.Key ?? one.Id.ToString(CultureInfo.InvariantCulture)}", Tone.Strong), new Span($"  {one.Title}  {one.Status}"));
        yield return Line.Of($"owner      {one.Owner ?? "nobody"}");
        yield return Line.Of($"execution  {one.ExecutionArn}  {one.ExecutionStatus}");
        if (one.Labels.Count > 0) yield return Line.Of($"labels     {string.Join(", ", one.Labels.Select(label => $"{label.Key}={label.Value}"))}");
        foreach (var step in checklist.Steps)
        {
            var tone = step.Standing switch { "now" => Tone.Strong, "done" => Tone.Plain, _ => Tone.Dim };
            yield return Line.Of(new Span($"  {step.Standing,-8}{new string(' ', 2 * step.Depth)}{step.Step}", tone), new Span($"  {step.Who}{(step.Since is { } since ? $"  {Times.Moment(since, clock)}" : "")}", Tone.Dim));
        }
        foreach (var act in history.History) yield return TaskCommand.Of(act, clock);
    }
}
