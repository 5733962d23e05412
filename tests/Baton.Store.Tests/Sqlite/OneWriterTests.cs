using System.Collections.Concurrent;
using Baton.Store.CrashChild;
using Baton.Store.Sqlite;
using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Tests.Sqlite;

/// <summary>One connection writes and copies the log, all others only read, and the library is one that can be trusted with that.</summary>
public sealed class OneWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    private SqliteStoreOptions Options => new() { Folder = _folder.Path, Readers = 4, CheckpointBytes = 1 << 16 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_database_and_its_log_are_each_written_through_one_opening_while_many_read()
    {
        using var disk = new FaultyDisk();
        var (writers, readers) = (new ConcurrentDictionary<(string File, int Opening), int>(), new ConcurrentDictionary<int, int>());
        await using var store = await SqliteStore.OpenAsync(Options, TimeProvider.System, disk.Name, Cancel);
        disk.Fault = call =>
        {
            if (call.Operation == DiskOperation.Read) readers.TryAdd(call.Opening, 0);
            else writers.AddOrUpdate((call.File, call.Opening), 1, (_, count) => count + 1);
            return call.Pass();
        };
        for (var n = 1; n <= 60; n++)
        {
            await store.CommitAsync(Workload.Commit(n), Cancel);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.ListExecutionsAsync(new(1, null, long.MaxValue, 500), Cancel).AsTask(), Cancel)));
        }
        Assert.Equal(["baton.db", "baton.db-wal"], writers.Keys.Select(key => key.File).Order());
        Assert.All(writers.Values, count => Assert.True(count > 60)); // the log was copied again and again
        Assert.True(readers.Count > 2, "Several connections read.");
    }

    [Fact]
    public async Task A_reading_connection_cannot_write()
    {
        await using var store = await SqliteStore.OpenAsync(Options, TimeProvider.System, Cancel);
        using var reader = new StoreOpening(Options, Given.Start).OpenReader();
        Assert.Equal(raw.SQLITE_READONLY, Assert.Throws<DatabaseException>(() => reader.Execute("DELETE FROM executions")).Code);
        Assert.Equal(raw.SQLITE_READONLY, Assert.Throws<DatabaseException>(() => reader.Execute("PRAGMA query_only = OFF; DELETE FROM executions")).Code);
    }

    [Fact]
    public void No_connection_maps_the_file_and_none_copies_the_log_by_itself()
    {
        var opening = new StoreOpening(Options, Given.Start);
        using var writer = opening.OpenWriter();
        using var reader = opening.OpenReader();
        Assert.All([writer, reader], connection => Assert.Equal(0, connection.ReadInteger("PRAGMA mmap_size")));
        Assert.Equal(0, writer.ReadInteger("PRAGMA wal_autocheckpoint"));
        Assert.Equal(2, writer.ReadInteger("PRAGMA synchronous"));
    }

    [Theory]
    [InlineData("3.51.2", 3_051_002, true, "SQLite 3.51.2 is too old: Baton needs 3.51.3 or later.")]
    [InlineData("3.50.4", 3_050_004, true, "SQLite 3.50.4 is too old")]
    [InlineData("3.53.4", 3_053_004, false, "SQLite 3.53.4 is built for one thread")]
    public void A_library_that_cannot_be_trusted_is_refused(string version, int number, bool isThreadSafe, string message) =>
        Assert.StartsWith(message, Assert.Throws<StoreOpenException>(() => StoreOpening.CheckLibrary(version, number, isThreadSafe)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_first_library_without_the_fault_is_taken() => StoreOpening.CheckLibrary("3.51.3", 3_051_003, isThreadSafe: true);

    [Fact]
    public async Task A_folder_whose_locks_keep_nobody_out_is_refused()
    {
        using var child = new ChildProcess([_folder.Path], new() { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" });
        Assert.Contains("keeps no locks", await child.ReadLineAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(1, await child.ExitCodeAsync(Cancel));
    }
}
