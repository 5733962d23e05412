using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Baton.Cli.Commands;

/// <summary>The usual help, and below it what people type.</summary>
internal sealed class ExamplesHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private const string ExitCodeTable = """
        Exit codes:
          0    it worked
          1    the execution that was waited for failed, timed out or was stopped
          2    the command line is wrong, or a file cannot be read
          3    no service answers at the endpoint
          4    the service refused: not found, not valid, already there
          130  interrupted
        """;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = parseResult.CommandResult.Command.Name switch
        {
            "serve" => ServeCommand.Examples,
            "deploy" => DeployCommand.Examples,
            "start" => StartCommand.Examples,
            "list" => ListCommand.Examples,
            "show" => ShowCommand.Examples,
            "stop" => StopCommand.Examples,
            _ => null,
        };
        if (examples is not null) output.WriteLine($"Examples:\n{examples}\n");
        output.WriteLine(ExitCodeTable);
        return exitCode;
    }
}
