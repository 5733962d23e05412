using Baton.Cli.Api;
using Baton.Cli.Output;
using Baton.Client;

namespace Baton.Cli.Commands;

/// <summary>What a command works with.</summary>
internal sealed class CommandContext
{
    public required CliHost Host { get; init; }

    public required Screen Screen { get; init; }

    public required StepFunctionsClient Client { get; init; }

    public required NameResolver Names { get; init; }

    /// <summary>Whether the result goes to a script.</summary>
    public required bool IsJson { get; init; }
}
