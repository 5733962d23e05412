using System.CommandLine;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Cli.Timelines;

namespace Baton.Cli.Commands;

/// <summary><c>baton stop EXECUTION</c>: ends an execution now.</summary>
internal static class StopCommand
{
    public const string Examples = """
          baton stop order-17 --cause 'ordered twice'
        """;

    public static Command Create(CommandFrame frame)
    {
        var execution = new Argument<string>("EXECUTION") { Description = "The execution's name, MACHINE:NAME or ARN" };
        var error = new Option<string?>("--error") { Description = "The error's name that the execution ends with", HelpName = "NAME" };
        var cause = new Option<string?>("--cause") { Description = "Why, for people", HelpName = "TEXT" };
        var command = new Command("stop", "Stop an execution") { execution, error, cause };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            async (context, stop) =>
            {
                var arn = await context.Names.ExecutionAsync(parsed.GetRequiredValue(execution), stop);
                await context.Client.StopExecutionAsync(new() { ExecutionArn = arn, Error = parsed.GetValue(error), Cause = parsed.GetValue(cause) }, stop);
                var stopped = await context.Client.DescribeExecutionAsync(new() { ExecutionArn = arn }, stop);
                if (context.IsJson) context.Screen.WriteJson(ExecutionJson.Of(stopped), CliJson.Readable.ExecutionJson);
                else context.Screen.Write(Line.Of(new Span(stopped.Status.Value, TimelineView.ToneOf(stopped.Status)), new Span($"  {arn}")));
                return ExitCodes.Ok;
            },
            cancellationToken));
        return command;
    }
}
