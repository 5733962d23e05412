using Baton.Testing;

namespace Baton.Store.Tests;

public sealed class MemoryStoreTests : StoreContract
{
    private readonly MemoryDisk _disk = new();

    protected override ValueTask<IStore> OpenAsync() => ValueTask.FromResult<IStore>(new MemoryStore(_disk, Clock));

    protected override ValueTask<IStore> OpenAfterCrashAsync() => OpenAsync();

    [Fact]
    public async Task A_store_that_was_replaced_writes_no_more()
    {
        await using var next = new MemoryStore(_disk, Clock);
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(Given.Append(Given.Running(1))));
        await Store.DisposeAsync();

        await next.CommitAsync([Given.Append(Given.Running(1))], Cancel);
    }
}
