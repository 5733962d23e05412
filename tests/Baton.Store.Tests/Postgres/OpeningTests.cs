using Baton.Store.Postgres;

namespace Baton.Store.Tests.Postgres;

/// <summary>What a PostgreSQL store refuses to open, and what it says then.</summary>
public sealed class OpeningTests(SharedServer shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_store_on_the_same_database_is_refused_while_the_first_is_open()
    {
        var options = await shared.NewStoreAsync();
        await using (await OpenAsync(options))
        {
            var message = await RefusalAsync(options);
            Assert.Contains("database 'test_", message, StringComparison.Ordinal);
            Assert.Contains($"in use by 'baton, process {Environment.ProcessId} on ", message, StringComparison.Ordinal);
            Assert.Contains("stop that one, or name another database", message, StringComparison.Ordinal);
        }
        await using var again = await OpenAsync(options);
        Assert.True(again.Status.ClosedCleanly);
    }

    [Fact]
    public async Task A_database_that_another_process_has_is_refused_until_that_process_is_gone()
    {
        var options = await shared.NewStoreAsync();
        using var child = new ChildProcess(options.ConnectionString);
        Assert.Equal("open", await child.ReadLineAsync(Cancel));
        Assert.Contains($"process {child.Id} on ", await RefusalAsync(options), StringComparison.Ordinal);

        await child.KillAsync(Cancel);
        await using var store = await OpenAsync(options);
    }

    [Fact]
    public async Task The_number_of_partitions_is_fixed_when_the_store_is_created()
    {
        var options = await shared.NewStoreAsync();
        options.Partitions = 8;
        await using (var created = await OpenAsync(options)) Assert.Equal(8, created.Status.Partitions);
        options.Partitions = null;
        await using (var reopened = await OpenAsync(options)) Assert.Equal(8, reopened.Status.Partitions);
        options.Partitions = 64;
        Assert.Contains("created with 8 partitions and cannot be opened with 64", await RefusalAsync(options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_says_which_PostgreSQL_it_is_and_where_and_that_it_is_not_safe()
    {
        await using var store = await OpenAsync(await shared.NewStoreAsync());
        Assert.StartsWith("PostgreSQL 1", store.Status.Description, StringComparison.Ordinal);
        Assert.Contains("database 'test_", store.Status.Description, StringComparison.Ordinal);
        Assert.Contains("UNSAFE: fsync=off", store.Status.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_may_lose_acknowledged_commits_is_refused()
    {
        var options = await shared.NewStoreAsync();
        options.UnsafeDurability = false;
        await SqlAsync(options, $"ALTER DATABASE {new Npgsql.NpgsqlConnectionStringBuilder(options.ConnectionString).Database} SET synchronous_commit = local");
        var message = await RefusalAsync(options);
        Assert.Contains("synchronous_commit=local, fsync=off", message, StringComparison.Ordinal);
        Assert.Contains("UnsafeDurability", message, StringComparison.Ordinal);
        Assert.Equal("", await SqlAsync(options, "SELECT to_regnamespace('baton')"));
    }

    [Fact]
    public async Task A_schema_of_another_program_is_refused_and_left_alone()
    {
        var options = await shared.NewStoreAsync();
        await SqlAsync(options, "CREATE SCHEMA baton; CREATE TABLE baton.recipes (name text)");
        Assert.Contains("another program's", await RefusalAsync(options), StringComparison.Ordinal);
        Assert.Equal("recipes", await SqlAsync(options, "SELECT relname FROM pg_class WHERE relnamespace = 'baton'::regnamespace"));
    }

    [Fact]
    public async Task A_store_of_a_later_schema_is_refused_and_left_alone()
    {
        var options = await shared.NewStoreAsync();
        await (await OpenAsync(options)).DisposeAsync();
        await SqlAsync(options, "INSERT INTO baton.migrations VALUES (999, '999_from_the_future', 0)");
        var message = await RefusalAsync(options);
        Assert.Contains("has schema 999, and this version of Baton knows up to", message, StringComparison.Ordinal);
        Assert.Contains("Start the later version of Baton", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_in_another_encoding_is_refused()
    {
        var server = await shared.GetAsync();
        await server.RunAsync("createdb", ["-T", "template0", "-E", "LATIN1", "latin"]);
        Assert.Contains("ENCODING 'UTF8'", await RefusalAsync(SharedServer.Options(server.ConnectionString("latin"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}", ";Passwort=hunter2", "cannot be read")]
    [InlineData("", "Password=hunter2", "names no Host")]
    [InlineData("{0}", ";Password=hunter2;Username=nobody", "may log in")]
    [InlineData("{0}", ";Password=hunter2;Database=missing", "Create the database")]
    [InlineData("Host=/nowhere;Username=postgres", ";Password=hunter2", "cannot be reached")]
    public async Task A_database_that_cannot_be_opened_is_refused_with_what_to_do_and_without_a_secret(string connectionString, string rest, string expected)
    {
        var found = string.Format(null, connectionString, (await shared.NewStoreAsync()).ConnectionString) + rest;
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(async () => await OpenAsync(SharedServer.Options(found)));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_hosts_the_one_that_can_be_written_is_taken()
    {
        var options = await shared.NewStoreAsync();
        options.ConnectionString = options.ConnectionString.Replace("Host=", "Host=/nowhere,", StringComparison.Ordinal);
        await using var store = await OpenAsync(options);
        await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        Assert.NotNull(await store.FindExecutionAsync(1, Cancel));
    }

    [Fact]
    public async Task An_option_out_of_its_range_is_refused_by_name()
    {
        var options = SharedServer.Options("Host=anywhere");
        options.Readers = 0;
        Assert.Contains(nameof(options.Readers), (await Assert.ThrowsAsync<System.ComponentModel.DataAnnotations.ValidationException>(
            async () => await OpenAsync(options))).Message, StringComparison.Ordinal);
    }

    private static async Task<PostgresStore> OpenAsync(PostgresStoreOptions options) => await PostgresStore.OpenAsync(options, TimeProvider.System, Cancel);

    private static async Task<string> RefusalAsync(PostgresStoreOptions options)
    {
        options.OwnerTimeout = TimeSpan.FromMilliseconds(1);
        try
        {
            return (await Assert.ThrowsAsync<StoreOpenException>(async () => await OpenAsync(options))).Message;
        }
        finally
        {
            options.OwnerTimeout = TimeSpan.FromSeconds(30);
        }
    }

    private async Task<string> SqlAsync(PostgresStoreOptions options, string sql) => await (await shared.GetAsync()).SqlAsync(options.ConnectionString, sql);
}
