using System.CommandLine;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Store.Sqlite;

namespace Baton.Cli.Commands;

/// <summary><c>baton restore --from FILE --data DIR</c>: makes a data folder of a backup.</summary>
internal static class RestoreCommand
{
    public const string Examples = """
          baton restore --from /backups/baton-2026-11-22.db --data ./data
          baton serve --data ./data                      starts paused: look, then 'baton resume'
        """;

    public static Command Create(CommandFrame frame)
    {
        var from = new Option<string>("--from") { Description = "The file that 'baton backup' wrote; it is checked first", HelpName = "FILE", Required = true };
        var data = new Option<string>("--data") { Description = "The data folder to make; one that has a store is refused", HelpName = "DIR", Required = true };
        var command = new Command("restore", "Make a data folder of a backup; the server starts paused on it") { from, data };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed, (context, stop) => RunAsync(context, parsed.GetRequiredValue(from), parsed.GetRequiredValue(data), stop), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string from, string data, CancellationToken cancellationToken)
    {
        await Maintenance.ShowAsync(
            context,
            show => Task.Run(() => StoreFile.Restore(from, data, progress => show(Maintenance.Percent("Copied", progress.Percent)), cancellationToken), cancellationToken));
        if (context.IsJson) context.Screen.WriteJson(new RestoreJson(Path.GetFullPath(data), IsPaused: true), CliJson.Readable.RestoreJson);
        else context.Screen.Write(Line.Of($"{data} is restored. 'baton serve --data {data}' starts paused: nothing is dispatched and no timer fires until 'baton resume'.", Tone.Good));
        return ExitCodes.Ok;
    }
}
