using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Baton.Cli.Commands;
using Baton.Cli.Commands.Functions;

namespace Baton.Cli;

/// <summary>The commands and how a line is read.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, CliHost host)
    {
        var parsed = Root(host).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }); // "@file" is an input here
        var configuration = new InvocationConfiguration { Output = host.Output, Error = host.Error };
        // The server hears signals itself, and needs its own time to stop in order.
        if (args is ["serve", ..]) configuration.ProcessTerminationTimeout = null;
        // The mistake in one sentence; the whole help is for who asks for it, or says nothing at all.
        var isMistaken = parsed.Action is ParseErrorAction;
        if (parsed.Action is ParseErrorAction mistake) mistake.ShowHelp = false;
        var exitCode = await parsed.InvokeAsync(configuration);
        return isMistaken ? ExitCodes.Usage : exitCode;
    }

    private static RootCommand Root(CliHost host)
    {
        var common = new CommonOptions();
        var frame = new CommandFrame(common, host);
        var root = new RootCommand("Baton runs workflows: state machines in the Amazon States Language, behind the AWS Step Functions API.")
        {
            common.Endpoint,
            common.Region,
            common.Json,
            common.Output,
            ServeCommand.Create(host),
            MigrateCommand.Create(host),
            ValidateCommand.Create(frame),
            RunCommand.Create(frame),
            DeployCommand.Create(frame),
            StartCommand.Create(frame),
            ListCommand.Create(frame),
            ShowCommand.Create(frame),
            StopCommand.Create(frame),
            RedriveCommand.Create(frame),
            ConnectionCommand.Create(frame),
            FunctionCommand.Create(frame),
            InboxCommand.Create(frame),
            TaskCommand.Create(frame),
            CaseCommand.Create(frame),
            StatusCommand.Create(frame),
            PurgeCommand.Create(frame),
            BackupCommand.Create(frame),
            RestoreCommand.Create(frame),
            ResumeCommand.Create(frame),
            VerifyCommand.Create(frame),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        var examples = new ExamplesHelp((HelpAction)help.Action!);
        help.Action = examples;
        root.SetAction(parsed =>
        {
            examples.Invoke(parsed);
            return ExitCodes.Usage;
        });
        return root;
    }
}
