using System.CommandLine;
using Baton.Server;

namespace Baton.Cli.Commands;

/// <summary><c>baton serve</c>: the service itself, until it is told to stop.</summary>
internal static class ServeCommand
{
    public const string Examples = """
          baton serve --data ./data                      on http://127.0.0.1:7070
          baton serve --data ./data --port 0             on a free port; prints the address when ready
        """;

    public static Command Create(CliHost host)
    {
        var data = new Option<string>("--data") { Description = "The folder of the database; made if it is not there", HelpName = "DIR", Required = true };
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0 takes a free one", HelpName = "N", DefaultValueFactory = _ => 7070 };
        var command = new Command("serve", "Run the service: prints its address when ready; SIGTERM or Ctrl-C stops it in order") { data, port };
        command.SetAction((parsed, cancellationToken) => RunServerAsync(host, parsed.GetRequiredValue(data), parsed.GetValue(port), cancellationToken));
        return command;
    }

    // The server's assemblies are loaded when this method is entered, and by no other command.
    private static Task<int> RunServerAsync(CliHost host, string data, int port, CancellationToken cancellationToken) =>
        ServerProcess.RunAsync(new ServerOptions { DataFolder = data, Port = port }, host.Output, host.Error, cancellationToken);
}
