using Baton.Store.Postgres;
using Baton.Testing;

[assembly: AssemblyFixture(typeof(Baton.Store.Tests.Postgres.SharedServer))]

namespace Baton.Store.Tests.Postgres;

/// <summary>One server for all tests that do it no harm, each with a database of its own; started when the first one asks.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(() => PostgresServer.StartAsync("fsync=off", "max_connections=300"));

    public Task<PostgresServer> GetAsync() => _server.Value;

    /// <summary>Options for a store in a new database, of a server that forgets what it says to have synced.</summary>
    internal async Task<PostgresStoreOptions> NewStoreAsync() => Options(await (await GetAsync()).CreateDatabaseAsync());

    internal static PostgresStoreOptions Options(string connectionString) =>
        new() { ConnectionString = connectionString, Readers = 2, UnsafeDurability = true, OwnerTimeout = TimeSpan.FromSeconds(30) };

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated) await (await _server.Value).DisposeAsync();
    }
}
