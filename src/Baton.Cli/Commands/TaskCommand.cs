using System.CommandLine;
using Baton.Cli.Output;
using Baton.Json;
using Baton.People.Http;
using Baton.People.Tasks;

namespace Baton.Cli.Commands;

/// <summary><c>baton task</c>: shows a task for people, and does what people do with it.</summary>
internal static class TaskCommand
{
    public const string Examples = """
          baton task show 17
          baton task claim 17 --user ada
          baton task complete 17 --user ada --outcome approve --data '{"amount": 20}'
          baton task comment 17 "asked the customer" --user ada
        """;

    public static Command Create(CommandFrame frame) => new("task", "Show a task for people, claim it, complete it")
    {
        Show(new PeopleFrame(frame)),
        Act(frame, "claim", "Take a task", _ => { }, (_, _, _) => Empty),
        Act(frame, "release", "Give a task back to those whom it was offered to", _ => { }, (_, _, _) => Empty),
        To(frame, "assign", "Say who is to do a task"),
        To(frame, "delegate", "Pass your own task on"),
        Comment(frame),
        Complete(frame),
        Cancel(frame),
    };

    public static string Word(HumanTaskStatus status) => status.ToString().ToLowerInvariant();

    private static Task<ActRequest> Empty => Task.FromResult(new ActRequest());

    private static Command Show(PeopleFrame people)
    {
        var id = Id();
        var command = new Command("show", "Show a task and what was done with it") { id };
        people.AddTo(command);
        people.SetAction(command, async (parsed, context, client, stop) =>
        {
            var task = await client.GetAsync(FormattableString.Invariant($"tasks/{parsed.GetValue(id)}"), ApiJson.Default.TaskView, stop);
            var history = await client.GetAsync(FormattableString.Invariant($"tasks/{task.Id}/history"), ApiJson.Default.HistoryView, stop);
            if (context.IsJson) context.Screen.WriteJson(new TaskReport(task, history.History), ApiJson.Default.TaskReport);
            else context.Screen.Write(Lines(task, history, context.Host.Time));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command To(CommandFrame frame, string act, string description)
    {
        var to = new Argument<string>("WHO") { Description = "Who is to do it" };
        return Act(frame, act, description, command => command.Arguments.Add(to), (parsed, _, _) => Task.FromResult(new ActRequest { To = parsed.GetValue(to) }));
    }

    private static Command Comment(CommandFrame frame)
    {
        var text = new Argument<string>("TEXT") { Description = "What there is to say" };
        return Act(frame, "comment", "Say something about a task", command => command.Arguments.Add(text), (parsed, _, _) => Task.FromResult(new ActRequest { Text = parsed.GetValue(text) }), "comments");
    }

    private static Command Complete(CommandFrame frame)
    {
        var outcome = new Option<string?>("--outcome") { Description = "One of the task's outcomes; may be missing where there is only one", HelpName = "WORD" };
        var data = new Option<string?>("--data") { Description = "What the form asks for: JSON, @FILE, or - for standard input", HelpName = "JSON" };
        return Act(
            frame, "complete", "Complete a task, and its execution goes on",
            command =>
            {
                command.Options.Add(outcome);
                command.Options.Add(data);
            },
            async (parsed, context, stop) => new ActRequest
            {
                Outcome = parsed.GetValue(outcome), Data = parsed.GetValue(data) is { } text ? JsonData.Parse(await InputText.ReadJsonAsync(text, context.Host, stop)) : null,
            });
    }

    private static Command Cancel(CommandFrame frame)
    {
        var reason = new Option<string>("--reason") { Description = "Why; the execution's task fails with it", HelpName = "TEXT", Required = true };
        return Act(frame, "cancel", "Cancel a task", command => command.Options.Add(reason), (parsed, _, _) => Task.FromResult(new ActRequest { Reason = parsed.GetValue(reason) }));
    }

    private static Command Act(
        CommandFrame frame, string name, string description, Action<Command> add, Func<ParseResult, CommandContext, CancellationToken, Task<ActRequest>> request, string? act = null)
    {
        var people = new PeopleFrame(frame);
        var id = Id();
        var command = new Command(name, description) { id };
        add(command);
        people.AddTo(command);
        people.SetAction(command, async (parsed, context, client, stop) =>
        {
            var task = await client.ActAsync(parsed.GetValue(id), act ?? name, await request(parsed, context, stop), ApiJson.Default.TaskView, stop);
            if (context.IsJson) context.Screen.WriteJson(task, ApiJson.Default.TaskView);
            else context.Screen.Write(Line.Of(FormattableString.Invariant($"Task {task.Id} is {Word(task.Status)}{(task.Assignee is { } assignee ? $" by {assignee}" : "")}: {task.Title}")));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Argument<long> Id() => new("TASK") { Description = "The task's number" };

    private static IEnumerable<Line> Lines(TaskView task, HistoryView history, TimeProvider clock)
    {
        yield return Line.Of(new Span(FormattableString.Invariant($"Task {task.Id}  ")), new Span(task.Title, Tone.Strong), new Span($"  {Word(task.Status)}"));
        if (task.Description is { } description) yield return Line.Of(description);
        yield return Line.Of($"for         {task.Assignee ?? (task.Groups.Count > 0 ? string.Join(", ", task.Groups) : "everybody")}");
        yield return Line.Of($"outcomes    {string.Join(", ", task.Outcomes)}{(task.Outcome is { } outcome ? $", came to {outcome}" : "")}");
        if (task.DueAt is { } due) yield return Line.Of($"due         {Times.Moment(due, clock)}");
        yield return Line.Of($"execution   {task.ExecutionArn}");
        if (task.Form is { } form) yield return Line.Of($"form        {form}");
        if ((task.Result ?? task.Draft ?? task.Data) is { } data) yield return Line.Of($"data        {data}");
        foreach (var vote in task.Votes) yield return Line.Of($"vote        {vote.By}  {vote.Outcome}{(vote.Data is { } said ? $"  {said}" : "")}");
        if (task.Reason is { } reason) yield return Line.Of($"reason      {reason}");
        foreach (var act in history.History) yield return Of(act, clock);
    }

    /// <summary>An act of a history.</summary>
    public static Line Of(HistoryAct act, TimeProvider clock) => Line.Of(new Span($"  {Times.Moment(act.At, clock)}  ", Tone.Dim), new Span($"{act.By ?? "Baton"}  {act.What}{(act.Text is { } text ? $"  {text}" : "")}"));
}
