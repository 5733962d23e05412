using System.Globalization;
using Baton.Store.Postgres;
using Npgsql;

namespace Baton.Store.Tests.Postgres;

/// <summary>
/// A database of every released schema, with open executions in it, opens and works. <c>schemas/NNN.sql</c> is what <c>pg_dump --inserts --no-owner</c> says of
/// such a database, written when that schema was new; a new migration brings its own.
/// </summary>
public sealed class MigrationTests(SharedServer shared)
{
    private static readonly string[] Dump = ["--inserts", "--no-owner", "--schema=baton"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Released =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Postgres", "schemas")).Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    /// <summary>Execution 1 waits, 2 has ended, 3 owes and was redriven; machine 1 is at its second revision, machine 2 is removed.</summary>
    private static ExecutionRow Waiting => Given.Running(1, version: 3) with { WakeUpAt = Given.Start.AddDays(1), Revision = 2 };

    private static ExecutionRow Closed => Given.Running(2, version: 2).Closed(ExecutionStatus.TimedOut);

    private static ExecutionRow Owing => Given.Running(3, version: 2) with
    {
        OwedUntil = DateTimeOffset.MaxValue, PublishedVersion = 3, Alias = "alias-1", RedriveCount = 1, RedrivenAt = Given.Start.AddHours(1),
    };

    private static StateMachineRow Machine => Given.Machine(1, revision: 2) with { LastVersion = 3, LastAlias = 2, Tags = """{"team":"orders"}""" };

    [Fact]
    public void Every_migration_has_a_released_database_to_be_tested_with() =>
        Assert.Equal(Sql.Migrations.Select(migration => migration.Name[..3]), Released.Select(row => row.Data));

    [Theory, MemberData(nameof(Released))]
    public async Task A_released_database_opens_with_everything_in_it_and_goes_on(string schema)
    {
        var options = await RestoreAsync(schema);
        await using (var store = await OpenAsync(options))
        {
            Assert.Equal(new StoreStatus(store.Status.Description, 16, 5, 8, 1, Given.Start.AddHours(2), ClosedCleanly: false), store.Status);
            Assert.Equal(Waiting, await store.FindExecutionAsync(1, Cancel));
            Assert.Equal(Closed, await store.FindExecutionAsync(Closed.Arn, Cancel));
            Assert.Equal(Owing, await store.FindExecutionAsync(3, Cancel));
            Assert.Equal(["events 1 to 2 of 1", "events 3 to 3 of 1"], (await store.ReadEventsAsync(1, 1, 10, Cancel)).Select(Text));
            Assert.Equal([new WakeUp(Waiting.WakeUpAt!.Value, 1, 1)], await store.ListWakeUpsAsync(DateTimeOffset.MaxValue, null, 10, Cancel));
            Assert.Equal([Owing], await store.ListOwingAsync(Given.Start, 0, 10, Cancel));
            Assert.Equal(Machine, await store.FindStateMachineAsync(Machine.Arn, Cancel));
            Assert.Equal(Given.Machine(1).Revision, await store.FindRevisionAsync(1, 1, Cancel));
            Assert.Equal([Given.Version(2), Given.Version(1)], await store.ListVersionsAsync(1, int.MaxValue, 10, Cancel));
            Assert.Equal([Given.Alias(1)], await store.ListAliasesAsync(1, 0, 10, Cancel));
            Assert.Equal([Given.Activity(1)], await store.ListActivitiesAsync("eu-central-1", 0, 10, Cancel));
            string[] connections = string.CompareOrdinal(schema, "003") >= 0 ? [Given.Text(Given.Connection(1))] : [];
            Assert.Equal(connections, (await store.ListConnectionsAsync("eu-central-1", "", 10, Cancel)).Select(Given.Text));
            var hasFunctions = string.CompareOrdinal(schema, "004") >= 0;
            Assert.Equal(hasFunctions ? [Given.Function("f")] : [], await store.ListFunctionsAsync("", 10, Cancel));
            Assert.Equal(hasFunctions ? [Given.Text(Given.FunctionEvent("e"))] : [], (await store.ListFunctionEventsAsync("", 10, Cancel)).Select(Given.Text));
            Assert.Equal([Given.MapRun(8, execution: 1)], await store.ListRunningMapRunsAsync(Cancel));
            Assert.Equal([new MapRunChildRow(new(0, 7, Redrive: 1), Given.Running(4, machine: 8))], await store.ListMapRunChildrenAsync(8, -1, 10, Cancel));
            RecordRow[] records = string.CompareOrdinal(schema, "005") >= 0 ? [Given.Record(RecordKind.Task, 1)] : [];
            Assert.Equal(records, await store.ListRecordsAsync(new(RecordKind.Task, long.MaxValue, 10) { Facets = ["all"] }, Cancel));
            Assert.Equal([Given.Text(Given.Express(5))], (await store.ListExpressExecutionsAsync(0, 10, Cancel)).Select(Given.Text));

            await store.CommitAsync([Given.Append((Waiting with { Version = 4 }).Closed(), expectedVersion: 3), Given.Append(Given.Running(6))], Cancel);
        }
        await using var reopened = await OpenAsync(options);
        Assert.Equal(6, reopened.Status.LastNumber);
    }

    [Theory, MemberData(nameof(Released))]
    public async Task A_released_migration_never_changes(string schema)
    {
        var (released, now) = (await RestoreAsync(schema), await shared.NewStoreAsync());
        await using (var connection = await ConnectAsync(now))
        {
            await Schema.MigrateAsync(connection, Given.Start, upTo: int.Parse(schema, CultureInfo.InvariantCulture));
        }
        Assert.Equal(await DumpAsync(released, "--schema-only"), await DumpAsync(now, "--schema-only"));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_database_as_it_was()
    {
        var options = await shared.NewStoreAsync();
        await using var connection = await ConnectAsync(options);
        await connection.ExecuteAsync("CREATE SCHEMA baton; CREATE VIEW baton.activities AS SELECT 1; CREATE TABLE baton.migrations (number integer)");
        await Assert.ThrowsAsync<PostgresException>(() => Schema.MigrateAsync(connection, Given.Start));
        Assert.Equal(0, await Schema.VersionOfAsync(connection));
        Assert.False(await connection.ReadAsync<bool>("SELECT to_regclass('baton.store') IS NOT NULL"));
    }

    /// <summary>With <c>UPDATE_GOLDEN=1</c>, writes the database that the newest schema is released with to <c>GOLDEN_FILE</c>.</summary>
    [Fact]
    public async Task The_newest_released_database_is_what_this_version_writes()
    {
        var options = await shared.NewStoreAsync();
        options.Partitions = 16;
        var clock = new Testing.ManualTime(Given.Start.AddHours(2));
        await using (var store = await PostgresStore.OpenAsync(options, clock, Cancel))
        {
            await store.CommitAsync(
            [
                new StoreChange.PutStateMachine(Given.Machine(1)), new StoreChange.PutStateMachine(Given.Machine(2)), new StoreChange.PutStateMachine(Machine),
                new StoreChange.RemoveStateMachine(2), new StoreChange.PutVersion(Given.Version(1)), new StoreChange.PutVersion(Given.Version(2)),
                new StoreChange.PutAlias(Given.Alias(1)), new StoreChange.PutActivity(Given.Activity(1)), new StoreChange.PutMapRun(Given.MapRun(8, execution: 1)),
                new StoreChange.PutConnection(Given.Connection(1)),
                Given.Append(Waiting with { Version = 2, OwedUntil = DateTimeOffset.MaxValue }), Given.Append(Closed),
                Given.Append((Owing with { Version = 1, RedriveCount = 0, RedrivenAt = null }).Closed(ExecutionStatus.Failed)),
                Given.Append(Given.Running(4, machine: 8)) with { Child = new(0, 7, Redrive: 1) }, new StoreChange.PutExpressExecution(Given.Express(5)),
                new StoreChange.PutFunction(Given.Function("f")), new StoreChange.PutFunctionEvent(Given.FunctionEvent("e")),
                new StoreChange.PutRecord(Given.Record(RecordKind.Task, 1), ["all"]),
            ], Cancel);
            await store.CommitAsync([Given.Append(Waiting, expectedVersion: 2), Given.Append(Owing, expectedVersion: 1)], Cancel);
            var dump = await DumpAsync(options);
            if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(Environment.GetEnvironmentVariable("GOLDEN_FILE")!, dump + "\n", Cancel);
            else Assert.Equal(Comparable(await File.ReadAllTextAsync(Released.Select(row => FileOf(row.Data)).Last(), Cancel)), Comparable(dump));
        }
    }

    /// <summary>Without what the program that dumps says of itself, and the order that rows lie in.</summary>
    private static IEnumerable<string> Comparable(string dump) => dump.Split('\n').Where(line => line.StartsWith("INSERT", StringComparison.Ordinal) && !line.Contains("migrations", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private async Task<string> DumpAsync(PostgresStoreOptions options, params string[] arguments)
    {
        var dump = await (await shared.GetAsync()).RunAsync("pg_dump", [.. Dump, .. arguments, new NpgsqlConnectionStringBuilder(options.ConnectionString).Database!]);
        return string.Join('\n', dump.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal) && !line.StartsWith('\\') && line.Length > 0));
    }

    private async Task<PostgresStoreOptions> RestoreAsync(string schema)
    {
        var options = await shared.NewStoreAsync();
        await (await shared.GetAsync()).SqlAsync(options.ConnectionString, await File.ReadAllTextAsync(FileOf(schema), Cancel));
        return options;
    }

    private static string FileOf(string schema) => Path.Combine(AppContext.BaseDirectory, "Postgres", "schemas", schema + ".sql");

    private static async Task<NpgsqlConnection> ConnectAsync(PostgresStoreOptions options)
    {
        var connection = new NpgsqlConnection(options.ConnectionString + ";Search Path=baton;Pooling=false");
        await connection.OpenAsync(Cancel);
        return connection;
    }

    private static string Text(EventBatch batch) => System.Text.Encoding.UTF8.GetString(batch.Events.Span);

    private static async Task<PostgresStore> OpenAsync(PostgresStoreOptions options) => await PostgresStore.OpenAsync(options, TimeProvider.System, Cancel);
}
