using System.CommandLine;
using Baton.Cli.Output;

namespace Baton.Cli.Commands.Functions;

/// <summary><c>baton function invoke NAME JSON</c>: tries a function.</summary>
internal static class FunctionInvokeCommand
{
    public static Command Create(CommandFrame frame)
    {
        var name = FunctionCommand.NameArgument();
        var payload = new Argument<string>("JSON") { Description = "The event: JSON, @FILE, or - for standard input; default an empty object", DefaultValueFactory = _ => "{}" };
        var command = new Command("invoke", "Invoke a function, and print what it gives") { name, payload };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            async (context, stop) =>
            {
                using var client = FunctionCommand.ClientOf(context);
                var json = await InputText.ReadJsonAsync(parsed.GetRequiredValue(payload), context.Host, stop);
                var (result, hasFailed) = await client.InvokeAsync(parsed.GetRequiredValue(name), json, stop);
                context.Screen.Write(Line.Of(result, hasFailed ? Tone.Bad : Tone.Plain));
                return hasFailed ? ExitCodes.WorkflowFailed : ExitCodes.Ok;
            },
            cancellationToken));
        return command;
    }
}
