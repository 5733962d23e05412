using Baton.Store.CrashChild;
using Baton.Store.Sqlite;
using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Tests.Sqlite;

/// <summary>A backup is the store at its end, whatever is written meanwhile; what is not a whole store is not restored.</summary>
public sealed class BackupTests : IDisposable
{
    private const long CheckpointBytes = 1 << 17;
    private const long LogBytesMax = 1 << 19;
    private const int Commits = 400;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly TemporaryFolder _other = TemporaryFolder.InMemory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string File => _other.File("backup");

    private string Data => _other.File("data");

    public void Dispose()
    {
        _other.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_backup_has_what_was_committed_during_it_and_the_log_stays_small()
    {
        long n = 0, largest = 0;
        await using (var store = await OpenAsync())
        {
            while (n < Commits) await store.CommitAsync(Workload.Commit(++n), Cancel);
            var percents = new List<int>();
            await foreach (var progress in store.BackUpAsync(File, Cancel))
            {
                percents.Add(progress.Percent);
                for (var i = 0; i < 20; i++) await store.CommitAsync(Workload.Commit(++n), Cancel);
                largest = Math.Max(largest, new FileInfo(_folder.File("baton.db-wal")).Length);
                n -= progress.Percent == 100 ? 20 : 0; // those after the last step are not in the copy
            }
            Assert.True(percents.Count > 5, $"{percents.Count} steps");
            Assert.Equal(100, percents[^1]);
            Assert.InRange(largest, CheckpointBytes, 2 * LogBytesMax);
        }
        await RestoreAsync(n);
    }

    [Fact]
    public async Task A_backup_during_which_the_file_becomes_shorter_is_whole()
    {
        await using var store = await OpenAsync();
        for (var n = 1L; n <= Commits; n++) await store.CommitAsync(Workload.Commit(n), Cancel);
        var big = Given.Running(1_000_000).Closed();
        await store.CommitAsync([Given.Append(big) with { Events = new byte[4_000_000] }], Cancel);
        var isRemoved = false;
        await foreach (var _ in store.BackUpAsync(File, Cancel))
        {
            if (!isRemoved) await store.CommitAsync([new StoreChange.RemoveExecution(big)], Cancel);
            isRemoved = true;
            await store.ReclaimAsync(Cancel);
        }
        await RestoreAsync(Commits);
    }

    [Fact]
    public async Task One_backup_at_a_time_and_one_that_is_given_up_is_in_nobodys_way()
    {
        await using var store = await OpenAsync();
        for (var n = 1L; n <= Commits; n++) await store.CommitAsync(Workload.Commit(n), Cancel);
        await foreach (var _ in store.BackUpAsync(File, Cancel))
        {
            var refused = await Assert.ThrowsAsync<IOException>(async () => await store.BackUpAsync(_other.File("second"), Cancel).GetAsyncEnumerator(Cancel).MoveNextAsync());
            Assert.StartsWith("A backup is under way already.", refused.Message, StringComparison.Ordinal);
            break;
        }
        System.IO.File.Delete(File);
        await foreach (var _ in store.BackUpAsync(File, Cancel)) { }
        await RestoreAsync(Commits);
    }

    [Fact]
    public async Task A_store_closes_in_order_in_the_middle_of_a_backup()
    {
        var store = await OpenAsync();
        for (var n = 1L; n <= Commits; n++) await store.CommitAsync(Workload.Commit(n), Cancel);
        var backup = store.BackUpAsync(File, Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await backup.MoveNextAsync());
        await store.DisposeAsync();
        Assert.Equal(["baton.db", "baton.lock"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await backup.MoveNextAsync());
    }

    [Fact]
    public async Task A_restored_store_is_paused_and_a_folder_with_a_store_is_left_alone()
    {
        await BackUpAsync();
        StoreFile.Restore(File, Data, _ => { }, Cancel);
        await using (var store = await SqliteStore.OpenAsync(new() { Folder = Data }, TimeProvider.System, Cancel))
        {
            Assert.True(store.Status.IsPaused);
            var locked = Assert.Throws<StoreOpenException>(() => StoreFile.Restore(File, Data, _ => { }, Cancel));
            Assert.Contains("is in use by", locked.Message, StringComparison.Ordinal);
        }
        var refused = Assert.Throws<StoreOpenException>(() => StoreFile.Restore(File, Data, _ => { }, Cancel));
        Assert.Contains("has a store already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_was_cut_off_leaves_no_store_and_begins_anew()
    {
        await BackUpAsync();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Assert.Throws<OperationCanceledException>(() => StoreFile.Restore(File, Data, _ => cut.Cancel(), cut.Token));
        Assert.False(System.IO.File.Exists(Path.Combine(Data, "baton.db")));
        await System.IO.File.WriteAllTextAsync(Path.Combine(Data, "baton.db.restoring-wal"), "left by a kill", Cancel);
        await RestoreAsync(Commits);
    }

    [Fact]
    public async Task A_damaged_file_is_not_restored()
    {
        await BackUpAsync();
        using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = 4096 * 20;
            file.Write(new byte[4096 * 4]);
        }
        Assert.NotEmpty(StoreFile.Check(File, Cancel));
        var refused = Assert.Throws<StoreOpenException>(() => StoreFile.Restore(File, Data, _ => { }, Cancel));
        Assert.Contains("The file is damaged: ", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Theory, InlineData(null, "There is no file"), InlineData("", "is empty"), InlineData("not a database, and long enough to be looked at for what it is: 100 bytes at least, and a few more", "cannot be read")]
    public async Task What_is_not_a_store_is_not_restored(string? content, string reason)
    {
        if (content is not null) await System.IO.File.WriteAllTextAsync(File, content, Cancel);
        Assert.Contains(reason, Assert.Throws<StoreOpenException>(() => StoreFile.Restore(File, Data, _ => { }, Cancel)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_of_a_running_store_is_not_taken_for_a_backup()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(Workload.Commit(1), Cancel);
        var refused = Assert.Throws<StoreOpenException>(() => StoreFile.Check(_folder.File("baton.db"), Cancel));
        Assert.Contains("is only a part of a database", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_lost_the_way_to_become_shorter_has_it_again_after_a_restore()
    {
        using (var other = Connection.Open(File, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, vfs: null))
        {
            other.Execute(await System.IO.File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sqlite", "schemas", "007.sql"), Cancel));
            Assert.Equal(0, other.ReadInteger("PRAGMA auto_vacuum"));
        }
        StoreFile.Restore(File, Data, _ => { }, Cancel);
        using var restored = Connection.Open(Path.Combine(Data, "baton.db"), raw.SQLITE_OPEN_READONLY, vfs: null);
        Assert.Equal((2, 3), (restored.ReadInteger("PRAGMA auto_vacuum"), restored.ReadInteger("SELECT count(*) FROM executions")));
    }

    [Fact]
    public async Task A_backup_is_read_without_a_trace_beside_it()
    {
        await BackUpAsync();
        await using (var store = SqliteStore.OpenFile(File, TimeProvider.System))
        {
            Assert.Equal(Commits, await WorkloadCheck.WholeAsync(store, Cancel));
            Assert.Empty(await store.CheckStorageAsync(Cancel));
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.CommitAsync(Workload.Commit(Commits + 1), Cancel));
        }
        Assert.Equal(["backup"], Directory.GetFiles(_other.Path).Select(Path.GetFileName));
    }

    private async Task BackUpAsync()
    {
        await using var store = await OpenAsync();
        for (var n = 1L; n <= Commits; n++) await store.CommitAsync(Workload.Commit(n), Cancel);
        await foreach (var _ in store.BackUpAsync(File, Cancel)) { }
    }

    private async Task RestoreAsync(long commits)
    {
        Assert.Empty(StoreFile.Check(File, Cancel));
        StoreFile.Restore(File, Data, _ => { }, Cancel);
        await using var store = await SqliteStore.OpenAsync(new() { Folder = Data }, TimeProvider.System, Cancel);
        Assert.Equal(commits, await WorkloadCheck.WholeAsync(store, Cancel));
    }

    private async Task<SqliteStore> OpenAsync() => await SqliteStore.OpenAsync(
        new() { Folder = _folder.Path, Readers = 2, CheckpointBytes = CheckpointBytes, LogBytesMax = LogBytesMax }, TimeProvider.System, Cancel);
}
