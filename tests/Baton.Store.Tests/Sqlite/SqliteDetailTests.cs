using Baton.Store.Sqlite;
using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Tests.Sqlite;

/// <summary>What a SQLite store does beyond the contract.</summary>
public sealed class SqliteDetailTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_ARNs_with_the_same_key_are_told_apart()
    {
        await using (var store = await OpenAsync())
        {
            await store.CommitAsync([Given.Append(Given.Running(1)), Given.Append(Given.Running(2))], Cancel);
        }
        using (var connection = Connection.Open(_folder.File("baton.db"), raw.SQLITE_OPEN_READWRITE, vfs: null))
        {
            connection.Execute($"UPDATE executions SET arn_key = {ArnKey.Of(Given.Arn(1))}");
        }
        await using var reopened = await OpenAsync();
        Assert.Equal(1, (await reopened.FindExecutionAsync(Given.Arn(1), Cancel))!.Number);
        Assert.Null(await reopened.FindExecutionAsync(Given.Arn(2), Cancel)); // under the key of another, it is not there
    }

    [Fact]
    public async Task The_one_owner_may_write_under_any_epoch()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync([Given.Append(Given.Running(1)) with { Epoch = 9 }], Cancel);
        await store.CommitAsync([Given.Append(Given.Running(1, version: 2), expectedVersion: 1) with { Epoch = 3 }], Cancel);
        Assert.Equal(2, (await store.FindExecutionAsync(1, Cancel))!.Version);
    }

    [Fact]
    public async Task More_reads_at_once_than_connections_all_get_their_answer()
    {
        await using var store = await OpenAsync(readers: 2);
        await store.CommitAsync([.. Enumerable.Range(1, 50).Select(number => Given.Append(Given.Running(number)))], Cancel);

        var rows = await Task.WhenAll(Enumerable.Range(1, 50).Select(number => Task.Run(async () => await store.FindExecutionAsync(number, Cancel), Cancel)));
        Assert.Equal(Enumerable.Range(1, 50).Select(number => Given.Running(number)), rows);
    }

    [Fact]
    public async Task Closing_waits_for_the_reads_under_way_and_refuses_later_ones()
    {
        var store = await OpenAsync(readers: 1);
        await store.CommitAsync([.. Enumerable.Range(1, 500).Select(number => Given.Append(Given.Running(number)))], Cancel);
        var reads = Enumerable.Range(0, 20).Select(_ => Task.Run(ReadAsync, Cancel)).ToArray();
        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(reads), count => Assert.True(count is 500 or null));
        Assert.Null(await ReadAsync());

        async Task<int?> ReadAsync()
        {
            try
            {
                return (await store.ListExecutionsAsync(new(1, null, long.MaxValue, 1000), Cancel)).Count;
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
        }
    }

    [Fact]
    public async Task Commits_from_two_threads_take_turns()
    {
        await using var store = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(writer => Task.Run(async () =>
        {
            for (var i = 1; i <= 100; i++)
            {
                await store.CommitAsync([Given.Append(Given.Running((i * 2) + writer))], Cancel);
            }
        }, Cancel)));
        Assert.Equal(200, (await store.ListExecutionsAsync(new(1, null, long.MaxValue, 1000), Cancel)).Count);
    }

    [Fact]
    public async Task A_write_while_somebody_outside_writes_is_refused_and_can_be_tried_again()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        using (var outside = Connection.Open(_folder.File("baton.db"), raw.SQLITE_OPEN_READWRITE, vfs: null))
        {
            outside.Execute("BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync([Given.Append(Given.Running(2))], Cancel));
            Assert.NotNull(await store.FindExecutionAsync(1, Cancel));
            outside.Execute("ROLLBACK");
            outside.DisableCheckpointOnClose();
        }
        await store.CommitAsync([Given.Append(Given.Running(2))], Cancel);
    }

    private async Task<SqliteStore> OpenAsync(int readers = 2) =>
        await SqliteStore.OpenAsync(new() { Folder = _folder.Path, Readers = readers, BusyTimeout = TimeSpan.Zero }, TimeProvider.System, Cancel);
}
