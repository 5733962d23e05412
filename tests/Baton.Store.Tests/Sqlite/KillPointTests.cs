using Baton.Store.CrashChild;
using Baton.Store.Sqlite;

namespace Baton.Store.Tests.Sqlite;

/// <summary>The process is gone at every single call to the disk while a store is created, written and closed: what it had written is there, nothing else.</summary>
public sealed class KillPointTests : IDisposable
{
    private const int Commits = 3;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly TemporaryFolder _image = TemporaryFolder.InMemory();
    private readonly FaultyDisk _disk = new();
    private readonly List<(long Acknowledged, bool Closing, Dictionary<string, byte[]> Files)> _kills = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _disk.Dispose();
        _image.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task After_a_kill_at_any_call_to_the_disk_the_store_opens_with_every_acknowledged_commit()
    {
        await RunAsync();
        Assert.True(_kills.Count > 50, $"Only {_kills.Count} calls were seen.");
        foreach (var (acknowledged, closing, files) in _kills)
        {
            Restore(files);
            await using var store = await SqliteStore.OpenAsync(new() { Folder = _image.Path, Readers = 1 }, TimeProvider.System, Cancel);
            Assert.InRange(await WorkloadCheck.WholeAsync(store, Cancel), acknowledged, acknowledged + 1);
            Assert.True(closing || store.Status.ClosedCleanly == (store.Status.LastNumber == 0), "A store that was written and not closed says that it was closed.");

            var next = (await store.FindExecutionAsync(Workload.Counter, Cancel))?.Version + 1 ?? 1;
            await store.CommitAsync(Workload.Commit(next), Cancel);
        }
    }

    private async Task RunAsync()
    {
        var (acknowledged, closing) = (0L, false);
        _disk.Fault = call =>
        {
            if (call.Operation != DiskOperation.Read)
                _kills.Add((acknowledged, closing, Files()));
            return call.Pass();
        };
        var options = new SqliteStoreOptions { Folder = _folder.Path, CheckpointBytes = 1 << 16, Readers = 1 };
        await using (var store = await SqliteStore.OpenAsync(options, TimeProvider.System, _disk.Name, Cancel))
        {
            for (var n = 1; n <= Commits; n++)
            {
                await store.CommitAsync(Workload.Commit(n), Cancel);
                acknowledged = n;
            }
            closing = true;
        }
        _disk.Fault = null;
    }

    /// <summary>The files as the next process would find them; the shared memory is gone with the last one.</summary>
    private Dictionary<string, byte[]> Files() => new[] { "baton.db", "baton.db-wal", "baton.db-journal" }
        .Where(name => File.Exists(_folder.File(name)))
        .ToDictionary(name => name, name => File.ReadAllBytes(_folder.File(name)));

    private void Restore(Dictionary<string, byte[]> files)
    {
        foreach (var old in Directory.GetFiles(_image.Path))
        {
            File.Delete(old);
        }
        foreach (var (name, content) in files)
        {
            File.WriteAllBytes(_image.File(name), content);
        }
    }
}
