using System.CommandLine;
using Baton.Cli.Output;
using Baton.Cli.Api;
using Baton.Json;

namespace Baton.Cli.Commands;

/// <summary><c>baton connection add NAME</c>. The secret comes from a file, standard input or the environment: a command line is seen by others.</summary>
internal static class ConnectionAddCommand
{
    private const string PairName = "NAME=VALUE";

    public static Command Create(CommandFrame frame)
    {
        var name = new Argument<string>("NAME") { Description = "What tasks and people call it" };
        var apiKey = new Option<string?>("--api-key") { Description = "The header that takes the secret", HelpName = "HEADER" };
        var basic = new Option<string?>("--basic") { Description = "The user whose password the secret is", HelpName = "USER" };
        var oauth = new Option<string?>("--oauth") { Description = "The client whose secret it is, by the OAuth flow of client credentials", HelpName = "CLIENT" };
        var secret = new Option<string>("--secret") { Description = "Where the secret is: a file, standard input, or a variable of the environment", HelpName = "@FILE|-|env:NAME", Required = true };
        var tokenUrl = new Option<string?>("--token-url") { Description = "With --oauth: where tokens are fetched", HelpName = "URL" };
        var tokenMethod = new Option<string>("--token-method") { Description = "With --oauth: how", HelpName = "POST|GET|PUT", DefaultValueFactory = _ => "POST" }.AcceptOnlyFromAmong("POST", "GET", "PUT");
        var tokenBody = Pairs("--token-body", "With --oauth: what is sent for a token beside the client, such as scope=read");
        var header = Pairs("--header", "A header of every call");
        var query = Pairs("--query", "A query parameter of every call");
        var body = Pairs("--body", "A member of the body of every call");
        var description = new Option<string?>("--description") { Description = "For people", HelpName = "TEXT" };
        var replace = new Option<bool>("--replace") { Description = "Change the connection that has the name" };
        var command = new Command("add", "Make a connection") { name, apiKey, basic, oauth, secret, tokenUrl, tokenMethod, tokenBody, header, query, body, description, replace };
        command.Validators.Add(result =>
        {
            if (new Option[] { apiKey, basic, oauth }.Count(option => result.GetResult(option) is not null) != 1) result.AddError("Expected one of --api-key, --basic and --oauth.");
            else if (result.GetResult(oauth) is null != result.GetResult(tokenUrl) is null) result.AddError("--oauth and --token-url go together.");
        });
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            async (context, stop) =>
            {
                var value = JsonData.Of(await InputText.ReadSecretAsync("--secret", parsed.GetRequiredValue(secret), context.Host, stop));
                var (type, structure, parameters) = parsed switch
                {
                    _ when parsed.GetValue(apiKey) is { } key => ("API_KEY", "ApiKeyAuthParameters", JsonObject.Of(("ApiKeyName", JsonData.Of(key)), ("ApiKeyValue", value))),
                    _ when parsed.GetValue(basic) is { } user => ("BASIC", "BasicAuthParameters", JsonObject.Of(("Username", JsonData.Of(user)), ("Password", value))),
                    _ => ("OAUTH_CLIENT_CREDENTIALS", "OAuthParameters", JsonObject.Of(
                        ("ClientParameters", JsonObject.Of(("ClientID", JsonData.Of(parsed.GetValue(oauth)!)), ("ClientSecret", value))),
                        ("AuthorizationEndpoint", JsonData.Of(parsed.GetValue(tokenUrl)!)), ("HttpMethod", JsonData.Of(parsed.GetRequiredValue(tokenMethod))),
                        ("OAuthHttpParameters", JsonObject.Of(("BodyParameters", List(parsed.GetValue(tokenBody))))))),
                };
                var http = JsonObject.Of(
                    ("HeaderParameters", List(parsed.GetValue(header))), ("QueryStringParameters", List(parsed.GetValue(query))), ("BodyParameters", List(parsed.GetValue(body))));
                var request = JsonObject.Of(
                    ("Name", JsonData.Of(parsed.GetRequiredValue(name))), ("AuthorizationType", JsonData.Of(type)), ("AuthParameters", JsonObject.Of((structure, parameters), ("InvocationHttpParameters", http))));
                if (parsed.GetValue(description) is { } text) request = request.With("Description", JsonData.Of(text));
                using var client = ConnectionCommand.ClientOf(context);
                var made = await client.CallAsync(parsed.GetValue(replace) ? "UpdateConnection" : "CreateConnection", request, stop);
                if (context.IsJson) context.Host.Output.WriteLine(made);
                else context.Screen.Write(Line.Of(new Span(ConnectionsClient.Text(made, "ConnectionState"), Tone.Good), new Span($"  {ConnectionsClient.Text(made, "ConnectionArn")}")));
                return ExitCodes.Ok;
            },
            cancellationToken));
        return command;
    }

    private static Option<string[]> Pairs(string name, string description) => new(name) { Description = description, HelpName = PairName, AllowMultipleArgumentsPerToken = false };

    /// <summary>Values of the command line were seen by others, so they are shown.</summary>
    private static JsonArray List(string[]? pairs) => new((pairs ?? []).Select(pair =>
    {
        var split = pair.IndexOf('=', StringComparison.Ordinal);
        if (split <= 0) throw new UsageException($"'{pair}' is no {PairName}.");
        return (JsonData)JsonObject.Of(("Key", JsonData.Of(pair[..split])), ("Value", JsonData.Of(pair[(split + 1)..])), ("IsValueSecret", JsonData.False));
    }));
}
