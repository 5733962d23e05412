using Baton.Store.CrashChild;
using Baton.Store.Sqlite;

namespace Baton.Store.Tests.Sqlite;

/// <summary>The power goes at some hundred places between the writes and syncs of a row of commits, and what was not synced is there in part.</summary>
public sealed class PowerLossTests
{
    private const int Commits = 40;
    private const int Images = 300;

    [Fact]
    public async Task After_a_loss_of_power_every_acknowledged_commit_is_there_and_none_in_part()
    {
        using var disk = new FaultyDisk();
        using var folder = TemporaryFolder.InMemory();
        using var image = TemporaryFolder.InMemory();
        var cancel = TestContext.Current.CancellationToken;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var given) ? given : Random.Shared.Next();
        var recording = await RecordAsync(folder.Path, disk, cancel);

        var random = new Random(seed);
        var (images, lost) = (0, 0);
        for (var calls = 0; calls <= recording.Calls; calls += random.Next(1, 2 + (2 * recording.Calls / Images)))
        {
            recording.WriteImage(image.Path, calls, random);
            await using var store = await SqliteStore.OpenAsync(new() { Folder = image.Path, Readers = 1 }, TimeProvider.System, cancel);
            var (found, acknowledged) = (await WorkloadCheck.WholeAsync(store, cancel), recording.AcknowledgedAt(calls));
            Assert.True(found - acknowledged is 0 or 1, $"SEED={seed}: acknowledged {acknowledged}, found {found} after {calls} calls.");
            lost += found == acknowledged ? 1 : 0;
            images++;
        }
        // Else the recording did not see what is written, or nothing of it was ever lost.
        Assert.InRange(lost, images / 4, images);
    }

    private static async Task<DiskRecording> RecordAsync(string folder, FaultyDisk disk, CancellationToken cancel)
    {
        var options = new SqliteStoreOptions { Folder = folder, CheckpointBytes = 1 << 17, Readers = 1 };
        await using var store = await SqliteStore.OpenAsync(options, TimeProvider.System, disk.Name, cancel);
        var recording = new DiskRecording(folder, disk);
        for (var n = 1L; n <= Commits; n++)
        {
            await store.CommitAsync(Workload.Commit(n), cancel);
            recording.Acknowledge(n);
        }
        disk.Fault = null;
        return recording;
    }
}
