using System.CommandLine;
using Baton.Server;

namespace Baton.Cli.Commands;

/// <summary><c>baton serve</c>: the service itself, until it is told to stop.</summary>
internal static class ServeCommand
{
    public const string Examples = """
          baton serve --data ./data                      on http://127.0.0.1:7070
          baton serve --data ./data --port 0             on a free port; prints the address when ready
          baton serve --postgres 'Host=db;Database=baton;Username=baton'
        """;

    public static Command Create(CliHost host)
    {
        var data = new Option<string?>("--data") { Description = "The folder of the database; made if it is not there", HelpName = "DIR" };
        var postgres = new Option<string?>("--postgres") { Description = "Keep everything in this PostgreSQL database instead (Host=…;Database=…); the folder is for logs then", HelpName = "CONNECTION" };
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0 takes a free one", HelpName = "N", DefaultValueFactory = _ => 7070 };
        var hosted = new Option<bool>("--hosted-functions") { Description = "Let functions be commands that this server starts: whoever can reach it may run programs as its user" };
        var command = new Command("serve", "Run the service: prints its address when ready; SIGTERM or Ctrl-C stops it in order") { data, postgres, port, hosted };
        command.Validators.Add(result =>
        {
            if (result.GetValue(data) is null && result.GetValue(postgres) is null) result.AddError("Say where the data is to be kept: --data DIR, or --postgres CONNECTION.");
        });
        command.SetAction((parsed, cancellationToken) => RunServerAsync(host, parsed.GetValue(data), parsed.GetValue(postgres), parsed.GetValue(port), parsed.GetValue(hosted), cancellationToken));
        return command;
    }

    // The server's assemblies are loaded when this method is entered, and by no other command.
    private static Task<int> RunServerAsync(CliHost host, string? data, string? postgres, int port, bool hosted, CancellationToken cancellationToken) =>
        ServerProcess.RunAsync(new ServerOptions { DataFolder = data ?? "data", PostgresConnectionString = postgres, Port = port, AllowsHostedFunctions = hosted }, host.Output, host.Error, cancellationToken);
}
