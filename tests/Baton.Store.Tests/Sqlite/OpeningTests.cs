using Baton.Store.Sqlite;
using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Tests.Sqlite;

/// <summary>What a SQLite store refuses to open, and what it says then.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_store_on_the_same_folder_is_refused_while_the_first_is_open()
    {
        await using (await OpenAsync())
        {
            var message = await RefusalAsync();
            Assert.Contains(_folder.Path, message, StringComparison.Ordinal);
            Assert.Contains($"process {Environment.ProcessId} ", message, StringComparison.Ordinal);
            Assert.Contains("stop that one, or name another folder", message, StringComparison.Ordinal);
        }
        await using var again = await OpenAsync();
        Assert.True(again.Status.ClosedCleanly);
    }

    [Fact]
    public async Task A_second_process_is_refused_while_the_first_has_the_folder()
    {
        await using var store = await OpenAsync();
        using var child = new ChildProcess(_folder.Path);

        Assert.Contains($"process {Environment.ProcessId} ", await child.ReadLineAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(1, await child.ExitCodeAsync(Cancel));
    }

    [Fact]
    public async Task A_folder_that_another_process_has_is_refused_until_that_process_is_gone()
    {
        using var child = new ChildProcess(_folder.Path);
        Assert.Equal("open", await child.ReadLineAsync(Cancel));
        Assert.Contains($"process {child.Id} ", await RefusalAsync(), StringComparison.Ordinal);

        await child.KillAsync(Cancel);
        await using var store = await OpenAsync();
    }

    [Fact]
    public async Task The_number_of_partitions_is_fixed_when_the_store_is_created()
    {
        await using (var created = await OpenAsync(partitions: 8))
        {
            Assert.Equal(8, created.Status.Partitions);
        }
        await using (var reopened = await OpenAsync())
        {
            Assert.Equal(8, reopened.Status.Partitions);
        }
        var message = await RefusalAsync(partitions: 64);
        Assert.Contains("created with 8 partitions and cannot be opened with 64", message, StringComparison.Ordinal);
        await using var again = await OpenAsync(partitions: 8);
    }

    [Fact]
    public async Task An_option_out_of_its_range_is_refused_by_name() =>
        Assert.Contains(nameof(SqliteStoreOptions.Partitions), (await Assert.ThrowsAsync<System.ComponentModel.DataAnnotations.ValidationException>(
            async () => await OpenAsync(partitions: 0))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_store_says_which_SQLite_it_is_and_where()
    {
        await using var store = await OpenAsync();
        Assert.Contains($"SQLite {Connection.LibraryVersion}", store.Status.Description, StringComparison.Ordinal);
        Assert.Contains(_folder.File("baton.db"), store.Status.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var text = string.Concat(Enumerable.Repeat("This is a letter, not a database. ", 100));
        await File.WriteAllTextAsync(_folder.File("baton.db"), text, Cancel);

        Assert.Contains("is not a database", await RefusalAsync(), StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(_folder.File("baton.db"), Cancel));
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_alone()
    {
        Execute("CREATE TABLE recipes (name TEXT)");
        var bytes = await File.ReadAllBytesAsync(_folder.File("baton.db"), Cancel);

        Assert.Contains("is a database of another program", await RefusalAsync(), StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.File("baton.db"), Cancel));
    }

    [Fact]
    public async Task A_store_of_a_later_schema_is_refused_and_left_alone()
    {
        await (await OpenAsync()).DisposeAsync();
        Execute("INSERT INTO migrations VALUES (999, '999_from_the_future', 0)");
        var bytes = await File.ReadAllBytesAsync(_folder.File("baton.db"), Cancel);

        var message = await RefusalAsync();
        Assert.Contains("has schema 999, and this version of Baton knows up to", message, StringComparison.Ordinal);
        Assert.Contains("Start the later version of Baton", message, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.File("baton.db"), Cancel));
    }

    [Fact]
    public async Task A_damaged_database_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(_folder.File("baton.db"), Cancel);
        bytes.AsSpan(100).Fill(0xff); // all but the header
        await File.WriteAllBytesAsync(_folder.File("baton.db"), bytes, Cancel);

        Assert.Contains("is damaged", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", Cancel);
        var message = (await Assert.ThrowsAsync<StoreOpenException>(
            async () => await SqliteStore.OpenAsync(new() { Folder = _folder.File("file") }, TimeProvider.System, Cancel))).Message;
        Assert.Contains(_folder.File("file"), message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_file_that_cannot_be_opened_is_refused_with_a_word_about_permissions()
    {
        Directory.CreateDirectory(_folder.File("baton.db"));
        Assert.Contains("read and write permission", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_whose_opening_failed_has_let_go_of_the_folder()
    {
        await File.WriteAllTextAsync(_folder.File("baton.db"), new string('x', 4096), Cancel);
        await RefusalAsync();
        File.Delete(_folder.File("baton.db"));
        await using var store = await OpenAsync();
    }

    [Fact]
    public async Task A_database_that_is_locked_from_outside_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        using var other = Connection.Open(_folder.File("baton.db"), raw.SQLITE_OPEN_READWRITE, vfs: null);
        other.Execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");

        Assert.Contains("locked by another program", await RefusalAsync(), StringComparison.Ordinal);
    }

    private async Task<SqliteStore> OpenAsync(int? partitions = null) => await SqliteStore.OpenAsync(
        new() { Folder = _folder.Path, Partitions = partitions, BusyTimeout = TimeSpan.Zero }, TimeProvider.System, Cancel);

    private async Task<string> RefusalAsync(int? partitions = null) =>
        (await Assert.ThrowsAsync<StoreOpenException>(async () => await OpenAsync(partitions))).Message;

    private void Execute(string sql)
    {
        using var connection = Connection.Open(_folder.File("baton.db"), raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, vfs: null);
        connection.Execute(sql);
    }
}
