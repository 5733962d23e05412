using System.CommandLine;
using System.Text.Json;
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
          baton deploy orders.asl.json --tags '{"baton:case-start": "new"}'
          baton deploy orders.asl.json --set Table=orders      "${Table}" in it becomes "orders"
        """;

    public static Command Create(CommandFrame frame)
    {
        var file = new Argument<string>("FILE") { Description = "The definition in Amazon States Language, JSON or YAML; - reads standard input" };
        var name = new Option<string?>("--name") { Description = "The machine's name. Default: the file's, without .asl.json, .yaml and the like", HelpName = "NAME" };
        var role = new Option<string?>("--role") { Description = "The role's ARN. Default: the machine's own, or one that Baton takes as it takes any", HelpName = "ARN" };
        var tags = new Option<string?>("--tags") { Description = "Tags that it is to have, as a JSON object of texts, or @FILE; others stay", HelpName = "JSON" };
        var set = new Option<string[]>("--set") { Description = "What ${NAME} in the texts of the definition stands for; can be said several times", HelpName = "NAME=VALUE" };
        var command = new Command("deploy", "Create a state machine, or update the one that has the name") { file, name, role, tags, set };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            (context, stop) => RunAsync(context, parsed.GetRequiredValue(file), parsed.GetValue(name), parsed.GetValue(role), parsed.GetValue(tags), parsed.GetValue(set) ?? [], stop),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string file, string? givenName, string? role, string? givenTags, string[] set, CancellationToken cancellationToken)
    {
        var tags = givenTags is null ? null : await TagsAsync(context, givenTags, cancellationToken);
        var definition = Substitutions.Apply((await SourceFile.ReadAsync(file, context.Host, cancellationToken)).Json, set);
        var name = givenName ?? DefinitionFile.NameOf(file);
        var result = await context.Names.FindMachineAsync(name, cancellationToken) is { } existing
            ? await UpdateAsync(context, existing, definition, role, tags, cancellationToken)
            : await CreateAsync(context, name, definition, role, tags, cancellationToken);
        if (context.IsJson) context.Screen.WriteJson(result, CliJson.Readable.DeployJson);
        else context.Screen.Write(Line.Of(new Span(result.Outcome, result.Outcome == "unchanged" ? Tone.Dim : Tone.Good), new Span($"  {result.StateMachineArn}")));
        return ExitCodes.Ok;
    }

    private static async Task<Tag[]> TagsAsync(CommandContext context, string given, CancellationToken cancellationToken)
    {
        using var tags = JsonDocument.Parse(await InputText.ReadJsonAsync(given, context.Host, cancellationToken));
        if (tags.RootElement.ValueKind != JsonValueKind.Object || tags.RootElement.EnumerateObject().Any(tag => tag.Value.ValueKind != JsonValueKind.String))
            throw new UsageException("--tags: Expected a JSON object whose values are texts.");
        return [.. tags.RootElement.EnumerateObject().Select(tag => new Tag(tag.Name, tag.Value.GetString()!))];
    }

    private static async Task<DeployJson> CreateAsync(CommandContext context, string name, string definition, string? role, Tag[]? tags, CancellationToken cancellationToken)
    {
        var created = await context.Client.CreateStateMachineAsync(new() { Name = name, Definition = definition, RoleArn = role ?? DefaultRole, Tags = tags }, cancellationToken);
        return new DeployJson(created.StateMachineArn, name, "created", null);
    }

    private static async Task<DeployJson> UpdateAsync(
        CommandContext context, DescribeStateMachineResponse existing, string definition, string? role, Tag[]? tags, CancellationToken cancellationToken)
    {
        if (tags is { Length: > 0 }) await context.Client.TagResourceAsync(new() { ResourceArn = existing.StateMachineArn, Tags = tags }, cancellationToken);
        if (existing.Definition == definition && (role is null || role == existing.RoleArn))
            return new DeployJson(existing.StateMachineArn, existing.Name, "unchanged", existing.RevisionId);
        var updated = await context.Client.UpdateStateMachineAsync(
            new() { StateMachineArn = existing.StateMachineArn, Definition = definition, RoleArn = role }, cancellationToken);
        return new DeployJson(existing.StateMachineArn, existing.Name, "updated", updated.RevisionId);
    }
}
