using System.CommandLine;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Cli.Sources;
using Baton.Client;

namespace Baton.Cli.Commands;

/// <summary><c>baton deploy FILE</c>: makes the service have the machine that the file describes.</summary>
internal static class DeployCommand
{
    private const string DefaultRole = "arn:aws:iam::000000000000:role/baton";

    public const string Examples = """
          baton deploy orders.asl.json                   machine 'orders'
          baton deploy build/machine.json --name orders
          cat machine.json | baton deploy - --name orders --json
        """;

    public static Command Create(CommandFrame frame)
    {
        var file = new Argument<string>("FILE") { Description = "The definition in Amazon States Language, JSON or YAML; - reads standard input" };
        var name = new Option<string?>("--name") { Description = "The machine's name. Default: the file's, without .asl.json, .yaml and the like", HelpName = "NAME" };
        var role = new Option<string?>("--role") { Description = "The role's ARN. Default: the machine's own, or one that Baton takes as it takes any", HelpName = "ARN" };
        var command = new Command("deploy", "Create a state machine, or update the one that has the name") { file, name, role };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            (context, stop) => RunAsync(context, parsed.GetRequiredValue(file), parsed.GetValue(name), parsed.GetValue(role), stop),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string file, string? givenName, string? role, CancellationToken cancellationToken)
    {
        var definition = (await SourceFile.ReadAsync(file, context.Host, cancellationToken)).Json;
        var name = givenName ?? DefinitionFile.NameOf(file);
        var result = await context.Names.FindMachineAsync(name, cancellationToken) is { } existing
            ? await UpdateAsync(context, existing, definition, role, cancellationToken)
            : await CreateAsync(context, name, definition, role, cancellationToken);
        if (context.IsJson) context.Screen.WriteJson(result, CliJson.Readable.DeployJson);
        else context.Screen.Write(Line.Of(new Span(result.Outcome, result.Outcome == "unchanged" ? Tone.Dim : Tone.Good), new Span($"  {result.StateMachineArn}")));
        return ExitCodes.Ok;
    }

    private static async Task<DeployJson> CreateAsync(CommandContext context, string name, string definition, string? role, CancellationToken cancellationToken)
    {
        var created = await context.Client.CreateStateMachineAsync(new() { Name = name, Definition = definition, RoleArn = role ?? DefaultRole }, cancellationToken);
        return new DeployJson(created.StateMachineArn, name, "created", null);
    }

    private static async Task<DeployJson> UpdateAsync(
        CommandContext context, DescribeStateMachineResponse existing, string definition, string? role, CancellationToken cancellationToken)
    {
        if (existing.Definition == definition && (role is null || role == existing.RoleArn))
            return new DeployJson(existing.StateMachineArn, existing.Name, "unchanged", existing.RevisionId);
        var updated = await context.Client.UpdateStateMachineAsync(
            new() { StateMachineArn = existing.StateMachineArn, Definition = definition, RoleArn = role }, cancellationToken);
        return new DeployJson(existing.StateMachineArn, existing.Name, "updated", updated.RevisionId);
    }
}
