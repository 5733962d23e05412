using System.CommandLine;
using Baton.Cli.Api;
using Baton.Cli.Json;
using Baton.Cli.Output;

namespace Baton.Cli.Commands;

/// <summary><c>baton start MACHINE</c>: starts an execution, and with <c>--wait</c> stays until its end.</summary>
internal static class StartCommand
{
    public const string Examples = """
          baton start orders --input '{"order":17}'
          baton start orders --input @order.json --name order-17 --wait
          jq .order in.json | baton start orders --input - --json
        """;

    public static Command Create(CommandFrame frame)
    {
        var machine = new Argument<string>("MACHINE") { Description = "The state machine's name or ARN" };
        var input = new Option<string?>("--input") { Description = "The input: JSON, @FILE, or - for standard input. Default: {}", HelpName = "JSON|@FILE|-" };
        var name = new Option<string?>("--name") { Description = "The execution's name. Default: one that is made up", HelpName = "NAME" };
        var wait = new Option<bool>("--wait") { Description = "Show progress until the execution ends; exit code 1 unless it succeeded" };
        var command = new Command("start", "Start an execution") { machine, input, name, wait };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            (context, stop) => RunAsync(context, parsed.GetRequiredValue(machine), parsed.GetValue(input), parsed.GetValue(name), parsed.GetValue(wait), stop),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string machine, string? input, string? name, bool wait, CancellationToken cancellationToken)
    {
        var json = input is null ? null : await InputText.ReadJsonAsync(input, context.Host, cancellationToken);
        var machineArn = await context.Names.MachineAsync(machine, cancellationToken);
        var started = await context.Client.StartExecutionAsync(new() { StateMachineArn = machineArn, Name = name, Input = json }, cancellationToken);
        if (wait) return await WaitAsync(context, started.ExecutionArn, cancellationToken);

        if (context.IsJson)
        {
            var result = new ExecutionJson
            {
                ExecutionArn = started.ExecutionArn,
                Name = Arn.NameOf(started.ExecutionArn),
                StateMachineArn = machineArn,
                StartDate = started.StartDate.ToUniversalTime(),
            };
            context.Screen.WriteJson(result, CliJson.Readable.ExecutionJson);
        }
        else
        {
            context.Screen.Write(Line.Of(new Span("started", Tone.Good), new Span($"  {started.ExecutionArn}")));
        }

        return ExitCodes.Ok;
    }

    private static async Task<int> WaitAsync(CommandContext context, string executionArn, CancellationToken cancellationToken)
    {
        var last = await Progress.ShowAsync(context, executionArn, cancellationToken);
        if (context.IsJson) context.Screen.WriteJson(ExecutionJson.Of(last.Execution), CliJson.Readable.ExecutionJson);
        else if (last.Execution.Output is { } output) context.Screen.Write(Line.Of(output));
        return Progress.ExitCodeOf(last);
    }
}
