using System.CommandLine;
using Baton.Cli.Api;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Cli.Timelines;
using Baton.Client;

namespace Baton.Cli.Commands;

/// <summary><c>baton list</c>: the machines, or the executions of one or of a Map Run.</summary>
internal static class ListCommand
{
    private static readonly string[] Statuses = ["running", "succeeded", "failed", "timed-out", "aborted"];

    public const string Examples = """
          baton list                                     all state machines
          baton list orders --status failed              executions of one, newest first
          baton list orders/Lines:ID --status failed     executions of a Map Run, which 'baton show' names
          baton list orders --json | jq -r '.executions[].name'
        """;

    public static Command Create(CommandFrame frame)
    {
        var machine = new Argument<string?>("MACHINE") { Description = "The name or ARN of a state machine, or of a Map Run: lists its executions", Arity = ArgumentArity.ZeroOrOne };
        var status = new Option<string?>("--status") { Description = $"Only executions that are {string.Join(", ", Statuses)}", HelpName = "STATUS" };
        var limit = new Option<int>("--limit") { Description = "How many at most", HelpName = "N", DefaultValueFactory = _ => 100 };
        status.AcceptOnlyFromAmong(Statuses);
        var command = new Command("list", "List state machines, or the executions of one") { machine, status, limit };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--limit is at least 1.");
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(status) is not null && result.GetResult(machine) is not { Tokens.Count: > 0 }) result.AddError("--status lists executions, so it needs a MACHINE.");
        });
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            (context, stop) => parsed.GetValue(machine) is { } name
                ? ListExecutionsAsync(context, name, parsed.GetValue(status), parsed.GetValue(limit), stop)
                : ListMachinesAsync(context, parsed.GetValue(limit), stop),
            cancellationToken));
        return command;
    }

    private static async Task<int> ListMachinesAsync(CommandContext context, int limit, CancellationToken cancellationToken)
    {
        var machines = await context.Client.ListAllStateMachinesAsync(cancellationToken).Take(limit).ToListAsync(cancellationToken);
        if (context.IsJson)
        {
            context.Screen.WriteJson(new MachineListJson([.. machines.Select(MachineJson.Of)]), CliJson.Readable.MachineListJson);
            return ExitCodes.Ok;
        }

        if (machines.Count == 0)
        {
            context.Screen.Write(Line.Of($"No state machines in {context.Client.Region}. 'baton deploy FILE' makes one."));
            return ExitCodes.Ok;
        }

        var grid = new Grid("NAME", "TYPE", "CREATED");
        foreach (var machine in machines)
            grid.Add(new Span(machine.Name, Tone.Strong), new Span(machine.Type.Value), new Span(Times.Moment(machine.CreationDate, context.Host.Time)));
        context.Screen.Write(grid);
        return ExitCodes.Ok;
    }

    private static async Task<int> ListExecutionsAsync(CommandContext context, string machine, string? status, int limit, CancellationToken cancellationToken)
    {
        var mapRunArn = Arn.MapRun(context.Client.Region, machine);
        var request = new ListExecutionsRequest
        {
            StateMachineArn = mapRunArn is not null ? null : await context.Names.MachineAsync(machine, cancellationToken),
            MapRunArn = mapRunArn,
            StatusFilter = status is null ? null : new ExecutionStatus(status.ToUpperInvariant().Replace('-', '_')),
            MaxResults = Math.Min(limit, 1_000),
        };
        var executions = await context.Client.ListAllExecutionsAsync(request, cancellationToken).Take(limit).ToListAsync(cancellationToken);
        if (context.IsJson)
        {
            context.Screen.WriteJson(new ExecutionListJson([.. executions.Select(ExecutionJson.Of)]), CliJson.Readable.ExecutionListJson);
            return ExitCodes.Ok;
        }

        var grid = new Grid(mapRunArn is null ? "NAME" : "EXECUTION", "STATUS", "STARTED", "TOOK");
        foreach (var execution in executions)
        {
            var took = (execution.StopDate ?? context.Host.Time.GetUtcNow()) - execution.StartDate;
            grid.Add(
                new Span(mapRunArn is null ? execution.Name : execution.ExecutionArn, Tone.Strong), // what 'baton show' finds it by
                new Span(execution.Status.Value, TimelineView.ToneOf(execution.Status)),
                new Span(Times.Moment(execution.StartDate, context.Host.Time)),
                new Span(Times.Duration(took)));
        }

        if (executions.Count == 0) context.Screen.Write(Line.Of($"No executions of '{machine}'{(status is null ? "" : $" that are {status}")}."));
        else context.Screen.Write(grid);
        return ExitCodes.Ok;
    }
}
