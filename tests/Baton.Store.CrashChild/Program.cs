using Baton.Store;
using Baton.Store.CrashChild;
using Baton.Store.Sqlite;

// crash-child FOLDER [FAULT [COMMITS]]: writes commits of the workload to the store in the folder and says each number when it is durable, until it is
// killed, or has written that many and closed the store. A fault of its disk may do that, from the opening on.
try
{
    using var disk = args.Length > 1 ? new FaultyDisk(isDefault: true) { Fault = DiskFault.Parse(args[1]).Answer } : null;
    var last = args.Length > 2 ? long.Parse(args[2], null) : long.MaxValue;
    // Copying the log often makes it likely that the kill falls into a copy.
    var options = new SqliteStoreOptions { Folder = args[0], CheckpointBytes = 1 << 18, Readers = 1 };
    await using var store = await SqliteStore.OpenAsync(options, TimeProvider.System, CancellationToken.None);
    var n = await store.FindExecutionAsync(Workload.Counter, CancellationToken.None) is { } counter ? counter.Version : 0;
    Console.WriteLine("open");
    while (n < last)
    {
        n++;
        await store.CommitAsync(Workload.Commit(n), CancellationToken.None);
        Console.WriteLine(n);
    }
    return 0;
}
catch (StoreOpenException e)
{
    Console.WriteLine(e.Message);
    return 1;
}
