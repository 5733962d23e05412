using System.CommandLine;
using Baton.Cli.Output;
using Baton.People.Http;

namespace Baton.Cli.Commands;

/// <summary><c>baton inbox</c>: the tasks that wait for somebody.</summary>
internal static class InboxCommand
{
    public const string Examples = """
          baton inbox --user ada --groups support        what ada has, and what she can claim
          baton inbox --all                              every task that is open or claimed
        """;

    public static Command Create(CommandFrame frame)
    {
        var people = new PeopleFrame(frame);
        var all = new Option<bool>("--all") { Description = "The tasks of all, not of --user and --groups alone" };
        var text = new Option<string?>("--text") { Description = "Only those whose title holds this", HelpName = "TEXT" };
        var limit = new Option<int>("--limit") { Description = "How many at most, up to 200", HelpName = "N", DefaultValueFactory = _ => 50 };
        var command = new Command("inbox", "List the tasks that wait for people") { all, text, limit };
        people.AddTo(command);
        people.SetAction(command, async (parsed, context, client, stop) =>
        {
            var query = FormattableString.Invariant($"limit={parsed.GetValue(limit)}") + (parsed.GetValue(text) is { } wanted ? $"&text={Uri.EscapeDataString(wanted)}" : "");
            var found = new List<TaskView>();
            foreach (var narrowed in parsed.GetValue(all) ? [""] : Mine(people.User(parsed), people.Groups(parsed)))
                found.AddRange((await client.GetAsync($"tasks?{query}{narrowed}", ApiJson.Default.TaskPage, stop)).Tasks);
            var tasks = found.DistinctBy(task => task.Id).OrderByDescending(task => task.Priority).ThenBy(task => task.DueAt ?? DateTimeOffset.MaxValue).ThenBy(task => task.Id).Take(parsed.GetValue(limit)).ToList();
            if (context.IsJson) context.Screen.WriteJson(new TaskPage(tasks, null), ApiJson.Default.TaskPage);
            else if (tasks.Count == 0) context.Screen.Write(Line.Of("Nothing waits."));
            else context.Screen.Write(Grid(tasks, context.Host.Time));
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>What a person has, and what is there for the groups; everything where it is not known who asks.</summary>
    private static IEnumerable<string> Mine(string? user, string? groups)
    {
        if (user is null && groups is null) yield return "";
        if (user is not null) yield return $"&assignee={Uri.EscapeDataString(user)}";
        if (groups is not null) yield return $"&unassigned=true&group={Uri.EscapeDataString(groups)}";
    }

    private static Grid Grid(IReadOnlyList<TaskView> tasks, TimeProvider clock)
    {
        var grid = new Grid("TASK", "TITLE", "STATUS", "WHO", "PRIORITY", "DUE");
        foreach (var task in tasks)
        {
            grid.Add(
                new Span(FormattableString.Invariant($"{task.Id}")), new Span(task.Title, Tone.Strong), new Span(TaskCommand.Word(task.Status)), new Span(task.Assignee ?? string.Join(", ", task.Groups)),
                new Span(FormattableString.Invariant($"{task.Priority}")), new Span(task.DueAt is { } due ? Times.Moment(due, clock) : "", task.DueAt < clock.GetUtcNow() ? Tone.Bad : Tone.Plain));
        }
        return grid;
    }
}
