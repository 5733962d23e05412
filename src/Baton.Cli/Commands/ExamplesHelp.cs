using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Baton.Cli.Commands.Functions;

namespace Baton.Cli.Commands;

/// <summary>The usual help, and below it what people type.</summary>
internal sealed class ExamplesHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private const string ExitCodeTable = """
        Exit codes:
          0    it worked
          1    the execution failed, timed out or was stopped; validate, verify: there are errors
          2    the command line is wrong, a file cannot be read, or a mock is missing
          3    no service answers at the endpoint
          4    refused: not found, not valid, already there
          130  interrupted
        """;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var called = parseResult.CommandResult;
        var examples = (called.Parent is CommandResult { Command: not RootCommand } group ? group : called).Command.Name switch
        {
            FunctionCommand.Name => FunctionCommand.Examples,
            "serve" => ServeCommand.Examples,
            "migrate" => MigrateCommand.Examples,
            "validate" => ValidateCommand.Examples,
            "run" => RunCommand.Examples,
            "deploy" => DeployCommand.Examples,
            "start" => StartCommand.Examples,
            "list" => ListCommand.Examples,
            "show" => ShowCommand.Examples,
            "stop" => StopCommand.Examples,
            "redrive" => RedriveCommand.Examples,
            "connection" => ConnectionCommand.Examples,
            "inbox" => InboxCommand.Examples,
            "task" => TaskCommand.Examples,
            "case" => CaseCommand.Examples,
            "status" => StatusCommand.Examples,
            "purge" => PurgeCommand.Examples,
            "backup" => BackupCommand.Examples,
            "restore" => RestoreCommand.Examples,
            "resume" => ResumeCommand.Examples,
            "verify" => VerifyCommand.Examples,
            _ => null,
        };
        if (examples is not null) output.WriteLine($"Examples:\n{examples}\n");
        output.WriteLine(ExitCodeTable);
        return exitCode;
    }
}
