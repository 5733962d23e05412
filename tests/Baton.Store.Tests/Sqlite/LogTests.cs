using Baton.Store.CrashChild;
using Baton.Store.Sqlite;
using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Tests.Sqlite;

/// <summary>The write-ahead log stays small, whoever reads, and is gone after a clean end.</summary>
public sealed class LogTests : IDisposable
{
    private const long CheckpointBytes = 1 << 17;
    private const long LogBytesMax = 1 << 19;

    /// <summary>More than any one commit of the workload writes.</summary>
    private const long CommitBytesMax = 1 << 18;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_log_stays_small_while_others_read_all_the_time()
    {
        await using var store = await OpenAsync(readers: 4);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadUntilAsync(store, done.Token), Cancel)).ToArray();

        long largest = 0;
        for (var n = 1; n <= 400; n++)
        {
            await store.CommitAsync(Workload.Commit(n), Cancel);
            largest = Math.Max(largest, LogBytes());
        }
        await done.CancelAsync();
        await Task.WhenAll(readers);

        // On a busy machine a reader can be held up for longer than the writer waits for it; then the writer tries again after the next stretch.
        const int AttemptsMissedMax = 8;
        Assert.InRange(largest, CheckpointBytes, LogBytesMax + (AttemptsMissedMax * CheckpointBytes) + CommitBytesMax);
    }

    [Fact]
    public async Task A_reader_from_outside_that_does_not_let_go_makes_the_log_grow_and_no_commit_fail()
    {
        await using var store = await OpenAsync(readers: 1);
        await store.CommitAsync(Workload.Commit(1), Cancel);
        using (var outside = Connection.Open(_folder.File("baton.db"), raw.SQLITE_OPEN_READONLY, vfs: null))
        {
            outside.Execute("BEGIN");
            Assert.Equal(1, outside.ReadInteger("SELECT version FROM executions WHERE number = 1"));
            await CommitAsync(store, 2, 80);
            Assert.True(LogBytes() > LogBytesMax + CheckpointBytes + CommitBytesMax);
            Assert.Equal(1, outside.ReadInteger("SELECT version FROM executions WHERE number = 1"));
        }
        await CommitAsync(store, 81, 100);

        Assert.InRange(LogBytes(), 0, LogBytesMax + CheckpointBytes + CommitBytesMax);
        Assert.Equal(100, await WorkloadCheck.WholeAsync(store, Cancel));
    }

    [Fact]
    public async Task After_a_clean_end_the_database_is_one_file()
    {
        await using (var store = await OpenAsync(readers: 2))
        {
            await store.CommitAsync(Workload.Commit(1), Cancel);
        }
        Assert.Equal(["baton.db", "baton.lock"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    private static async Task CommitAsync(SqliteStore store, int first, int last)
    {
        for (var n = first; n <= last; n++)
        {
            await store.CommitAsync(Workload.Commit(n), Cancel);
        }
    }

    private static async Task ReadUntilAsync(SqliteStore store, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await store.ListExecutionsAsync(new(1, null, long.MaxValue, 500), Cancel);
        }
    }

    private long LogBytes() => new FileInfo(_folder.File("baton.db-wal")) is { Exists: true } log ? log.Length : 0;

    private async Task<SqliteStore> OpenAsync(int readers) => await SqliteStore.OpenAsync(
        new() { Folder = _folder.Path, Readers = readers, CheckpointBytes = CheckpointBytes, LogBytesMax = LogBytesMax }, TimeProvider.System, Cancel);
}
