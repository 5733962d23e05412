using System.CommandLine;
using Baton.Cli.Api;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Runtime.Maintenance;
using Baton.Server.Maintenance;

namespace Baton.Cli.Commands;

/// <summary><c>baton purge --older-than 30d</c>: removes executions that have ended.</summary>
internal static class PurgeCommand
{
    private static readonly string[] Statuses = ["succeeded", "failed", "timed-out", "aborted"];

    public const string Examples = """
          baton purge --older-than 30d --dry-run         how many it would be
          baton purge --older-than 30d --machine orders --status succeeded
          baton purge --older-than 90d --data ./data     of a server that does not run
        """;

    public static Command Create(CommandFrame frame)
    {
        var olderThan = new Option<string>("--older-than") { Description = "Executions that ended so long ago or longer: a whole number with s, m, h or d", HelpName = "TIME", Required = true };
        var machine = new Option<string?>("--machine") { Description = "Only of this state machine: a name, or an ARN, also of one that is deleted", HelpName = "MACHINE" };
        var status = new Option<string?>("--status") { Description = $"Only those that are {string.Join(", ", Statuses)}", HelpName = "STATUS" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Count, and remove nothing" };
        var data = new Option<string?>("--data") { Description = Maintenance.DataDescription, HelpName = "DIR" };
        status.AcceptOnlyFromAmong(Statuses);
        var command = new Command("purge", "Remove executions that have ended, with all that belongs to them") { olderThan, machine, status, dryRun, data };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            (context, stop) => RunAsync(context, parsed.GetRequiredValue(olderThan), parsed.GetValue(machine), parsed.GetValue(status), parsed.GetValue(dryRun), parsed.GetValue(data), stop),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context, string olderThan, string? machine, string? status, bool isDryRun, string? data, CancellationToken cancellationToken)
    {
        if (!Durations.TryParse(olderThan, out _)) throw new UsageException($"--older-than is '{olderThan}'; expected {Durations.Expected}.");
        var arn = machine is null || Arn.IsArn(machine) ? machine : data is null ? await context.Names.MachineAsync(machine, cancellationToken) : Arn.Machine(context.Client.Region, machine);
        var order = new PurgeOrder(olderThan, arn, status?.ToUpperInvariant().Replace('-', '_'), isDryRun);
        using var client = Maintenance.ClientOf(context);
        var lines = data is null ? client.DoAsync("purge", order, file: null, cancellationToken) : StoppedStore.PurgeAsync(data, order, cancellationToken);
        var last = new PurgeProgress(0, 0, 0);
        await Maintenance.FollowAsync(context, lines, line => Text(last = line.Purge!, isDryRun));
        if (context.IsJson) context.Screen.WriteJson(new PurgeJson(last.Executions, last.Children, isDryRun), CliJson.Readable.PurgeJson);
        else if (!context.Screen.IsTerminal) context.Screen.Write(Line.Of(Text(last, isDryRun)));
        return ExitCodes.Ok;
    }

    private static string Text(PurgeProgress progress, bool isDryRun) =>
        $"{Maintenance.Count(progress.Executions, "execution")}{(progress.Children == 0 ? "" : $" and {progress.Children} of their Map Runs")} {(isDryRun ? "would be removed" : "removed")}, of {progress.Examined} looked at";
}
