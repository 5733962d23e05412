using Baton.Store.CrashChild;
using Baton.Store.Sqlite;
using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Tests.Sqlite;

/// <summary>
/// The power goes at some hundred places between the writes and syncs of a store's life, from its creation on, and what was not synced is there in part.
/// <c>IMAGES=n</c> tries more of them, <c>SEED=n</c> repeats a run.
/// </summary>
public sealed class PowerLossTests
{
    private const int Commits = 30;
    private const int ImagesDefault = 300;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_loss_of_power_every_acknowledged_commit_is_there_and_none_in_part()
    {
        using var disk = new FaultyDisk();
        using var folder = TemporaryFolder.InMemory();
        var seed = Setting("SEED") ?? Random.Shared.Next();
        var images = Setting("IMAGES") ?? ImagesDefault;
        var recording = await RecordAsync(folder.Path, disk);

        var random = new Random(seed);
        var lost = 0;
        for (var image = 0; image < images; image++)
        {
            var calls = image <= recording.Calls ? (int)((long)image * recording.Calls / Math.Min(images, recording.Calls)) : random.Next(recording.Calls + 1);
            using var imageFolder = TemporaryFolder.InMemory();
            recording.WriteImage(imageFolder.Path, calls, random);
            var (found, acknowledged) = (await OpenAsync(imageFolder, $"SEED={seed} after {calls} calls"), recording.AcknowledgedAt(calls));
            Assert.True(found - acknowledged is 0 or 1, $"SEED={seed}: acknowledged {acknowledged}, found {found} after {calls} calls.");
            lost += found == acknowledged ? 1 : 0;
        }
        TestContext.Current.SendDiagnosticMessage($"SEED={seed}: {images} images of {recording.Calls} calls, {lost} without what was not acknowledged");
        // Else the recording did not see what is written, or nothing of it was ever lost.
        Assert.InRange(lost, images / 4, images);
    }

    /// <summary>Opens what is left, looks whether it is whole and goes on with it.</summary>
    /// <returns>The number of its last commit.</returns>
    private static async Task<long> OpenAsync(TemporaryFolder image, string what)
    {
        long found;
        await using (var store = await SqliteStore.OpenAsync(new() { Folder = image.Path, Readers = 1 }, TimeProvider.System, Cancel))
        {
            found = await WorkloadCheck.WholeAsync(store, Cancel);
            await store.CommitAsync(Workload.Commit(found + 1), Cancel);
        }
        using var connection = Connection.Open(image.File("baton.db"), raw.SQLITE_OPEN_READONLY, vfs: null);
        Assert.Equal((what, "ok"), (what, connection.ReadText("PRAGMA integrity_check")));
        return found;
    }

    /// <summary>Creates a store, writes, closes it, and goes on writing after it was opened again.</summary>
    private static async Task<DiskRecording> RecordAsync(string folder, FaultyDisk disk)
    {
        var recording = new DiskRecording(disk);
        var options = new SqliteStoreOptions { Folder = folder, CheckpointBytes = 1 << 16, LogBytesMax = 1 << 18, Readers = 1 };
        for (var (life, n) = (1, 1L); life <= 2; life++)
        {
            await using var store = await SqliteStore.OpenAsync(options, TimeProvider.System, disk.Name, Cancel);
            for (; n <= life * Commits; n++)
            {
                await store.CommitAsync(Workload.Commit(n), Cancel);
                recording.Acknowledge(n);
            }
        }
        disk.Fault = null;
        return recording;
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : null;
}
