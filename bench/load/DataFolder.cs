using Baton.Store;
using Baton.Store.Postgres;
using Baton.Store.Sqlite;

namespace Baton.Load;

/// <summary>A folder for one server's data, removed with what is in it; with a PostgreSQL server of its own where that is the store.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly PostgresServer? _postgres;

    public DataFolder(LoadOptions options)
    {
        Path = Directory.CreateDirectory(System.IO.Path.Combine(options.Folder, $"baton-load-{Guid.NewGuid():N}")).FullName;
        if (options.IsPostgres) _postgres = new PostgresServer(System.IO.Path.Combine(Path, "postgres"));
    }

    public string Path { get; }

    /// <summary>The settings that tell a server which store to use.</summary>
    public IReadOnlyDictionary<string, string?> Settings => _postgres is null
        ? new Dictionary<string, string?>()
        : new Dictionary<string, string?> { ["Baton__Store"] = "postgres", ["Baton__Postgres__ConnectionString"] = _postgres.ConnectionString };

    /// <summary>What the store has on the disk: all files of an embedded one; of PostgreSQL tables and indexes, without its own log.</summary>
    public double StoreBytes => _postgres is null ? Machine.FolderBytes(Path) : Machine.FolderBytes(_postgres.TablesFolder);

    /// <summary>Opens the store, with durable defaults, where no server does.</summary>
    public async Task<IStore> OpenStoreAsync() => _postgres is null
        ? await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = Path }, TimeProvider.System, CancellationToken.None)
        : await PostgresStore.OpenAsync(new PostgresStoreOptions { ConnectionString = _postgres.ConnectionString }, TimeProvider.System, CancellationToken.None);

    public void Dispose()
    {
        _postgres?.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
