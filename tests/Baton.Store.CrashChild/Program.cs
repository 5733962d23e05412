using Baton.Store;
using Baton.Store.CrashChild;
using Baton.Store.Postgres;
using Baton.Store.Sqlite;

// crash-child STORE [FAULT [COMMITS]]: writes commits of the workload to the store given, in a folder or a PostgreSQL database, and says each number when it
// is durable, until it is killed, or has written that many and closed the store. A fault of the disk under SQLite may kill it, from the opening on.
try
{
    using var disk = args.Length > 1 ? new FaultyDisk(isDefault: true) { Fault = DiskFault.Parse(args[1]).Answer } : null;
    var last = args.Length > 2 ? long.Parse(args[2], null) : long.MaxValue;
    await using IStore store = args[0].StartsWith("Host=", StringComparison.Ordinal)
        ? await PostgresStore.OpenAsync(new() { ConnectionString = args[0], Readers = 1, UnsafeDurability = true, OwnerTimeout = TimeSpan.FromSeconds(30) }, TimeProvider.System, CancellationToken.None)
        // Copying the log often makes it likely that the kill falls into a copy.
        : await SqliteStore.OpenAsync(new() { Folder = args[0], CheckpointBytes = 1 << 18, Readers = 1 }, TimeProvider.System, CancellationToken.None);
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
