using Baton.Store.Postgres;

namespace Baton.Store.Tests.Postgres;

/// <summary>The connection breaks in the middle of a COMMIT: the store finds out whether it was written, and does not guess.</summary>
public sealed class LostCommitTests(SharedServer shared) : IAsyncLifetime
{
    private FaultyConnection _connection = null!;
    private PostgresStoreOptions _options = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var server = await shared.GetAsync();
        _connection = new FaultyConnection(server.Folder);
        _options = await shared.NewStoreAsync();
        _options.ConnectionString = _options.ConnectionString.Replace(server.Folder, _connection.Folder, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_found_written()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        _connection.Next = CommitFault.AfterCommit;
        await store.CommitAsync([Given.Append(Given.Running(1, version: 2), expectedVersion: 1)], Cancel);

        Assert.Equal(CommitFault.None, _connection.Next);
        await store.CommitAsync([Given.Append(Given.Running(1, version: 3), expectedVersion: 2)], Cancel);
        Assert.Equal([1, 2, 3], (await store.ReadEventsAsync(1, 1, 10, Cancel)).Select(batch => batch.FirstVersion));
    }

    [Fact]
    public async Task A_commit_that_never_arrived_is_found_missing_and_written_again()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        _connection.Next = CommitFault.BeforeCommit;
        await store.CommitAsync([Given.Append(Given.Running(1, version: 2), expectedVersion: 1)], Cancel);

        Assert.Equal(CommitFault.None, _connection.Next);
        Assert.Equal([1, 2], (await store.ReadEventsAsync(1, 1, 10, Cancel)).Select(batch => batch.FirstVersion));
    }

    [Theory]
    [InlineData(CommitFault.BeforeCommit)]
    [InlineData(CommitFault.AfterCommit)]
    public async Task A_commit_of_which_nothing_can_be_found_out_breaks_the_store(object fault)
    {
        _options.OutcomeTimeout = TimeSpan.FromMilliseconds(1);
        await using var store = await OpenAsync();
        await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        _connection.Next = (CommitFault)fault;
        _connection.IsDown = true; // for new connections
        var broken = await Assert.ThrowsAsync<StoreBrokenException>(async () => await store.CommitAsync([Given.Append(Given.Running(2))], Cancel));
        Assert.Contains("is unknown", broken.Message, StringComparison.Ordinal);

        _connection.IsDown = false;
        await Assert.ThrowsAsync<StoreBrokenException>(async () => await store.CommitAsync([Given.Append(Given.Running(3))], Cancel));
        await using var next = await OpenAsync();
        Assert.Equal((CommitFault)fault == CommitFault.AfterCommit, await next.FindExecutionAsync(2, Cancel) is not null);
        Assert.Null(await next.FindExecutionAsync(3, Cancel));
    }

    private async Task<PostgresStore> OpenAsync() => await PostgresStore.OpenAsync(_options, TimeProvider.System, Cancel);
}
