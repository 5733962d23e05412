using Baton.Store.Sqlite;

namespace Baton.Store.Tests.Sqlite;

public sealed class SqliteModelTests : ModelTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override async ValueTask<IStore> OpenAsync(TimeProvider clock) =>
        await SqliteStore.OpenAsync(new() { Folder = _folder.Path, Readers = 1 }, clock, TestContext.Current.CancellationToken);
}
