using Baton.Store.Postgres;
using Npgsql;

namespace Baton.Store.Tests.Postgres;

/// <summary>What others do to a store's sessions and statements: what could not be written is refused, and the store goes on when the reason is gone.</summary>
public sealed class FaultTests(SharedServer shared) : IAsyncLifetime
{
    private PostgresStoreOptions _options = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _options = await shared.NewStoreAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_session_that_was_ended_between_two_commits_is_replaced()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        await EndSessionsAsync();
        Assert.NotNull(await store.FindExecutionAsync(1, Cancel));
        await EndSessionsAsync();
        await store.CommitAsync([Given.Append(Given.Running(2))], Cancel);
        Assert.NotNull(await store.FindExecutionAsync(2, Cancel));
    }

    [Fact]
    public async Task A_commit_whose_session_is_ended_in_its_middle_is_written_by_the_next_session()
    {
        await using var store = await OpenAsync(lockTimeout: TimeSpan.FromMinutes(1));
        await using var other = await LockedAsync();
        var commit = store.CommitAsync([Given.Append(Given.Running(1))], Cancel).AsTask();
        while (await SqlAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == "0") Cancel.ThrowIfCancellationRequested();
        await EndSessionsAsync(where: "wait_event_type = 'Lock'");
        Assert.Null(await store.FindExecutionAsync(1, Cancel));
        await other.ExecuteAsync("ROLLBACK");
        await commit;
        Assert.Single(await store.ReadEventsAsync(1, 1, 10, Cancel));
    }

    [Fact]
    public async Task A_write_while_somebody_holds_a_lock_is_refused_and_can_be_tried_again()
    {
        await using var store = await OpenAsync(lockTimeout: TimeSpan.FromMilliseconds(1));
        await using (var other = await LockedAsync())
        {
            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync([Given.Append(Given.Running(1))], Cancel));
            Assert.Contains("locked from outside", refusal.Message, StringComparison.Ordinal);
            Assert.Null(await store.FindExecutionAsync(1, Cancel));
            await other.ExecuteAsync("ROLLBACK");
        }
        await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
    }

    [Fact]
    public async Task A_server_whose_session_was_lost_stops_when_another_has_taken_the_store_over()
    {
        await using var first = await OpenAsync();
        await first.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        await EndSessionsAsync();
        await using (var second = await OpenAsync())
        {
            await second.CommitAsync([Given.Append(Given.Running(1, version: 2), expectedVersion: 1)], Cancel);
        }
        var broken = await Assert.ThrowsAsync<StoreBrokenException>(async () => await first.CommitAsync([Given.Append(Given.Running(2))], Cancel));
        Assert.Contains("was taken over by another server", broken.Message, StringComparison.Ordinal);

        Assert.Null(await first.FindExecutionAsync(2, Cancel));
        await Assert.ThrowsAsync<StoreBrokenException>(async () => await first.CommitAsync([Given.Append(Given.Running(2))], Cancel));
    }

    [Fact]
    public async Task A_write_under_an_old_epoch_of_its_partition_is_a_conflict_and_others_are_written()
    {
        await using var store = await OpenAsync();
        await SqlAsync("UPDATE baton.partitions SET epoch = epoch + 1 WHERE partition = 1");
        await Assert.ThrowsAsync<StoreConflictException>(async () => await store.CommitAsync([Given.Append(Given.Running(1)), Given.Append(Given.Running(2))], Cancel));
        await store.CommitAsync([Given.Append(Given.Running(2))], Cancel);

        Assert.Null(await store.FindExecutionAsync(1, Cancel));
        Assert.NotNull(await store.FindExecutionAsync(2, Cancel));
    }

    [Fact]
    public async Task A_database_that_lost_an_acknowledged_commit_is_written_no_more()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        await store.CommitAsync([Given.Append(Given.Running(2))], Cancel);
        await SqlAsync("UPDATE baton.store SET commit_number = commit_number - 1"); // as a standby would have it that had not received the last
        await EndSessionsAsync();
        var broken = await Assert.ThrowsAsync<StoreBrokenException>(async () => await store.CommitAsync([Given.Append(Given.Running(3))], Cancel));
        Assert.Contains("has commit 1 as its last where 2 was acknowledged", broken.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("53100", "disk of the database is full")]
    [InlineData("53200", "out of memory")]
    [InlineData("25006", "only reads")]
    [InlineData("57014", "cancelled")]
    [InlineData("58030", "cannot be used now")]
    [InlineData("40001", "again and again")]
    [InlineData("40P01", "again and again")]
    public async Task What_the_server_refuses_is_unavailable_with_a_reason_and_works_when_that_is_gone(string sqlState, string expected)
    {
        await using var store = await OpenAsync();
        await FailAsync(sqlState);
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync([Given.Append(Given.Running(1))], Cancel));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Null(await store.FindExecutionAsync(1, Cancel));

        await SqlAsync("DROP TRIGGER fail ON baton.events");
        await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        Assert.Single(await store.ReadEventsAsync(1, 1, 10, Cancel));
    }

    [Fact]
    public async Task A_transaction_that_lost_against_another_is_done_again()
    {
        await using var store = await OpenAsync();
        await FailAsync("40001", times: 2);
        await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        Assert.Single(await store.ReadEventsAsync(1, 1, 10, Cancel));
    }

    [Fact]
    public async Task A_damaged_database_is_written_no_more()
    {
        await using var store = await OpenAsync();
        await FailAsync("XX001");
        await Assert.ThrowsAsync<StoreBrokenException>(async () => await store.CommitAsync([Given.Append(Given.Running(1))], Cancel));
        await SqlAsync("DROP TRIGGER fail ON baton.events");
        await Assert.ThrowsAsync<StoreBrokenException>(async () => await store.CommitAsync([Given.Append(Given.Running(1))], Cancel));
    }

    [Fact]
    public async Task A_database_set_to_read_only_is_unavailable_to_writes_alone()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        var name = new NpgsqlConnectionStringBuilder(_options.ConnectionString).Database;
        await SqlAsync($"ALTER DATABASE {name} SET default_transaction_read_only = on");
        await EndSessionsAsync();
        for (var i = 0; i < 2; i++) await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync([Given.Append(Given.Running(2))], Cancel));
        Assert.NotNull(await store.FindExecutionAsync(1, Cancel));

        await SqlAsync($"SET default_transaction_read_only = off; ALTER DATABASE {name} RESET default_transaction_read_only");
        await EndSessionsAsync();
        await store.CommitAsync([Given.Append(Given.Running(2))], Cancel);
    }

    [Fact]
    public async Task Too_many_connections_refuse_reads_until_there_are_fewer()
    {
        var name = new NpgsqlConnectionStringBuilder(_options.ConnectionString).Database;
        await SqlAsync($"CREATE ROLE few LOGIN CONNECTION LIMIT 1; GRANT CREATE ON DATABASE {name} TO few");
        _options.ConnectionString = _options.ConnectionString.Replace("Username=postgres", "Username=few", StringComparison.Ordinal);
        await using var store = await OpenAsync();
        await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.FindExecutionAsync(1, Cancel));
        Assert.Contains("no more connections", refusal.Message, StringComparison.Ordinal);

        await SqlAsync("ALTER ROLE few CONNECTION LIMIT 3");
        Assert.NotNull(await store.FindExecutionAsync(1, Cancel));
    }

    [Fact]
    public async Task More_reads_at_once_than_connections_all_get_their_answer()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync([.. Enumerable.Range(1, 50).Select(number => Given.Append(Given.Running(number)))], Cancel);
        var rows = await Task.WhenAll(Enumerable.Range(1, 50).Select(async number => await store.FindExecutionAsync(number, Cancel)));
        Assert.Equal(Enumerable.Range(1, 50).Select(number => Given.Running(number)), rows);
    }

    [Fact]
    public async Task A_commit_of_thousands_of_changes_is_a_handful_of_statements()
    {
        await using var store = await OpenAsync();
        await SqlAsync("CREATE TABLE seen (statements integer); CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.seen VALUES (1); RETURN NULL; END'");
        foreach (var (table, events) in new[] { ("executions", "INSERT OR UPDATE"), ("events", "INSERT"), ("express_executions", "INSERT OR DELETE"), ("store", "UPDATE") })
            await SqlAsync($"CREATE TRIGGER see AFTER {events} ON baton.{table} FOR EACH STATEMENT EXECUTE FUNCTION public.see()");
        await store.CommitAsync([.. Enumerable.Range(1, 2000).SelectMany(Changes)], Cancel);
        Assert.Equal("5", await SqlAsync("SELECT count(*) FROM seen"));

        static IEnumerable<StoreChange> Changes(int number) =>
        [
            Given.Append(Given.Running(number)), Given.Append(Given.Running(number, version: 2), expectedVersion: 1),
            new StoreChange.PutExpressExecution(Given.Express(10_000 + number)), new StoreChange.RemoveExpressExecution(20_000 + number),
        ];
    }

    private async Task<PostgresStore> OpenAsync(TimeSpan? lockTimeout = null)
    {
        _options.LockTimeout = lockTimeout ?? TimeSpan.FromSeconds(30);
        return await PostgresStore.OpenAsync(_options, TimeProvider.System, Cancel);
    }

    /// <summary>Makes every append fail with an error of PostgreSQL, or so many of them.</summary>
    private async Task FailAsync(string sqlState, int times = int.MaxValue) => await SqlAsync($"""
        CREATE SEQUENCE failures;
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF nextval('public.failures') <= {times} THEN RAISE EXCEPTION 'a test wants it so' USING ERRCODE = '{sqlState}'; END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER fail BEFORE INSERT ON baton.events FOR EACH ROW EXECUTE FUNCTION fail();
        """);

    private async Task EndSessionsAsync(string where = "true") =>
        await SqlAsync($"SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND {where}");

    /// <summary>Another session that keeps everybody from writing events while it is open.</summary>
    private async Task<NpgsqlConnection> LockedAsync()
    {
        var connection = new NpgsqlConnection(_options.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await connection.ExecuteAsync("BEGIN; LOCK TABLE baton.events IN EXCLUSIVE MODE");
        return connection;
    }

    private async Task<string> SqlAsync(string sql) => await (await shared.GetAsync()).SqlAsync(_options.ConnectionString, sql);
}
