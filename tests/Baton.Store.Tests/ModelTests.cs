using Baton.Testing;

namespace Baton.Store.Tests;

/// <summary>The same random commits to a store and to the model: the same ones are refused, and every read gives the same.</summary>
public abstract class ModelTests
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

    /// <summary>Opens a store on the data that this test has written so far.</summary>
    protected abstract ValueTask<IStore> OpenAsync(TimeProvider clock);

    [Theory, MemberData(nameof(Seeds))]
    public async Task A_store_answers_like_the_model(int seed)
    {
        var cancel = TestContext.Current.CancellationToken;
        var (clock, disk, changes) = (new ManualTime(), new MemoryDisk(), new RandomChanges(seed));
        IStore store = await OpenAsync(clock), model = new MemoryStore(disk, clock);
        for (var i = 0; i < Commits; i++)
        {
            var commit = changes.Next();
            var (found, expected) = (await TryCommitAsync(store), await TryCommitAsync(model));
            Check(expected?.ToString(), found?.ToString());
            if (expected is null)
                changes.Committed();
            Check(await StoreReading.SomeAsync(model, seed + i, cancel), await StoreReading.SomeAsync(store, seed + i, cancel));
            clock.Advance(TimeSpan.FromTicks(12_345));
            if (i % 50 == 49)
                await ReopenAsync();

            async Task<Type?> TryCommitAsync(IStore either) =>
                (await Record.ExceptionAsync(async () => await either.CommitAsync(commit, cancel)))?.GetType();
        }
        await store.DisposeAsync();

        async Task ReopenAsync()
        {
            Check(await StoreReading.AllAsync(model, cancel), await StoreReading.AllAsync(store, cancel));
            await store.DisposeAsync();
            await model.DisposeAsync();
            (store, model) = (await OpenAsync(clock), new MemoryStore(disk, clock));
            Check((model.Status with { Description = "" }).ToString(), (store.Status with { Description = "" }).ToString());
        }

        void Check(string? expected, string? found)
        {
            if (expected != found)
                Assert.Fail($"SEED={seed}: the model says\n{expected}\nand the store says\n{found}");
        }
    }
}
