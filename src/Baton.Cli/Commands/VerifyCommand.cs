using System.CommandLine;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Runtime.Maintenance;
using Baton.Server.Maintenance;

namespace Baton.Cli.Commands;

/// <summary><c>baton verify</c>: whether all that is stored is whole.</summary>
internal static class VerifyCommand
{
    public const string Examples = """
          baton verify                                   the server that runs, beside its work
          baton verify --data ./data                     the folder of one that does not
          baton verify --data /backups/baton.db          a backup
        """;

    public static Command Create(CommandFrame frame)
    {
        var data = new Option<string?>("--data") { Description = "The data folder of a server that does not run, or a backup. Default: asks the server that runs", HelpName = "DIR|FILE" };
        var command = new Command("verify", "Check the file, every execution's log against its row, and what belongs to nothing: exit code 1 if something is wrong") { data };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(parsed, (context, stop) => RunAsync(context, parsed.GetValue(data), stop), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? data, CancellationToken cancellationToken)
    {
        using var client = Maintenance.ClientOf(context);
        var lines = data is null ? client.DoAsync("verify", order: null, file: null, cancellationToken) : StoppedStore.VerifyAsync(data, cancellationToken);
        var (findings, executions) = (new List<string>(), 0L);
        await Maintenance.FollowAsync(context, lines, line => Take(line.Verification!));
        if (context.IsJson)
        {
            context.Screen.WriteJson(new VerifyJson(executions, findings), CliJson.Readable.VerifyJson);
        }
        else
        {
            context.Screen.Write(findings.Select(finding => Line.Of(finding, Tone.Bad)));
            context.Screen.Write(Line.Of($"{Maintenance.Count(executions, "execution")}, {Maintenance.Count(findings.Count, "finding")}", findings.Count == 0 ? Tone.Good : Tone.Bad));
        }
        return findings.Count == 0 ? ExitCodes.Ok : ExitCodes.Invalid;

        string Take(VerificationProgress progress)
        {
            executions = progress.Executions;
            findings.AddRange(progress.Findings);
            return Maintenance.Percent("Verified", progress.Percent);
        }
    }
}
