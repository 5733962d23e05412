using Baton.Store.CrashChild;
using Baton.Store.Sqlite;
using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Tests.Sqlite;

/// <summary>
/// A database of every released schema, with open executions in it, opens and works. <c>schemas/NNN.sql</c> is the dump of such a database, written when that
/// schema was new; a new migration brings its own.
/// </summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Released =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Sqlite", "schemas")).Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_migration_has_a_released_database_to_be_tested_with() =>
        Assert.Equal(Sql.Migrations.Select(migration => migration.Name[..3]), Released.Select(row => row.Data));

    [Theory, MemberData(nameof(Released))]
    public async Task A_released_database_opens_with_everything_in_it_and_goes_on(string schema)
    {
        await RestoreAsync(schema);
        await CheckAsync(schema);
    }

    [Theory]
    [InlineData(Fault.KillBefore)]
    [InlineData(Fault.KillAfter)]
    public async Task A_migration_during_which_the_process_is_killed_is_done_by_the_next_start(Fault fault)
    {
        var oldest = Released.First().Data;
        for (var (migrations, wasKilled) = (0, true); wasKilled; migrations++)
        {
            Array.ForEach(Directory.GetFiles(_folder.Path), File.Delete);
            await RestoreAsync(oldest);
            // The first sync is of the log's header; each migration has one.
            using var child = new ChildProcess(_folder.Path, new DiskFault(fault, DiskOperation.Sync, "baton.db-wal", Skip: migrations).ToString(), "0");
            await child.ReadToEndAsync(Cancel);
            wasKilled = await child.ExitCodeAsync(Cancel) == ChildProcess.Killed;
            Assert.True(wasKilled || migrations >= Sql.Migrations.Count, $"Only {migrations} syncs were seen.");
            await CheckAsync(oldest);
        }
    }

    private async Task CheckAsync(string schema)
    {
        await using (var store = await OpenAsync())
        {
            Assert.Equal(new StoreStatus(store.Status.Description, 16, 3, 2, 1, Given.Start.AddHours(2), ClosedCleanly: false), store.Status);
            Assert.Equal(Waiting, await store.FindExecutionAsync(1, Cancel));
            Assert.Equal(Closed, await store.FindExecutionAsync(Closed.Arn, Cancel));
            Assert.Equal(["arrived", "waiting"], (await store.ReadEventsAsync(1, 1, 10, Cancel)).Select(Text));
            Assert.Equal([new WakeUp(Waiting.WakeUpAt!.Value, 1, 1)], await store.ListWakeUpsAsync(DateTimeOffset.MaxValue, null, 10, Cancel));
            Assert.Equal([3], (await store.ListOwingAsync(Given.Start, 0, 10, Cancel)).Select(row => row.Number));
            Assert.Equal([3, 1], (await store.ListExecutionsAsync(new(1, ExecutionStatus.Running, long.MaxValue, 10), Cancel)).Select(row => row.Number));
            long[] redriven = int.Parse(schema, System.Globalization.CultureInfo.InvariantCulture) >= 5 ? [3] : [];
            Assert.Equal(redriven, (await store.ListExecutionsAsync(new(1, null, long.MaxValue, 10) { IsRedriven = true }, Cancel)).Select(row => row.Number));
            Assert.Equal(Machine(schema), await store.FindStateMachineAsync(Given.Machine(1).Arn, Cancel));
            await CheckVersionsAsync(schema, store);
            Assert.Equal(Children(schema), (await store.ListMapRunChildrenAsync(2, -1, 10, Cancel)).Select(child => child.Child));
            Assert.Equal(HasExpress(schema) ? [2, 3] : [], (await store.ListExpressExecutionsAsync(0, 10, Cancel)).Select(row => row.Number));
            RecordRow[] records = string.CompareOrdinal(schema, "010") >= 0 ? [Given.Record(RecordKind.Task, 1, version: 2)] : [];
            Assert.Equal(records, await store.ListRecordsAsync(new(RecordKind.Task, long.MaxValue, 10) { Facets = ["all"] }, Cancel));
            Assert.Equal(Given.Machine(1).Revision, await store.FindRevisionAsync(1, 1, Cancel));
            Assert.Equal([Given.Activity(1)], await store.ListActivitiesAsync("eu-central-1", 0, 10, Cancel));
            Assert.Equal(HasConnections(schema) ? [Given.Text(Given.Connection(1))] : [], (await store.ListConnectionsAsync("eu-central-1", "", 10, Cancel)).Select(Given.Text));
            Assert.Equal(HasFunctions(schema) ? [Given.Function("f")] : [], await store.ListFunctionsAsync("", 10, Cancel));
            Assert.Equal(HasFunctions(schema) ? [Given.Text(Given.FunctionEvent("e"))] : [], (await store.ListFunctionEventsAsync("", 10, Cancel)).Select(Given.Text));

            await store.CommitAsync([Given.Append((Waiting with { Version = 4 }).Closed(), expectedVersion: 3), Given.Append(Given.Running(4))], Cancel);
        }
        await using var reopened = await OpenAsync();
        Assert.Equal(4, reopened.Status.LastNumber);
        Assert.Equal(["arrived", "waiting", "events 4 to 4 of 1"], (await reopened.ReadEventsAsync(1, 1, 10, Cancel)).Select(Text));
    }

    [Theory, MemberData(nameof(Released))]
    public async Task A_released_migration_never_changes(string schema)
    {
        await RestoreAsync(schema);
        using var released = Connection.Open(_folder.File("baton.db"), raw.SQLITE_OPEN_READONLY, vfs: null);
        using var now = Connection.Open(":memory:", raw.SQLITE_OPEN_READWRITE, vfs: null);
        Schema.Migrate(now, Given.Start, upTo: int.Parse(schema, System.Globalization.CultureInfo.InvariantCulture));

        const string Definitions = "SELECT ifnull(sql, name) FROM sqlite_schema ORDER BY type, name";
        Assert.Equal(released.ReadTexts(Definitions, column: 0), now.ReadTexts(Definitions, column: 0));
        Assert.Equal(released.ReadInteger("PRAGMA application_id"), now.ReadInteger("PRAGMA application_id"));
    }

    [Fact]
    public void A_migration_that_fails_leaves_the_database_as_it_was()
    {
        using var connection = Connection.Open(_folder.File("baton.db"), raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, vfs: null);
        connection.Execute("CREATE TABLE executions (a)"); // in the way of the first migration, which fails half way
        Assert.Throws<DatabaseException>(() => Schema.Migrate(connection, Given.Start));

        Assert.Equal(["executions"], connection.ReadTexts("SELECT name FROM sqlite_schema", column: 0));
        Assert.Equal(0, Schema.VersionOf(connection));
    }

    /// <summary>Execution 1 waits, 2 has ended, 3 owes; machine 1 is at its second revision, machine 2 is removed.</summary>
    private static ExecutionRow Waiting => Given.Running(1, version: 3) with { WakeUpAt = Given.Start.AddDays(1), OwedUntil = null, Revision = 2 };

    private static ExecutionRow Closed => Given.Running(2, version: 2).Closed(ExecutionStatus.TimedOut);

    /// <summary>Since schema 002, the machine has tags, two versions of which a third is gone, and an alias that started execution 3.</summary>
    private static StateMachineRow Machine(string schema) => HasVersions(schema)
        ? Given.Machine(1, revision: 2) with { LastVersion = 3, LastAlias = 2, Tags = """{"team":"orders"}""" }
        : Given.Machine(1, revision: 2);

    private static bool HasVersions(string schema) => string.CompareOrdinal(schema, "002") >= 0;

    /// <summary>Since schema 004, Express executions can be owed.</summary>
    private static bool HasExpress(string schema) => string.CompareOrdinal(schema, "004") >= 0;

    /// <summary>Since schema 008, there are connections.</summary>
    private static bool HasConnections(string schema) => string.CompareOrdinal(schema, "008") >= 0;

    /// <summary>Since schema 009, there are functions, and events that they owe.</summary>
    private static bool HasFunctions(string schema) => string.CompareOrdinal(schema, "009") >= 0;

    /// <summary>Since schema 003, execution 3 is a child of a Map Run; since 006, its second redrive can have been what it was redriven in.</summary>
    private static MapRunChild[] Children(string schema) =>
        string.CompareOrdinal(schema, "003") < 0 ? [] : [new MapRunChild(0, 10, string.CompareOrdinal(schema, "006") < 0 ? 0 : 2)];

    private static async Task CheckVersionsAsync(string schema, SqliteStore store)
    {
        var has = HasVersions(schema);
        Assert.Equal(has ? [Given.Version(2), Given.Version(1)] : [], await store.ListVersionsAsync(1, int.MaxValue, 10, Cancel));
        Assert.Equal(has ? [Given.Alias(1)] : [], await store.ListAliasesAsync(1, 0, 10, Cancel));
        Assert.Equal(has ? 1 : 0, (await store.ListExecutionsAsync(new(1, null, long.MaxValue, 10) { Alias = "alias-1" }, Cancel)).Count);
        Assert.Equal(has ? 1 : 0, (await store.ListExecutionsAsync(new(1, null, long.MaxValue, 10) { PublishedVersion = 3 }, Cancel)).Count);
    }

    private static string Text(EventBatch batch) => System.Text.Encoding.UTF8.GetString(batch.Events.Span);

    private async Task RestoreAsync(string schema)
    {
        using var connection = Connection.Open(_folder.File("baton.db"), raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, vfs: null);
        connection.Execute(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sqlite", "schemas", schema + ".sql"), Cancel));
    }

    private async Task<SqliteStore> OpenAsync() => await SqliteStore.OpenAsync(new() { Folder = _folder.Path }, TimeProvider.System, Cancel);
}
