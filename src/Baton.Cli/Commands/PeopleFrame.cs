using System.CommandLine;
using Baton.Cli.Api;

namespace Baton.Cli.Commands;

/// <summary>What the commands about people have in common: who acts.</summary>
internal sealed class PeopleFrame(CommandFrame frame)
{
    private readonly Option<string?> _user = new("--user") { Description = "Who acts. Default: BATON_USER, or what the server takes then", HelpName = "NAME" };
    private readonly Option<string?> _groups = new("--groups") { Description = "The groups of who acts, separated by commas. Default: BATON_GROUPS", HelpName = "NAMES" };

    public void AddTo(Command command)
    {
        command.Options.Add(_user);
        command.Options.Add(_groups);
    }

    public string? User(ParseResult parsed) => parsed.GetValue(_user) ?? Setting("BATON_USER");

    public string? Groups(ParseResult parsed) => parsed.GetValue(_groups) ?? Setting("BATON_GROUPS");

    /// <summary>Says what a command does.</summary>
    public void SetAction(Command command, Func<ParseResult, CommandContext, PeopleClient, CancellationToken, Task<int>> work) => command.SetAction((parsed, cancellationToken) => frame.RunAsync(
        parsed,
        async (context, stop) =>
        {
            using var client = new PeopleClient(context.Client.Endpoint, context.Host.Handler, User(parsed), Groups(parsed));
            return await work(parsed, context, client, stop);
        },
        cancellationToken));

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
