using Baton.Store;
using Baton.Store.CrashChild;
using Baton.Store.Sqlite;

// Writes commits of the workload to the store in the folder given and says each number when it is durable, until it is killed.
try
{
    // Copying the log often makes it likely that the kill falls into a copy.
    var options = new SqliteStoreOptions { Folder = args[0], CheckpointBytes = 1 << 18, Readers = 1 };
    await using var store = await SqliteStore.OpenAsync(options, TimeProvider.System, CancellationToken.None);
    var n = await store.FindExecutionAsync(Workload.Counter, CancellationToken.None) is { } counter ? counter.Version : 0;
    Console.WriteLine("open");
    while (true)
    {
        n++;
        await store.CommitAsync(Workload.Commit(n), CancellationToken.None);
        Console.WriteLine(n);
    }
}
catch (StoreOpenException e)
{
    Console.WriteLine(e.Message);
    return 1;
}
