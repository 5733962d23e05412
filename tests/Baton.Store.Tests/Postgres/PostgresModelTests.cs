using Baton.Store.Postgres;

namespace Baton.Store.Tests.Postgres;

public sealed class PostgresModelTests(SharedServer shared) : ModelTests
{
    private PostgresStoreOptions? _options;

    protected override async ValueTask<IStore> OpenAsync(TimeProvider clock) =>
        await PostgresStore.OpenAsync(_options ??= await shared.NewStoreAsync(), clock, TestContext.Current.CancellationToken);
}
