using System.CommandLine;
using Baton.Functions;

namespace Baton.Cli.Commands.Functions;

/// <summary><c>baton function add NAME</c>: adds a function, or changes how it is run.</summary>
internal static class FunctionAddCommand
{
    public static Command Create(CommandFrame frame)
    {
        var name = FunctionCommand.NameArgument();
        var words = new Argument<string[]>("COMMAND") { Description = "Hosted: the program that the server starts, and its arguments, behind --", Arity = ArgumentArity.ZeroOrMore };
        var endpoint = new Option<string?>("--endpoint") { Description = "Push: the address that takes its invocations", HelpName = "URL" };
        var forward = new Option<bool>("--forward") { Description = "Forward it to AWS Lambda or an emulator: to --endpoint, or to Baton__Endpoints__lambda of the server" };
        var timeout = new Option<int?>("--timeout") { Description = "How long an invocation may run, in seconds; default 60", HelpName = "S" };
        var wait = new Option<int?>("--wait") { Description = "How long an invocation waits for somebody free to run it, in seconds; default 60", HelpName = "S" };
        var concurrency = new Option<int?>("--concurrency") { Description = "How many run at once; hosted: how many workers; default 1", HelpName = "N" };
        var port = new Option<int?>("--port") { Description = "Pull: the port for its runtimes; default one that is free, which is kept", HelpName = "N" };
        var directory = new Option<string?>("--directory") { Description = "Hosted: where the command is started; default here", HelpName = "DIR" };
        var variables = new Option<string[]>("--env") { Description = "Hosted: a variable of its environment; can be said several times", HelpName = "NAME=VALUE" };
        var secrets = new Option<string[]>("--secret") { Description = "Hosted: a variable whose value is in a file, standard input, or a variable here; others see a command line", HelpName = "NAME=@FILE|-|env:NAME" };
        var handler = new Option<string?>("--handler") { Description = "Hosted: what _HANDLER says", HelpName = "HANDLER" };
        var memory = new Option<int?>("--memory") { Description = "Hosted: how many MiB a worker may take", HelpName = "MIB" };
        var description = new Option<string?>("--description") { Description = "What it is, for people", HelpName = "TEXT" };
        var command = new Command("add", "Add a function, or change how it is run")
        {
            name, words, endpoint, forward, timeout, wait, concurrency, port, directory, variables, secrets, handler, memory, description,
        };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            async (context, stop) =>
            {
                var hosted = parsed.GetValue(words) is { Length: > 0 } given ? given : null;
                var address = parsed.GetValue(endpoint);
                var environment = new Dictionary<string, string>();
                foreach (var (variable, value) in InputText.Pairs("--env", parsed.GetValue(variables) ?? [])) environment[variable] = value;
                foreach (var (variable, place) in InputText.Pairs("--secret", parsed.GetValue(secrets) ?? [])) environment[variable] = await InputText.ReadSecretAsync("--secret", place, context.Host, stop);
                var settings = new FunctionSettings
                {
                    Kind = hosted is not null ? FunctionKind.Hosted : parsed.GetValue(forward) ? FunctionKind.Forward : address is not null ? FunctionKind.Push : FunctionKind.Pull,
                    Description = parsed.GetValue(description),
                    Concurrency = parsed.GetValue(concurrency),
                    Port = parsed.GetValue(port),
                    Endpoint = address is null ? null : Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : throw new UsageException($"--endpoint is '{address}'; expected an address like http://127.0.0.1:9000."),
                    Command = hosted,
                    Directory = parsed.GetValue(directory) is { } folder ? Path.GetFullPath(folder) : hosted is null ? null : Directory.GetCurrentDirectory(),
                    Environment = environment.Count > 0 ? environment : null,
                    Handler = parsed.GetValue(handler),
                    MemoryMiB = parsed.GetValue(memory),
                };
                settings = settings with { TimeoutSeconds = parsed.GetValue(timeout) ?? settings.TimeoutSeconds, WaitSeconds = parsed.GetValue(wait) ?? settings.WaitSeconds };
                using var client = FunctionCommand.ClientOf(context);
                FunctionCommand.Show(context, await client.PutAsync(parsed.GetRequiredValue(name), settings, stop));
                return ExitCodes.Ok;
            },
            cancellationToken));
        return command;
    }
}
