using System.CommandLine;
using Baton.Cli.Api;
using Baton.Cli.Checklists;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Cli.Timelines;

namespace Baton.Cli.Commands;

/// <summary><c>baton show EXECUTION</c>: what happened, as a timeline or as a checklist.</summary>
internal static class ShowCommand
{
    public const string Examples = """
          baton show order-17                            the timeline: errors first, then each state
          baton show orders:order-17 --follow            until it ends; exit code 1 unless it succeeded
          baton show order-17 --checklist --follow       all steps, also those still to come
        """;

    public static Command Create(CommandFrame frame)
    {
        var execution = new Argument<string>("EXECUTION") { Description = "The execution's name, MACHINE:NAME or ARN" };
        var follow = new Option<bool>("--follow") { Description = "Go on until the execution ends; exit code 1 unless it succeeded" };
        var checklist = new Option<bool>("--checklist") { Description = "All steps of the machine: done, at work, still to come" };
        var command = new Command("show", "Show what happened in an execution") { execution, follow, checklist };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            async (context, stop) =>
            {
                var arn = await context.Names.ExecutionAsync(parsed.GetRequiredValue(execution), stop);
                return parsed.GetValue(checklist)
                    ? await ShowChecklistAsync(context, arn, parsed.GetValue(follow), stop)
                    : await ShowTimelineAsync(context, arn, parsed.GetValue(follow), stop);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> ShowTimelineAsync(CommandContext context, string arn, bool follow, CancellationToken cancellationToken)
    {
        var report = follow
            ? await Progress.ShowAsync(context, arn, cancellationToken)
            : await new ExecutionWatch(context.Client, arn, context.Host.Time).ReadAsync(cancellationToken);
        if (context.IsJson) context.Screen.WriteJson(TimelineJson.Of(report), CliJson.Readable.TimelineJson);
        else if (!follow) context.Screen.Write(new TimelineView(report, context.Host.Time).Lines());
        return follow ? Progress.ExitCodeOf(report) : ExitCodes.Ok;
    }

    private static async Task<int> ShowChecklistAsync(CommandContext context, string arn, bool follow, CancellationToken cancellationToken)
    {
        var execution = await context.Client.DescribeExecutionAsync(new() { ExecutionArn = arn }, cancellationToken);
        var machine = await context.Client.DescribeStateMachineAsync(new() { StateMachineArn = execution.StateMachineArn }, cancellationToken);
        IReadOnlyList<ChecklistItem> Items(ExecutionReport report) => Checklist.Of(machine.Definition, report.Timeline, context.Host.Time.GetUtcNow());
        IReadOnlyList<Line> Lines(ExecutionReport report) =>
        [
            .. new TimelineView(report, context.Host.Time).Head(),
            Line.Empty,
            .. ChecklistView.Lines(Items(report), report.Execution.Status, context.Host.Time),
        ];

        var report = follow
            ? await Progress.ShowAsync(context, arn, Lines, cancellationToken)
            : await new ExecutionWatch(context.Client, arn, context.Host.Time).ReadAsync(cancellationToken);
        if (context.IsJson) context.Screen.WriteJson(ChecklistJson.Of(report, Items(report)), CliJson.Readable.ChecklistJson);
        else if (!follow) context.Screen.Write(Lines(report));
        else if (!context.Screen.IsTerminal) context.Screen.Write(ChecklistView.Lines(Items(report), report.Execution.Status, context.Host.Time).Prepend(Line.Empty));
        return follow ? Progress.ExitCodeOf(report) : ExitCodes.Ok;
    }
}
