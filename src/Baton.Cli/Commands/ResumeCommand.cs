using System.CommandLine;
using Baton.Cli.Output;

namespace Baton.Cli.Commands;

/// <summary><c>baton resume</c>: lets a server that started paused go on.</summary>
internal static class ResumeCommand
{
    public const string Examples = """
          baton resume
        """;

    public static Command Create(CommandFrame frame)
    {
        var command = new Command("resume", "Let a restored server go on: timers fire, what is owed is dispatched");
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            async (context, stop) =>
            {
                using var client = Maintenance.ClientOf(context);
                await Maintenance.FollowAsync(context, client.DoAsync("resume", order: null, file: null, stop), _ => "");
                if (!context.IsJson) context.Screen.Write(Line.Of("The server goes on.", Tone.Good));
                return ExitCodes.Ok;
            },
            cancellationToken));
        return command;
    }
}
