using Baton.Store.Postgres;

namespace Baton.Store.Tests.Postgres;

public sealed class PostgresStoreTests(SharedServer shared) : StoreContract
{
    private PostgresStoreOptions? _options;

    protected override async ValueTask<IStore> OpenAsync() => await PostgresStore.OpenAsync(_options ??= await shared.NewStoreAsync(), Clock, Cancel);

    protected override async ValueTask<IStore> OpenAfterCrashAsync()
    {
        // The server ends the session, as it does when a process is gone.
        var server = await shared.GetAsync();
        await server.SqlAsync(_options!.ConnectionString, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        return await OpenAsync();
    }
}
