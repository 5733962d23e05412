using System.CommandLine;
using Baton.Server;
using Baton.Store;
using Baton.Store.Copying;

namespace Baton.Cli.Commands;

/// <summary><c>baton migrate</c>: moves a whole store to another place, or into the other kind of store.</summary>
internal static class MigrateCommand
{
    public const string Examples = """
          baton migrate --from ./data --to 'Host=db;Database=baton;Username=baton'
          baton migrate --from postgres --to ./data      from where Baton__Postgres__ConnectionString says
        """;

    public static Command Create(CliHost host)
    {
        var from = new Option<string>("--from") { Description = "The store to copy: its folder, or a PostgreSQL connection string; no server may run on it", HelpName = "STORE", Required = true };
        var to = new Option<string>("--to") { Description = "Where to: a folder or a connection string, with nothing in it", HelpName = "STORE", Required = true };
        var command = new Command("migrate", "Copy everything from one store to another, SQLite or PostgreSQL; the source stays as it is") { from, to };
        command.SetAction((parsed, cancellationToken) => MigrateAsync(host, parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), cancellationToken));
        return command;
    }

    // The server's assemblies are loaded when this method is entered, and by no other command.
    private static async Task<int> MigrateAsync(CliHost host, string from, string to, CancellationToken cancellationToken)
    {
        try
        {
            var counts = await StoreMigration.RunAsync(from, to, progress => Show(host, progress), cancellationToken);
            await host.Output.WriteLineAsync(FormattableString.Invariant($"Copied and counted {counts.Sum(table => table.Rows):N0} rows. Start the server on the new store; the old one is as it was."));
            return ExitCodes.Ok;
        }
        catch (StoreOpenException e)
        {
            await host.Error.WriteLineAsync(e.Message);
            return ExitCodes.Refused;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await host.Error.WriteLineAsync("Interrupted: the copy is not usable until `baton migrate` has been run to its end.");
            return ExitCodes.Interrupted;
        }
    }

    /// <summary>One line a table; on a terminal it counts up.</summary>
    private static void Show(CliHost host, CopyProgress progress)
    {
        var isDone = progress.Rows == progress.Total;
        if (host.IsTerminal) host.Output.Write($"\r{StoreMigration.Text(progress)}{(isDone ? "\n" : "")}");
        else if (isDone) host.Output.WriteLine(StoreMigration.Text(progress));
    }
}
