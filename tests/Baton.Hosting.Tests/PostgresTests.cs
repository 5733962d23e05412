using Baton.Client.Definitions;
using Baton.Testing;

namespace Baton.Hosting.Tests;

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("baton-hosting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_application_keeps_its_executions_in_a_database()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await server.CreateDatabaseAsync();
        await using var app = await HostedApp.StartAsync(_folder, baton => baton
            .UsePostgres(database)
            .AddStateMachine("greeting", Definition.InJsonata(machine => machine.Task("Greet", Resource.Activity("greet")).End()))
            .AddActivity<string, string>("greet", (name, _) => Task.FromResult($"Hello {name}")));
        Assert.Equal("Hello Ada", await app.Executions.RunAsync<string>("greeting", "Ada", cancellationToken: TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Path.Combine(_folder, "baton.db")));
    }
}
