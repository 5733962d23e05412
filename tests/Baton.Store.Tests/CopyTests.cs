using Baton.Store.Copying;
using Baton.Store.Postgres;
using Baton.Store.Sqlite;
using Baton.Store.Sqlite.Native;
using Baton.Store.Tests.Postgres;
using Baton.Testing;

namespace Baton.Store.Tests;

/// <summary>A store is copied into another one, of the same kind or not, and answers there as it did.</summary>
public sealed class CopyTests(SharedServer shared) : IDisposable
{
    private const int Commits = 120;

    private readonly List<TemporaryFolder> _folders = [];
    private readonly ManualTime _clock = new(Given.Start);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Directions => new() { { "sqlite", "postgres" }, { "postgres", "sqlite" }, { "sqlite", "sqlite" }, { "postgres", "postgres" } };

    public void Dispose() => _folders.ForEach(folder => folder.Dispose());

    [Theory, MemberData(nameof(Directions))]
    public async Task A_copy_answers_like_its_source_and_goes_on(string from, string to)
    {
        var (source, target) = (await PlaceAsync(from), await PlaceAsync(to));
        await FillAsync(source);
        var before = await AnswersAsync(source);

        var counts = await CopyAsync(source, target, _ => { }, Cancel);
        Assert.Equal(StoreTable.All.Select(table => table.Name), counts.Select(count => count.Table));
        Assert.True(counts.Single(count => count.Table == "events").Rows > Commits);

        Assert.Equal(before, await AnswersAsync(target));
        Assert.Equal(before, await AnswersAsync(source));
        await using var store = await OpenAsync(target);
        await store.CommitAsync([Given.Append(Given.Running(store.Status.LastNumber + 1))], Cancel);
    }

    [Theory, MemberData(nameof(Directions))]
    public async Task An_interrupted_copy_cannot_be_opened_and_the_next_one_begins_anew(string from, string to)
    {
        var (source, target) = (await PlaceAsync(from), await PlaceAsync(to));
        await FillAsync(source);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CopyAsync(source, target, progress =>
        {
            if (progress.Table == "executions") interrupt.Cancel();
        }, interrupt.Token));
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(async () => await OpenAsync(target));
        Assert.Contains("copy that was not finished", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreOpenException>(() => CopyAsync(target, source, _ => { }, Cancel)); // nor is it a source

        await CopyAsync(source, target, _ => { }, Cancel);
        Assert.Equal(await AnswersAsync(source), await AnswersAsync(target));
    }

    [Theory, MemberData(nameof(Directions))]
    public async Task A_target_with_content_is_refused_and_left_alone(string from, string to)
    {
        var (source, target) = (await PlaceAsync(from), await PlaceAsync(to));
        await FillAsync(source);
        await using (var store = await OpenAsync(target)) await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => CopyAsync(source, target, _ => { }, Cancel));
        Assert.Contains("has content, and is not written over", refusal.Message, StringComparison.Ordinal);
        await using var reopened = await OpenAsync(target);
        Assert.Equal(Given.Running(1), await reopened.FindExecutionAsync(1, Cancel));
    }

    [Theory, MemberData(nameof(Directions))]
    public async Task A_function_is_content(string from, string to)
    {
        var (source, target) = (await PlaceAsync(from), await PlaceAsync(to));
        await using (await OpenAsync(source)) { }
        await using (var store = await OpenAsync(target)) await store.CommitAsync([new StoreChange.PutFunction(Given.Function("f"))], Cancel);
        await Assert.ThrowsAsync<StoreOpenException>(() => CopyAsync(source, target, _ => { }, Cancel));
        await using var reopened = await OpenAsync(target);
        Assert.Equal([Given.Function("f")], await reopened.ListFunctionsAsync("", 10, Cancel));
    }

    [Theory, MemberData(nameof(Directions))]
    public async Task A_store_that_a_server_runs_on_is_neither_source_nor_target_and_one_that_holds_nothing_is_both(string from, string to)
    {
        var (source, target) = (await PlaceAsync(from), await PlaceAsync(to));
        await using (await OpenAsync(source))
        {
            Assert.Contains("in use by", (await Assert.ThrowsAsync<StoreOpenException>(() => CopyAsync(source, target, _ => { }, Cancel))).Message, StringComparison.Ordinal);
        }
        await using (await OpenAsync(target))
        {
            Assert.Contains("in use by", (await Assert.ThrowsAsync<StoreOpenException>(() => CopyAsync(source, target, _ => { }, Cancel))).Message, StringComparison.Ordinal);
        }
        await CopyAsync(source, target, _ => { }, Cancel);
        Assert.Equal(await AnswersAsync(source), await AnswersAsync(target));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_is_no_store_is_no_source(string kind)
    {
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(async () => await CopyAsync(await PlaceAsync(kind), await PlaceAsync("sqlite"), _ => { }, Cancel));
        Assert.Contains("There is no store in", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_was_not_closed_is_copied_whole_and_its_file_does_not_change()
    {
        var (running, source, target) = (await PlaceAsync("sqlite"), await PlaceAsync("sqlite"), await PlaceAsync("sqlite"));
        await using (var store = await OpenAsync(running))
        {
            await store.CommitAsync([Given.Append(Given.Running(1))], Cancel);
            foreach (var name in new[] { "baton.db", "baton.db-wal" }) File.Copy(Path.Combine(running, name), Path.Combine(source, name));
        }
        var bytes = await File.ReadAllBytesAsync(Path.Combine(source, "baton.db"), Cancel);
        await CopyAsync(source, target, _ => { }, Cancel);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(source, "baton.db"), Cancel));
        await using var copy = await OpenAsync(target);
        Assert.Equal(Given.Running(1), await copy.FindExecutionAsync(1, Cancel));
        Assert.False(copy.Status.ClosedCleanly);
    }

    /// <summary>A migration that adds a column to one store adds it to the other and to <see cref="StoreTable.All"/>.</summary>
    [Fact]
    public async Task Both_stores_have_the_tables_and_columns_that_are_copied_and_no_others()
    {
        var (folder, database) = (await PlaceAsync("sqlite"), await PlaceAsync("postgres"));
        await (await OpenAsync(folder)).DisposeAsync();
        await (await OpenAsync(database)).DisposeAsync();
        var copied = StoreTable.All.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}")).Order(StringComparer.Ordinal).ToList();
        using var connection = Connection.Open(Path.Combine(folder, "baton.db"), SQLitePCL.raw.SQLITE_OPEN_READWRITE, vfs: null);
        var inSqlite = connection.ReadTexts(
            "SELECT t.name || '.' || c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT IN ('migrations', 'removed_executions')", column: 0);
        var inPostgres = (await (await shared.GetAsync()).SqlAsync(
            database, "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'baton' AND table_name NOT IN ('migrations', 'partitions')")).Split('\n');
        Assert.Equal(copied.Except(["events.partition"]), inSqlite.Order(StringComparer.Ordinal));
        Assert.Equal(copied, inPostgres.Except(["store.commit_number"]).Order(StringComparer.Ordinal));
    }

    private async Task FillAsync(string place)
    {
        await using var store = await OpenAsync(place);
        var changes = new RandomChanges(seed: 5);
        for (var i = 0; i < Commits; i++)
        {
            if (await Record.ExceptionAsync(async () => await store.CommitAsync(changes.Next(), Cancel)) is null) changes.Committed();
        }
        await store.CommitAsync([new StoreChange.PutStateMachine(Given.Machine(6) with { Tags = "\u0001\0ü" })], Cancel);
    }

    private async Task<string> AnswersAsync(string place)
    {
        await using var store = await OpenAsync(place);
        return $"{store.Status with { Description = "" }}\n{await StoreReading.AllAsync(store, Cancel)}";
    }

    private async Task<IReadOnlyList<CopyProgress>> CopyAsync(string from, string to, Action<CopyProgress> report, CancellationToken cancel)
    {
        await using IStoreSource source = IsPostgres(from) ? await PostgresStoreCopy.OpenSourceAsync(Options(from), cancel) : SqliteStoreCopy.OpenSource(new() { Folder = from });
        await using IStoreTarget target = IsPostgres(to)
            ? await PostgresStoreCopy.OpenTargetAsync(Options(to), _clock, cancel)
            : SqliteStoreCopy.OpenTarget(new() { Folder = to }, _clock);
        return await StoreCopy.RunAsync(source, target, report, cancel);
    }

    private async Task<string> PlaceAsync(string kind)
    {
        if (kind == "postgres") return (await shared.NewStoreAsync()).ConnectionString;
        _folders.Add(TemporaryFolder.InMemory());
        return _folders[^1].Path;
    }

    private async Task<IStore> OpenAsync(string place) => IsPostgres(place)
        ? await PostgresStore.OpenAsync(Options(place), _clock, Cancel)
        : await SqliteStore.OpenAsync(new() { Folder = place, Readers = 1 }, _clock, Cancel);

    private static PostgresStoreOptions Options(string place)
    {
        var options = SharedServer.Options(place);
        options.OwnerTimeout = TimeSpan.FromSeconds(2);
        return options;
    }

    private static bool IsPostgres(string place) => place.StartsWith("Host=", StringComparison.Ordinal);
}
