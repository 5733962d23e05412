using System.CommandLine;
using Baton.Cli.Json;
using Baton.Cli.Output;

namespace Baton.Cli.Commands;

/// <summary><c>baton status</c>: how the server is.</summary>
internal static class StatusCommand
{
    public const string Examples = """
          baton status
          baton status --json | jq -r .status            RUNNING, PAUSED or BROKEN
        """;

    public static Command Create(CommandFrame frame)
    {
        var command = new Command("status", "Show how the server is, and what to do if something is to be done");
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(parsed, RunAsync, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var client = Maintenance.ClientOf(context);
        var status = await client.StatusAsync(cancellationToken);
        if (context.IsJson)
        {
            context.Screen.WriteJson(StatusJson.Of(status), CliJson.Readable.StatusJson);
            return ExitCodes.Ok;
        }
        context.Screen.Write(Line.Of(new Span(status.Status, status.Status == "RUNNING" ? Tone.Good : Tone.Bad), new Span(status.Advice is null ? "" : $"  {status.Advice}")));
        context.Screen.Write(Line.Of($"store      {status.Store}"));
        if (status.DatabaseBytes is { } bytes) context.Screen.Write(Line.Of($"size       {Maintenance.Count(bytes, "byte")}, log {Maintenance.Count(status.LogBytes ?? 0, "byte")}"));
        context.Screen.Write(Line.Of($"retention  {(status.Retention is { } age ? $"closed executions are kept for {Times.Duration(age)}" : "closed executions are kept for ever")}"));
        if (status.SetAside > 0) context.Screen.Write(Line.Of($"set aside  {Maintenance.Count(status.SetAside, "execution")}: see the server's log, and 'baton verify'", Tone.Bad));
        return ExitCodes.Ok;
    }
}
