using Baton.Store.CrashChild;
using Baton.Store.Sqlite;
using SQLitePCL;

namespace Baton.Store.Tests.Sqlite;

/// <summary>The disk fails at every single call that a few commits make, each time in a run of its own.</summary>
public sealed class BrokenDiskTests : IDisposable
{
    private const int Commits = 8;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly FaultyDisk _disk = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _disk.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(DiskOperation.Write, raw.SQLITE_IOERR_WRITE)]
    [InlineData(DiskOperation.Sync, raw.SQLITE_IOERR_FSYNC)]
    [InlineData(DiskOperation.Read, raw.SQLITE_IOERR_READ)]
    public async Task After_an_I_O_error_the_store_writes_no_more_and_a_restart_finds_every_commit(DiskOperation operation, int code)
    {
        var calls = await CountAsync(operation);
        for (var failing = 0; failing < calls; failing++)
        {
            var (acknowledged, failure) = await CommitUntilFailureAsync(operation, failing, code);
            if (failure is not null)
                Assert.IsType<StoreBrokenException>(failure);
            Assert.InRange(await RestartAsync(), acknowledged, acknowledged + 1);
        }
        Assert.True(operation == DiskOperation.Read || calls > 0);
    }

    [Fact]
    public async Task A_full_disk_refuses_the_commit_and_room_lets_it_through()
    {
        var calls = await CountAsync(DiskOperation.Write);
        for (var failing = 0; failing < calls; failing++)
        {
            await using (var store = await OpenAsync(Fresh()))
            {
                FailAt(DiskOperation.Write, failing, raw.SQLITE_FULL, once: true);
                var full = 0;
                for (var n = 1; n <= Commits; n++)
                {
                    var failure = await Record.ExceptionAsync(async () => await store.CommitAsync(Workload.Commit(n), Cancel));
                    if (failure is null)
                        continue;
                    Assert.IsType<StoreUnavailableException>(failure);
                    Assert.Equal(n - 1, await WorkloadCheck.WholeAsync(store, Cancel));
                    full++;
                    n--; // the same commit again
                }
                _disk.Fault = null;
                Assert.InRange(full, 0, 1);
                Assert.Equal(Commits, await WorkloadCheck.WholeAsync(store, Cancel));
            }
            Assert.Equal(Commits, await RestartAsync());
        }
    }

    [Fact]
    public async Task A_store_that_broke_still_reads_and_is_not_marked_as_closed()
    {
        await using (var store = await OpenAsync(Fresh()))
        {
            await store.CommitAsync(Workload.Commit(1), Cancel);
            FailAt(DiskOperation.Sync, 0, raw.SQLITE_IOERR_FSYNC, once: true);
            await Assert.ThrowsAsync<StoreBrokenException>(async () => await store.CommitAsync(Workload.Commit(2), Cancel));
            _disk.Fault = call => call.Operation is DiskOperation.Read ? call.Pass() : raw.SQLITE_IOERR; // nothing is to be written any more, not even at the end

            await Assert.ThrowsAsync<StoreBrokenException>(async () => await store.CommitAsync(Workload.Commit(2), Cancel));
            Assert.Equal(1, await WorkloadCheck.WholeAsync(store, Cancel));
        }
        _disk.Fault = null;
        await using var restarted = await OpenAsync(_folder.Path);
        Assert.False(restarted.Status.ClosedCleanly);
    }

    [Fact]
    public async Task A_read_that_the_disk_refuses_can_be_tried_again()
    {
        await using (var writing = await OpenAsync(Fresh()))
        {
            await writing.CommitAsync(Workload.Commit(1), Cancel);
        }
        await using var store = await OpenAsync(_folder.Path);
        _disk.Fault = call => call.Operation == DiskOperation.Read ? raw.SQLITE_IOERR_READ : call.Pass();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.FindExecutionAsync(Workload.Counter, Cancel));

        _disk.Fault = null;
        Assert.NotNull(await store.FindExecutionAsync(Workload.Counter, Cancel));
        await store.CommitAsync(Workload.Commit(2), Cancel);
    }

    [Fact]
    public async Task A_database_that_reads_as_damaged_is_written_no_more()
    {
        await using (var writing = await OpenAsync(Fresh()))
        {
            await writing.CommitAsync(Workload.Commit(1), Cancel);
        }
        await using var store = await OpenAsync(_folder.Path);
        _disk.Fault = call => call.Operation == DiskOperation.Read ? raw.SQLITE_CORRUPT : call.Pass();
        await Assert.ThrowsAsync<StoreBrokenException>(async () => await store.FindExecutionAsync(Workload.Counter, Cancel));
        _disk.Fault = null;

        await Assert.ThrowsAsync<StoreBrokenException>(async () => await store.CommitAsync(Workload.Commit(2), Cancel));
    }

    [Theory]
    [InlineData(raw.SQLITE_IOERR_WRITE)]
    [InlineData(raw.SQLITE_FULL)]
    public async Task A_creation_that_the_disk_refuses_says_so_and_can_be_tried_again(int code)
    {
        for (var (failing, refused) = (0, true); refused; failing++)
        {
            Fresh();
            FailAt(failing, code);
            var failure = await Record.ExceptionAsync(async () => await (await OpenAsync(_folder.Path)).DisposeAsync());
            _disk.Fault = null;
            refused = failure is not null;
            if (refused)
                Assert.IsType<StoreOpenException>(failure);

            await using var store = await OpenAsync(_folder.Path);
            await store.CommitAsync(Workload.Commit(1), Cancel);
            Assert.True(failing > 20 || refused, "The creation of a store writes more than that.");
        }
    }

    /// <summary>How many calls of this kind the commits make when nothing fails.</summary>
    private async Task<int> CountAsync(DiskOperation operation)
    {
        var count = 0;
        await using var store = await OpenAsync(Fresh());
        _disk.Fault = call =>
        {
            count += call.Operation == operation ? 1 : 0;
            return call.Pass();
        };
        for (var n = 1; n <= Commits; n++)
        {
            await store.CommitAsync(Workload.Commit(n), Cancel);
        }
        _disk.Fault = null;
        return count;
    }

    private async Task<(long Acknowledged, Exception? Failure)> CommitUntilFailureAsync(DiskOperation operation, int failing, int code)
    {
        await using var store = await OpenAsync(Fresh());
        FailAt(operation, failing, code, once: false);
        for (var n = 1; n <= Commits; n++)
        {
            if (await Record.ExceptionAsync(async () => await store.CommitAsync(Workload.Commit(n), Cancel)) is not { } failure)
                continue;
            _disk.Fault = null;
            await Assert.ThrowsAsync<StoreBrokenException>(async () => await store.CommitAsync(Workload.Commit(n), Cancel));
            Assert.Equal(n - 1, await WorkloadCheck.WholeAsync(store, Cancel));
            return (n - 1, failure);
        }
        _disk.Fault = null;
        return (Commits, null); // the last copy of the log failed, after the last commit
    }

    private void FailAt(DiskOperation operation, int failing, int code, bool once)
    {
        var seen = 0;
        _disk.Fault = call => call.Operation == operation && Hits(seen++) ? code : call.Pass();
        bool Hits(int position) => position == failing || (position > failing && !once);
    }

    /// <summary>Fails once, whatever the call is.</summary>
    private void FailAt(int failing, int code)
    {
        var seen = 0;
        _disk.Fault = call => seen++ == failing ? code : call.Pass();
    }

    private async Task<long> RestartAsync()
    {
        await using var store = await OpenAsync(_folder.Path);
        return await WorkloadCheck.WholeAsync(store, Cancel);
    }

    private string Fresh()
    {
        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            File.Delete(file);
        }
        return _folder.Path;
    }

    /// <summary>With the smallest log, so that it is copied into the database every few commits.</summary>
    private async Task<SqliteStore> OpenAsync(string folder) => await SqliteStore.OpenAsync(
        new() { Folder = folder, CheckpointBytes = 1 << 16, Readers = 1 }, TimeProvider.System, _disk.Name, Cancel);
}
