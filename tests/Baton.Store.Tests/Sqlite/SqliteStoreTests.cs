using Baton.Store.Sqlite;

namespace Baton.Store.Tests.Sqlite;

public sealed class SqliteStoreTests : StoreContract
{
    private readonly List<TemporaryFolder> _folders = [new()];

    protected override async ValueTask<IStore> OpenAsync() =>
        await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = _folders[^1].Path }, Clock, Cancel);

    protected override ValueTask<IStore> OpenAfterCrashAsync()
    {
        // The files as they are now, without the shared memory that a crash takes with it.
        var (running, crashed) = (_folders[^1], new TemporaryFolder());
        _folders.Add(crashed);
        foreach (var name in new[] { "baton.db", "baton.db-wal" })
        {
            File.Copy(running.File(name), crashed.File(name));
        }
        return OpenAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folders.ForEach(folder => folder.Dispose());
    }
}
