using Baton.Store.CrashChild;
using Baton.Store.Postgres;
using Baton.Testing;

namespace Baton.Store.Tests.Postgres;

/// <summary>The server stops, crashes or becomes a standby under a store; it syncs what it says to have synced.</summary>
public sealed class ServerFaultTests : IAsyncLifetime
{
    private PostgresServer _server = null!;
    private PostgresStoreOptions _options = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        _options = new() { ConnectionString = await _server.CreateDatabaseAsync(), Readers = 2, OwnerTimeout = TimeSpan.FromSeconds(30) };
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_the_server_is_away_writes_and_reads_are_refused_and_when_it_is_back_the_store_goes_on(bool crash)
    {
        await using var store = await OpenAsync();
        for (var n = 1; n <= 20; n++) await store.CommitAsync(Workload.Commit(n), Cancel);
        await _server.StopAsync(crash);
        for (var i = 0; i < 2; i++) await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync(Workload.Commit(21), Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.FindExecutionAsync(1, Cancel));

        await _server.StartAsync();
        for (var n = 21; n <= 40; n++) await store.CommitAsync(Workload.Commit(n), Cancel);
        Assert.Equal(40, await WorkloadCheck.WholeAsync(store, Cancel));
    }

    [Fact]
    public async Task After_crashes_of_the_server_in_the_middle_of_commits_every_acknowledged_one_is_there_and_the_store_goes_on()
    {
        await using var store = await OpenAsync();
        var acknowledged = 0L;
        for (var round = 0; round < 3; round++)
        {
            var crashed = CrashAfterAsync(acknowledged + 20);
            var refused = 0;
            while (acknowledged < (round + 1) * 60)
            {
                try
                {
                    await store.CommitAsync(Workload.Commit(acknowledged + 1), Cancel);
                    Interlocked.Increment(ref acknowledged);
                }
                catch (StoreUnavailableException)
                {
                    refused++;
                    await crashed;
                }
            }
            await crashed;
            Assert.Equal(acknowledged, await WorkloadCheck.WholeAsync(store, Cancel));
        }

        async Task CrashAfterAsync(long commits)
        {
            while (Interlocked.Read(ref acknowledged) < commits) await Task.Yield();
            await _server.StopAsync(crash: true);
            await _server.StartAsync();
        }
    }

    [Fact]
    public async Task A_standby_is_refused()
    {
        await _server.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(_server.Folder, "data", "standby.signal"), "", Cancel);
        await _server.StartAsync("restore_command=false");
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(OpenAsync);
        Assert.Contains("is a standby", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_a_server_that_syncs_says_nothing_of_danger()
    {
        await using var store = await OpenAsync();
        Assert.DoesNotContain("UNSAFE", store.Status.Description, StringComparison.Ordinal);
    }

    private async Task<PostgresStore> OpenAsync() => await PostgresStore.OpenAsync(_options, TimeProvider.System, Cancel);
}
