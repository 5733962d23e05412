using System.CommandLine;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Server.Maintenance;
using Baton.Store;
using Baton.Store.Sqlite;

namespace Baton.Cli.Commands;

/// <summary><c>baton backup --to FILE</c>: one file that has everything, made while the server works.</summary>
internal static class BackupCommand
{
    public const string Examples = """
          baton backup --to /backups/baton-$(date +%F).db
          baton backup --to copy.db --data ./data        of a server that does not run
        """;

    public static Command Create(CommandFrame frame)
    {
        var to = new Option<string>("--to") { Description = "The file to write; it appears when it is whole and checked", HelpName = "FILE", Required = true };
        var force = new Option<bool>("--force") { Description = "Replace the file if it is there" };
        var data = new Option<string?>("--data") { Description = Maintenance.DataDescription, HelpName = "DIR" };
        var command = new Command("backup", "Copy all that the server has into one file") { to, force, data };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed, (context, stop) => RunAsync(context, parsed.GetRequiredValue(to), parsed.GetValue(force), parsed.GetValue(data), stop), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string to, bool force, string? data, CancellationToken cancellationToken)
    {
        CheckFree(to, force);
        var partial = to + ".partial";
        try
        {
            if (data is null) await DownloadAsync(context, partial, cancellationToken);
            else await Follow(context, StoppedStore.BackUpAsync(data, NewFile(partial), cancellationToken));
            if (StoreFile.Check(partial, cancellationToken) is [var damage, ..]) throw new RefusedException($"The copy is not whole, and is not kept. {damage}");
            CheckFree(to, force); // it may have come meanwhile
            DurableFolder.Move(partial, to, overwrite: force);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreOpenException or ArgumentOutOfRangeException) // the last: too large a file for its file system
        {
            throw new RefusedException($"'{to}' is not written: {e.Message}");
        }
        finally
        {
            File.Delete(partial);
        }
        var bytes = new FileInfo(to).Length;
        if (context.IsJson) context.Screen.WriteJson(new BackupJson(Path.GetFullPath(to), bytes), CliJson.Readable.BackupJson);
        else context.Screen.Write(Line.Of($"{to}: {Maintenance.Count(bytes, "byte")}, checked", Tone.Good));
        return ExitCodes.Ok;
    }

    private static async Task DownloadAsync(CommandContext context, string partial, CancellationToken cancellationToken)
    {
        using var client = Maintenance.ClientOf(context);
        await using var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None);
        await Follow(context, client.DoAsync("backup", order: null, file, cancellationToken));
        file.Flush(flushToDisk: true);
    }

    private static Task Follow(CommandContext context, IAsyncEnumerable<MaintenanceLine> lines) =>
        Maintenance.FollowAsync(context, lines, line => line.Backup is { } backup ? Maintenance.Percent("Copied", backup.Percent) : "Checking");

    /// <summary>Without what an earlier backup may have left there.</summary>
    private static string NewFile(string partial)
    {
        File.Delete(partial);
        return partial;
    }

    private static void CheckFree(string file, bool force)
    {
        if (!force && File.Exists(file)) throw new RefusedException($"'{file}' is there already. Name another file, or say --force to replace it.");
    }
}
