namespace Baton.Cli;

/// <summary>The world around one run of the command line, so that a test can be that world.</summary>
internal sealed record CliHost
{
    public required TextReader Input { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether <see cref="Output"/> is a terminal: colours, tables and redrawing; plain text otherwise.</summary>
    public required bool IsTerminal { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Answers the client's requests in tests.</summary>
    public HttpMessageHandler? Handler { get; init; }

    public static CliHost OfProcess() => new()
    {
        Input = Console.In,
        Output = Console.Out,
        Error = Console.Error,
        IsTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
    };
}
