using System.CommandLine;
using System.Globalization;
using Baton.Cli.Api;
using Baton.Cli.Output;
using Baton.Json;

namespace Baton.Cli.Commands;

/// <summary><c>baton connection add|list|show|remove</c>: how tasks call HTTP APIs.</summary>
internal static class ConnectionCommand
{
    public const string Examples = """
          baton connection add stripe --basic sk_live --secret @password.txt
          pass show github | baton connection add github --api-key Authorization --secret -
          baton connection add crm --oauth CLIENT --secret env:CRM_SECRET --token-url https://login.example.com/oauth/token --body scope=read
          baton connection add crm --oauth CLIENT --secret @new.txt --token-url https://login.example.com/oauth/token --replace
          baton connection show stripe
        """;

    public static Command Create(CommandFrame frame) => new("connection", "How tasks call HTTP APIs: credentials, kept encrypted")
    {
        ConnectionAddCommand.Create(frame),
        Plain(frame, "list", "List connections", ListAsync),
        Named(frame, "show", "Show a connection, without its secrets", ShowAsync),
        Named(frame, "remove", "Remove a connection; tasks that name it fail", RemoveAsync),
    };

    public static ConnectionsClient ClientOf(CommandContext context) => new(context.Client.Endpoint, context.Client.Region, context.Host);

    private static Command Plain(CommandFrame frame, string name, string description, Func<CommandContext, ConnectionsClient, CancellationToken, Task> work)
    {
        var command = new Command(name, description);
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(parsed, (context, stop) => RunAsync(context, client => work(context, client, stop)), cancellationToken));
        return command;
    }

    private static Command Named(CommandFrame frame, string name, string description, Func<CommandContext, ConnectionsClient, string, CancellationToken, Task> work)
    {
        var connection = new Argument<string>("NAME") { Description = "The connection's name" };
        var command = new Command(name, description) { connection };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed, (context, stop) => RunAsync(context, client => work(context, client, parsed.GetRequiredValue(connection), stop)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, Func<ConnectionsClient, Task> work)
    {
        using var client = ClientOf(context);
        await work(client);
        return ExitCodes.Ok;
    }

    private static async Task ListAsync(CommandContext context, ConnectionsClient client, CancellationToken cancellationToken)
    {
        var all = new List<JsonObject>();
        for (JsonObject? page = null; page is null || page.Has("NextToken");)
        {
            page = await client.CallAsync("ListConnections", page?["NextToken"] is { } token ? JsonObject.Of(("NextToken", token)) : JsonObject.Empty, cancellationToken);
            all.AddRange(((JsonArray)page["Connections"]!).Cast<JsonObject>());
        }
        if (context.IsJson)
        {
            context.Host.Output.WriteLine(JsonObject.Of(("connections", new JsonArray(all))));
            return;
        }
        var grid = new Grid("NAME", "TYPE", "STATE", "CHANGED");
        foreach (var item in all)
        {
            grid.Add(
                new Span(ConnectionsClient.Text(item, "Name"), Tone.Strong), new Span(ConnectionsClient.Text(item, "AuthorizationType")), StateOf(item),
                new Span(Times.Moment(Moment(item, "LastModifiedTime"), context.Host.Time)));
        }
        if (all.Count == 0) context.Screen.Write(Line.Of($"No connections in {context.Client.Region}. 'baton connection add' makes one."));
        else context.Screen.Write(grid);
    }

    private static async Task ShowAsync(CommandContext context, ConnectionsClient client, string name, CancellationToken cancellationToken)
    {
        var connection = await client.CallAsync("DescribeConnection", Of(name), cancellationToken);
        if (context.IsJson)
        {
            context.Host.Output.WriteLine(connection);
            return;
        }
        context.Screen.Write(Line.Of(new Span(ConnectionsClient.Text(connection, "ConnectionArn"), Tone.Strong)));
        context.Screen.Write(Line.Of(new Span($"{ConnectionsClient.Text(connection, "AuthorizationType")}  "), StateOf(connection)));
        if (connection.Has("Description")) context.Screen.Write(Line.Of(ConnectionsClient.Text(connection, "Description")));
        foreach (var (path, value) in Leaves("", connection["AuthParameters"]!)) context.Screen.Write(Line.Of($"  {path}: {value}"));
    }

    private static async Task RemoveAsync(CommandContext context, ConnectionsClient client, string name, CancellationToken cancellationToken)
    {
        var removed = await client.CallAsync("DeleteConnection", Of(name), cancellationToken);
        if (context.IsJson) context.Host.Output.WriteLine(removed);
        else context.Screen.Write(Line.Of(new Span("removed", Tone.Good), new Span($"  {ConnectionsClient.Text(removed, "ConnectionArn")}")));
    }

    private static JsonObject Of(string name) => JsonObject.Of(("Name", JsonData.Of(name)));

    private static Span StateOf(JsonObject connection)
    {
        var state = ConnectionsClient.Text(connection, "ConnectionState");
        return new Span(state, state == "AUTHORIZED" ? Tone.Good : Tone.Bad);
    }

    private static DateTimeOffset Moment(JsonObject of, string name) => DateTimeOffset.FromUnixTimeMilliseconds((long)(((JsonNumber)of[name]!).Value * 1000));

    private static IEnumerable<(string Path, string Value)> Leaves(string path, JsonData value) => value switch
    {
        JsonObject members => members.SelectMany(member => Leaves(path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Value)),
        JsonArray items => items.SelectMany((item, index) => Leaves(string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), item)),
        JsonString text => [(path, text.Value)],
        _ => [(path, value.ToString())],
    };
}
