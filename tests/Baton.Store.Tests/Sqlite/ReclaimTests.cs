using Baton.Store.CrashChild;
using Baton.Store.Sqlite;
using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Tests.Sqlite;

/// <summary>What removed executions took is given back: in small steps, whole after a crash, and the file becomes shorter.</summary>
public sealed class ReclaimTests : IDisposable
{
    private const int Executions = 200;
    private const int EventBytes = 20_000;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly TemporaryFolder _image = TemporaryFolder.InMemory();
    private readonly FaultyDisk _disk = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _disk.Dispose();
        _image.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_file_becomes_shorter_while_the_store_is_open()
    {
        await using var store = await OpenAsync();
        await FillAsync(store);
        while (await store.ReclaimAsync(Cancel)) { }
        var full = FileBytes();

        await RemoveAsync(store, keep: 1);
        var steps = 0;
        while (await store.ReclaimAsync(Cancel)) steps++;

        Assert.True(steps > Executions * EventBytes / (1 << 20), $"{steps} steps: each is to be short.");
        Assert.InRange(FileBytes(), 1, full / 10);
        Assert.Equal([1L], (await store.ListExecutionsByNumberAsync(0, 10, Cancel)).Select(row => row.Number));
        Assert.Equal(EventBytes, Assert.Single(await store.ReadEventsAsync(1, 1, 10, Cancel)).Events.Length);
        Assert.False(await store.ReclaimAsync(Cancel));
    }

    [Fact]
    public async Task Some_space_stays_free_for_new_data()
    {
        const long Kept = 1 << 20;
        await using var store = await OpenAsync(kept: Kept);
        await FillAsync(store);
        await RemoveAsync(store, keep: 0);
        while (await store.ReclaimAsync(Cancel)) { }
        Assert.InRange(FileBytes(), Kept, 2 * Kept);
    }

    [Fact]
    public async Task An_execution_with_more_events_than_a_step_takes_goes_in_several()
    {
        await using var store = await OpenAsync();
        var row = Given.Running(1);
        await store.CommitAsync([Given.Append(row)], Cancel);
        for (; row.Version < 2_500; row = row with { Version = row.Version + 1 })
        {
            await store.CommitAsync([Given.Append(row with { Version = row.Version + 1 }, row.Version)], Cancel);
        }
        var closed = (row with { Version = row.Version + 1 }).Closed();
        await store.CommitAsync([Given.Append(closed, row.Version), Given.Append(Given.Running(2))], Cancel);
        await store.CommitAsync([new StoreChange.RemoveExecution(closed)], Cancel);

        var left = new List<long>();
        do left.Add(Count("events")); while (await store.ReclaimAsync(Cancel));
        Assert.Equal([2_502, 1_502, 502, 1], left.Distinct());
        Assert.Equal(0, Count("removed_executions"));
    }

    [Fact]
    public async Task After_a_kill_at_any_call_to_the_disk_executions_are_there_whole_or_not_at_all_and_the_rest_is_given_back()
    {
        var images = new List<(int Removed, Dictionary<string, byte[]> Files)>();
        var removed = 0;
        await using (var store = await OpenAsync(_disk.Name))
        {
            await FillAsync(store, executions: 12);
            _disk.Fault = call =>
            {
                if (call.Operation != DiskOperation.Read)
                    images.Add((removed, Directory.GetFiles(_folder.Path, "baton.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes)));
                return call.Pass();
            };
            foreach (var row in await store.ListExecutionsByNumberAsync(2, 100, Cancel))
            {
                await store.CommitAsync([new StoreChange.RemoveExecution(row)], Cancel);
                removed++;
            }
            while (await store.ReclaimAsync(Cancel)) { }
            _disk.Fault = call => call.Pass();
        }
        Assert.True(images.Count > 20, $"Only {images.Count} calls were seen.");
        foreach (var (acknowledged, files) in images)
        {
            foreach (var file in Directory.GetFiles(_image.Path)) File.Delete(file);
            foreach (var (name, bytes) in files) await File.WriteAllBytesAsync(_image.File(name), bytes, Cancel);
            await using var store = await SqliteStore.OpenAsync(new() { Folder = _image.Path, Readers = 1, FreeBytesKept = 0 }, TimeProvider.System, Cancel);
            var rows = await store.ListExecutionsByNumberAsync(0, 100, Cancel);
            Assert.InRange(12 - rows.Count, acknowledged, acknowledged + 1);
            foreach (var row in rows) Assert.Equal(EventBytes, Assert.Single(await store.ReadEventsAsync(row.Number, 1, 10, Cancel)).Events.Length);
            Assert.Empty(await store.FindOrphansAsync(0, 100, Cancel));
            Assert.Empty(await store.CheckStorageAsync(Cancel));
            while (await store.ReclaimAsync(Cancel)) { }
            using var look = Connection.Open(_image.File("baton.db"), raw.SQLITE_OPEN_READONLY, vfs: null);
            Assert.Equal((rows.Count, 0), (look.ReadInteger("SELECT count(*) FROM events"), look.ReadInteger("PRAGMA freelist_count")));
        }
    }

    [Fact]
    public async Task Events_without_an_execution_are_told_unless_that_was_removed()
    {
        await using var store = await OpenAsync();
        await FillAsync(store, executions: 3);
        await store.CommitAsync([new StoreChange.RemoveExecution((await store.FindExecutionAsync(2, Cancel))!)], Cancel);
        using (var other = Connection.Open(_folder.File("baton.db"), raw.SQLITE_OPEN_READWRITE, vfs: null)) other.Execute("DELETE FROM executions WHERE number = 3");
        Assert.Equal(["Events of execution 3 are stored, and the execution is not."], await store.FindOrphansAsync(0, 3, Cancel));
        Assert.Empty(await store.FindOrphansAsync(0, 2, Cancel));
    }

    private static async Task FillAsync(SqliteStore store, int executions = Executions)
    {
        for (var number = 1; number <= executions; number++)
        {
            await store.CommitAsync([Given.Append(Given.Running(number).Closed()) with { Events = new byte[EventBytes] }], Cancel);
        }
    }

    private static async Task RemoveAsync(SqliteStore store, long keep)
    {
        var rows = await store.ListExecutionsByNumberAsync(keep, 1_000, Cancel);
        await store.CommitAsync([.. rows.Select(row => new StoreChange.RemoveExecution(row))], Cancel);
    }

    private long FileBytes() => new FileInfo(_folder.File("baton.db")).Length;

    private long Count(string table)
    {
        using var connection = Connection.Open(_folder.File("baton.db"), raw.SQLITE_OPEN_READONLY, vfs: null);
        return connection.ReadInteger($"SELECT count(*) FROM {table}");
    }

    private async Task<SqliteStore> OpenAsync(string? vfs = null, long kept = 0) => await SqliteStore.OpenAsync(
        new() { Folder = _folder.Path, Readers = 1, CheckpointBytes = 1 << 18, FreeBytesKept = kept }, TimeProvider.System, vfs, Cancel);
}
