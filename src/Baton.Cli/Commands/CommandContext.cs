using Baton.Cli.Api;
using Baton.Cli.Output;
using Baton.Client;

namespace Baton.Cli.Commands;

/// <summary>What a command works with.</summary>
internal sealed class CommandContext
{
    public required CliHost Host { get; init; }

    public required Screen Screen { get; init; }

    /// <summary>Made when first asked for: some commands need no service.</summary>
    public required Lazy<StepFunctionsClient> LazyClient { get; init; }

    public StepFunctionsClient Client => LazyClient.Value;

    public NameResolver Names => field ??= new(Client);

    /// <summary>Whether the result goes to a script.</summary>
    public required bool IsJson { get; init; }
}
