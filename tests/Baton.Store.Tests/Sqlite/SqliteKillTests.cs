using Baton.Store.Sqlite;

namespace Baton.Store.Tests.Sqlite;

public sealed class SqliteKillTests : KillTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<string> AddressAsync() => ValueTask.FromResult(_folder.Path);

    protected override async ValueTask<IStore> OpenAsync(string address, CancellationToken cancel) =>
        await SqliteStore.OpenAsync(new() { Folder = address }, TimeProvider.System, cancel);
}
