using Baton.Testing;

namespace Baton.Store.Tests;

/// <summary>What every store promises. One class for each store inherits it and says how such a store is opened.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private IStore? _store;

    protected ManualTime Clock { get; } = new(Given.Start);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected IStore Store => _store ?? throw new InvalidOperationException("The store is opened before each test.");

    /// <summary>Opens a store on the data that this test has written so far.</summary>
    protected abstract ValueTask<IStore> OpenAsync();

    /// <summary>Opens a store on what a crash of <see cref="Store"/> at this moment would leave.</summary>
    protected abstract ValueTask<IStore> OpenAfterCrashAsync();

    public virtual async ValueTask InitializeAsync() => _store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        _store = await OpenAsync();
    }

    protected async Task CrashAsync()
    {
        var next = await OpenAfterCrashAsync();
        await Store.DisposeAsync();
        _store = next;
    }

    protected async Task CommitAsync(params StoreChange[] changes) => await Store.CommitAsync(changes, Cancel);

    private async Task<ExecutionRow?> FindAsync(long number) => await Store.FindExecutionAsync(number, Cancel);

    private async Task<string[]> EventsAsync(long number, long fromVersion = 1, int batchesMax = 100) =>
        [.. (await Store.ReadEventsAsync(number, fromVersion, batchesMax, Cancel)).Select(Text)];

    private static string Text(EventBatch batch) => $"{batch.FirstVersion}: {System.Text.Encoding.UTF8.GetString(batch.Events.Span)}";

    private static IEnumerable<long> Numbers(IEnumerable<ExecutionRow> rows) => rows.Select(row => row.Number);
}
