using System.Globalization;

namespace Baton.Store.Tests;

/// <summary>A process that writes is killed, again and again on the same store, and every commit that it called durable is there.</summary>
public abstract class KillTests
{
    private const int Rounds = 6;
    private const int CommitsMax = 60;

    /// <summary>The store of this test, as the child process is told of it.</summary>
    protected abstract ValueTask<string> AddressAsync();

    /// <summary>Opens it after the child was killed.</summary>
    protected abstract ValueTask<IStore> OpenAsync(string address, CancellationToken cancel);

    [Fact]
    public async Task After_a_kill_every_acknowledged_commit_is_there_and_none_in_part()
    {
        var address = await AddressAsync();
        var cancel = TestContext.Current.CancellationToken;
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        long before = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var acknowledged = Math.Max(before, await WriteAndKillAsync(address, random.Next(CommitsMax), cancel));

            await using var store = await OpenAsync(address, cancel);
            var found = await WorkloadCheck.WholeAsync(store, cancel);
            // The one commit that was under way may be there or not.
            Assert.True(found - acknowledged is 0 or 1, $"SEED={seed}: acknowledged {acknowledged} commits, found {found} in round {round}.");
            Assert.Equal(found == 0, store.Status.ClosedCleanly);
            before = found;
        }
    }

    /// <returns>The last commit that the child said was durable.</returns>
    private static async Task<long> WriteAndKillAsync(string address, int commits, CancellationToken cancel)
    {
        using var child = new ChildProcess(address);
        Assert.Equal("open", await child.ReadLineAsync(cancel));
        var said = "0";
        for (var i = 0; i < commits; i++)
        {
            said = await child.ReadLineAsync(cancel) ?? throw new InvalidOperationException($"The child ended by itself after '{said}'.");
        }
        said = (await child.KillAsync(cancel)).LastOrDefault() ?? said;
        return long.Parse(said, CultureInfo.InvariantCulture);
    }
}
