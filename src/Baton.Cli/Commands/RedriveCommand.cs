using System.CommandLine;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Cli.Timelines;
using Baton.Client;

namespace Baton.Cli.Commands;

/// <summary><c>baton redrive EXECUTION</c>: takes up an execution that failed, timed out or was stopped.</summary>
internal static class RedriveCommand
{
    public const string Examples = """
          baton redrive order-17
          baton redrive order-17 --definition current
          baton redrive order-17 --from Charge --input '{"order":17,"card":"other"}'
        """;

    public static Command Create(CommandFrame frame)
    {
        var execution = new Argument<string>("EXECUTION") { Description = "The execution's name, MACHINE:NAME or ARN" };
        var from = new Option<string?>("--from") { Description = "A state that it entered, to enter again with all that was in force then. Default: go on where it stood", HelpName = "STATE" };
        var input = new Option<string?>("--input") { Description = "What that state gets: JSON, @FILE, or - for standard input. Default: what it got", HelpName = "JSON|@FILE|-" };
        var definition = new Option<string?>("--definition") { Description = "What to run: the machine as it is now, a revision's id or a version's number. Default: what ran", HelpName = "current|REVISION|VERSION" };
        var command = new Command("redrive", "Take up an execution that failed, timed out or was stopped") { execution, from, input, definition };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            (context, stop) => RunAsync(
                context, parsed.GetRequiredValue(execution), parsed.GetValue(from), parsed.GetValue(input), parsed.GetValue(definition), stop),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context, string execution, string? from, string? input, string? definition, CancellationToken cancellationToken)
    {
        var json = input is null ? null : await InputText.ReadJsonAsync(input, context.Host, cancellationToken);
        var arn = await context.Names.ExecutionAsync(execution, cancellationToken);
        var request = new RedriveExecutionRequest { ExecutionArn = arn, FromState = from, Input = json, Definition = definition == "current" ? "CURRENT" : definition };
        await context.Client.RedriveExecutionAsync(request, cancellationToken);
        var redriven = await context.Client.DescribeExecutionAsync(new() { ExecutionArn = arn }, cancellationToken);
        if (context.IsJson) context.Screen.WriteJson(ExecutionJson.Of(redriven), CliJson.Readable.ExecutionJson);
        else context.Screen.Write(Line.Of(new Span("redriven", Tone.Good), new Span($"  {arn}  {redriven.Status.Value}", TimelineView.ToneOf(redriven.Status))));
        return ExitCodes.Ok;
    }
}
