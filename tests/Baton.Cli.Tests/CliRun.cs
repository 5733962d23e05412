using Baton.Client.Tests;
using Baton.Testing;

namespace Baton.Cli.Tests;

/// <summary>One run of the command line against a service that is not there.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    public static Task<CliRun> Of(FakeService service, params string[] args) => Of(service, "", isTerminal: false, args);

    public static async Task<CliRun> Of(FakeService service, string input, bool isTerminal, string[] args)
    {
        var time = new ManualTime(Now) { PassedOverMax = TimeSpan.FromSeconds(10) };
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new CliHost
        {
            Input = new StringReader(input),
            Output = output,
            Error = error,
            IsTerminal = isTerminal,
            Time = time,
            Handler = service,
        };
        // A test is not asked where the developer's own Baton is.
        var exitCode = await CommandLine.RunAsync([.. args, "--endpoint", "http://127.0.0.1:7070", "--region", "us-east-1"], host);
        return new CliRun(exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
