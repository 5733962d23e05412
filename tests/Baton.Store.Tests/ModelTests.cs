using Baton.Store.Sqlite;
using Baton.Testing;

namespace Baton.Store.Tests;

/// <summary>The same random commits to a store and to the model: the same ones are refused, and every read gives the same.</summary>
public sealed class ModelTests
{
    private const int Commits = 150;

    public static TheoryData<int> Seeds
    {
        get
        {
            if (int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var seed))
                return [seed];
            return [1, 2, 3, Random.Shared.Next()];
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public async Task SQLite_answers_like_the_model(int seed)
    {
        using var folder = new TemporaryFolder();
        var cancel = TestContext.Current.CancellationToken;
        var (clock, disk, changes) = (new ManualTime(), new MemoryDisk(), new RandomChanges(seed));
        IStore sqlite = await OpenSqliteAsync(), model = new MemoryStore(disk, clock);
        for (var i = 0; i < Commits; i++)
        {
            var commit = changes.Next();
            var (found, expected) = (await TryCommitAsync(sqlite), await TryCommitAsync(model));
            Check(expected?.ToString(), found?.ToString());
            if (expected is null)
                changes.Committed();
            Check(await StoreReading.SomeAsync(model, seed + i, cancel), await StoreReading.SomeAsync(sqlite, seed + i, cancel));
            clock.Advance(TimeSpan.FromTicks(12_345));
            if (i % 50 == 49)
                await ReopenAsync();

            async Task<Type?> TryCommitAsync(IStore store) =>
                (await Record.ExceptionAsync(async () => await store.CommitAsync(commit, cancel)))?.GetType();
        }
        await sqlite.DisposeAsync();

        async Task ReopenAsync()
        {
            Check(await StoreReading.AllAsync(model, cancel), await StoreReading.AllAsync(sqlite, cancel));
            await sqlite.DisposeAsync();
            await model.DisposeAsync();
            (sqlite, model) = (await OpenSqliteAsync(), new MemoryStore(disk, clock));
            Check((model.Status with { Description = "" }).ToString(), (sqlite.Status with { Description = "" }).ToString());
        }

        async Task<SqliteStore> OpenSqliteAsync() => await SqliteStore.OpenAsync(new() { Folder = folder.Path, Readers = 1 }, clock, cancel);

        void Check(string? expected, string? found)
        {
            if (expected != found)
                Assert.Fail($"SEED={seed}: the model says\n{expected}\nand the store says\n{found}");
        }
    }
}
