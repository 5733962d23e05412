using System.Text.Json;
using Baton.Client.Tests;
using Baton.Store;
using Baton.Store.Sqlite;

namespace Baton.Cli.Tests;

/// <summary>Maintenance of a folder that no server runs on; what a server does is tested with one (EndToEnd/maintenance.test.mjs).</summary>
public sealed class MaintenanceCommandTests : IDisposable
{
    private readonly Folder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.Path, "data");

    private string File => Path.Combine(_folder.Path, "backup.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_backup_is_made_once_restored_once_and_verified()
    {
        await CreateAsync();
        var made = await RunAsync(0, "backup", "--data", Data, "--to", File);
        Assert.Equal($"{File}: {new FileInfo(File).Length} bytes, checked\n", made.Output);
        Assert.Equal($"'{File}' is there already. Name another file, or say --force to replace it.\n", (await RunAsync(4, "backup", "--data", Data, "--to", File)).Error);
        await RunAsync(0, "backup", "--data", Data, "--to", File, "--force");
        Assert.Equal("0 executions, 0 findings\n", (await RunAsync(0, "verify", "--data", File)).Output);

        var restored = Path.Combine(_folder.Path, "restored");
        Assert.Contains("starts paused", (await RunAsync(0, "restore", "--from", File, "--data", restored)).Output, StringComparison.Ordinal);
        Assert.Contains("has a store already", (await RunAsync(4, "restore", "--from", File, "--data", restored)).Error, StringComparison.Ordinal);
        Assert.Equal("""{"executions":0,"findings":[]}""" + "\n", (await RunAsync(0, "verify", "--data", restored, "--json")).Output);
        Assert.Equal(["backup.db", "data", "restored"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_backup_that_is_damaged_is_told_and_not_restored()
    {
        await CreateAsync();
        await RunAsync(0, "backup", "--data", Data, "--to", File);
        await using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = 4096 * 3;
            file.Write(new byte[4096 * 4]);
        }
        var found = await RunAsync(1, "verify", "--data", File);
        Assert.Contains("The file is damaged: ", found.Output, StringComparison.Ordinal);
        Assert.Contains("Restore a backup, and check the disk.", found.Output, StringComparison.Ordinal);
        Assert.Contains("is not restored. The file is damaged: ", (await RunAsync(4, "restore", "--from", File, "--data", Path.Combine(_folder.Path, "r"))).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30", "--older-than is '30'; expected a whole number with s, m, h or d behind it, like 30d.")]
    [InlineData("-1d", "--older-than is '-1d'; expected a whole number with s, m, h or d behind it, like 30d.")]
    [InlineData("40000d", "--older-than is '40000d'; expected a whole number with s, m, h or d behind it, like 30d.")]
    public async Task A_time_that_is_none_is_refused(string time, string message) =>
        Assert.Equal(message + "\n", (await RunAsync(2, "purge", "--older-than", time, "--data", Data)).Error);

    [Fact]
    public async Task A_folder_without_a_store_is_refused_and_stays_without_one()
    {
        foreach (var command in new[] { (string[])["purge", "--older-than", "1d"], ["backup", "--to", File], ["verify"] })
        {
            Directory.CreateDirectory(Data);
            Assert.StartsWith($"There is no store in '{Data}'.", (await RunAsync(4, [.. command, "--data", Data])).Error.Replace($"'{File}' is not written: ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(Data));
        }
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task A_purge_of_a_stopped_folder_says_what_it_took()
    {
        await CreateAsync();
        Assert.Equal("0 executions removed, of 0 looked at\n", (await RunAsync(0, "purge", "--older-than", "1d", "--data", Data)).Output);
        using var json = JsonDocument.Parse((await RunAsync(0, "purge", "--older-than", "1d", "--data", Data, "--dry-run", "--json")).Output);
        Assert.True(json.RootElement.GetProperty("isDryRun").GetBoolean());
    }

    private async Task CreateAsync()
    {
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = Data }, TimeProvider.System, Cancel);
        await store.CommitAsync([new StoreChange.PutActivity(new ActivityRow(1, "arn:activity", "a", "us-east-1", CliRun.Now))], Cancel);
    }

    private static async Task<CliRun> RunAsync(int exitCode, params string[] args)
    {
        using var service = new FakeService();
        var run = await CliRun.Of(service, args);
        Assert.True(run.ExitCode == exitCode, $"{run.ExitCode}: {run.Output}{run.Error}");
        return run;
    }
}
