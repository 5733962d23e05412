using Baton.Cli.Api;
using Baton.Cli.Output;
using Baton.Cli.Timelines;
using Baton.Client;

namespace Baton.Cli.Commands;

/// <summary>Shows an execution while it runs: redrawn on a terminal, line by line in a pipe, silently for a script.</summary>
internal static class Progress
{
    /// <summary>Progress as a timeline; in a pipe it ends with the execution's status.</summary>
    public static Task<ExecutionReport> ShowAsync(CommandContext context, string executionArn, CancellationToken cancellationToken) =>
        ShowAsync(context, executionArn, report => new TimelineView(report, context.Host.Time).Lines(), cancellationToken);

    /// <param name="draw">What a terminal shows of a report.</param>
    /// <returns>The report of the closed execution.</returns>
    public static async Task<ExecutionReport> ShowAsync(
        CommandContext context, string executionArn, Func<ExecutionReport, IReadOnlyList<Line>> draw, CancellationToken cancellationToken)
    {
        var last = await ShowAsync(context, new ExecutionWatch(context.Client, executionArn, context.Host.Time).FollowAsync(cancellationToken), draw);
        if (!context.IsJson && !context.Screen.IsTerminal) context.Screen.Write(new TimelineView(last, context.Host.Time).Head());
        return last;
    }

    /// <summary>Progress alone, of whatever reports: at least one, the last of them at the end.</summary>
    public static async Task<ExecutionReport> ShowAsync(
        CommandContext context, IAsyncEnumerable<ExecutionReport> reports, Func<ExecutionReport, IReadOnlyList<Line>> draw)
    {
        ExecutionReport? last = null;
        if (context.IsJson)
        {
            await foreach (var report in reports) last = report;
        }
        else if (context.Screen.IsTerminal)
        {
            await context.Screen.RedrawAsync(async redraw =>
            {
                await foreach (var report in reports) redraw(draw(last = report));
            });
        }
        else
        {
            var progress = new ProgressLines(context.Host.Time);
            await foreach (var report in reports) context.Screen.Write(progress.News((last = report).Timeline));
        }

        return last!;
    }

    public static int ExitCodeOf(ExecutionReport report) => report.Execution.Status == ExecutionStatus.Succeeded ? ExitCodes.Ok : ExitCodes.WorkflowFailed;
}
