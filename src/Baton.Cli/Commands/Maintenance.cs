using System.Globalization;
using Baton.Cli.Api;
using Baton.Cli.Output;
using Baton.Server.Maintenance;
using Baton.Store;

namespace Baton.Cli.Commands;

/// <summary>What the commands of maintenance share: the work is a running server's, or is done here on the data folder of a stopped one.</summary>
internal static class Maintenance
{
    public const string DataDescription = "The data folder of a server that does not run. Default: asks the server that runs";

    /// <summary>Does the work and shows how far it is: in place on a terminal, nowhere for a script.</summary>
    /// <exception cref="RefusedException">The work failed for a reason outside of Baton; the message says which.</exception>
    public static async Task ShowAsync(CommandContext context, Func<Action<string>, Task> work)
    {
        try
        {
            if (context.IsJson || !context.Screen.IsTerminal) await work(_ => { });
            else await context.Screen.RedrawAsync(redraw => work(text => redraw([Line.Of(text, Tone.Dim)])));
        }
        catch (Exception e) when (e is StoreOpenException or StoreUnavailableException or StoreBrokenException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new RefusedException(e.Message);
        }
    }

    /// <summary>Goes through the lines of the work.</summary>
    /// <param name="take">Told each line; gives what is shown of it.</param>
    public static Task FollowAsync(CommandContext context, IAsyncEnumerable<MaintenanceLine> lines, Func<MaintenanceLine, string> take) => ShowAsync(context, async show =>
    {
        await foreach (var line in lines) show(take(line));
    });

    public static string Percent(string what, int percent) => string.Create(CultureInfo.InvariantCulture, $"{what} {percent} %");

    public static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    public static MaintenanceClient ClientOf(CommandContext context) => new(context.Client.Endpoint, context.Host.Handler);
}
