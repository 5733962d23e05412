using System.Runtime.CompilerServices;
using Baton.Runtime;
using Baton.Runtime.Maintenance;
using Baton.Store;
using Baton.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Server.Maintenance;

/// <summary>Maintenance of a store that no server runs on. Each opens the store, which keeps a server out, and closes it at the end.</summary>
public static class StoppedStore
{
    /// <summary>Removes executions that have ended; nothing else goes on meanwhile.</summary>
    /// <exception cref="StoreOpenException">The folder has no store, is in use, or cannot be used.</exception>
    public static async IAsyncEnumerable<MaintenanceLine> PurgeAsync(string folder, PurgeOrder order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = PurgeOrders.Read(order, TimeProvider.System.GetUtcNow());
        await using var store = await OpenAsync(folder, cancellationToken);
        await using var runtime = new WorkflowRuntime(store, new RuntimeOptions(), [], TimeProvider.System, NullLoggerFactory.Instance);
        runtime.StartPaused();
        await foreach (var progress in runtime.Purge.RunAsync(request, NoRest(), cancellationToken)) yield return new MaintenanceLine { Purge = progress };
    }

    /// <summary>Looks for what is wrong with a store.</summary>
    /// <param name="place">A data folder, or a file that is a backup.</param>
    /// <exception cref="StoreOpenException">The store is in use, or its disk fails.</exception>
    public static async IAsyncEnumerable<MaintenanceLine> VerifyAsync(string place, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (opened, damage) = await TryOpenAsync(place, cancellationToken);
        if (opened is null)
        {
            yield return new MaintenanceLine { Verification = new VerificationProgress(0, 100, [damage!]) };
            yield break;
        }
        await using var store = opened;
        await foreach (var progress in new StoreVerification(store, new RuntimeOptions()).RunAsync(NoRest(), cancellationToken)) yield return new MaintenanceLine { Verification = progress };
    }

    /// <summary>Copies a store into a new file.</summary>
    /// <exception cref="StoreOpenException">The folder has no store, is in use, or cannot be used.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async IAsyncEnumerable<MaintenanceLine> BackUpAsync(string folder, string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var store = await OpenAsync(folder, cancellationToken);
        await foreach (var progress in store.BackUpAsync(file, cancellationToken)) yield return new MaintenanceLine { Backup = progress };
    }

    /// <returns>The store, or what is so wrong with it that it cannot be opened.</returns>
    private static async Task<(SqliteStore? Store, string? Damage)> TryOpenAsync(string place, CancellationToken cancellationToken)
    {
        try
        {
            return (Directory.Exists(place) ? await OpenAsync(place, cancellationToken) : SqliteStore.OpenFile(place, TimeProvider.System), null);
        }
        catch (StoreOpenException e) when (e.IsDamaged)
        {
            return (null, e.Message);
        }
    }

    private static ValueTask<SqliteStore> OpenAsync(string folder, CancellationToken cancellationToken) => SqliteStore.Exists(folder)
        ? SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder }, TimeProvider.System, cancellationToken)
        : throw new StoreOpenException($"There is no store in '{folder}'. Name the folder that 'baton serve --data' was given.");

    private static Pace NoRest() => new(TimeProvider.System, restTimes: 0);
}
