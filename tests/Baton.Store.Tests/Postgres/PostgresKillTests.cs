using Baton.Store.Postgres;

namespace Baton.Store.Tests.Postgres;

public sealed class PostgresKillTests(SharedServer shared) : KillTests
{
    protected override async ValueTask<string> AddressAsync() => (await shared.NewStoreAsync()).ConnectionString;

    protected override async ValueTask<IStore> OpenAsync(string address, CancellationToken cancel) =>
        await PostgresStore.OpenAsync(SharedServer.Options(address), TimeProvider.System, cancel);
}
