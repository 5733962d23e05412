using Baton.Store.CrashChild;
using Baton.Store.Sqlite;

namespace Baton.Store.Tests.Sqlite;

/// <summary>A process kills itself at a named point of a store's life; the next one finds everything that was acknowledged.</summary>
public sealed class FailpointTests : IDisposable
{
    private const string Database = "baton.db";
    private const string Log = "baton.db-wal";
    private const string Journal = "baton.db-journal";
    private const int Commits = 40;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Creation => Points(
        ("half way through the journal", new(Fault.KillHalfWay, DiskOperation.Write, Journal)),
        ("before the first page is durable", new(Fault.KillBefore, DiskOperation.Sync, Database)),
        ("after the journal is gone", new(Fault.KillAfter, DiskOperation.Delete, Journal)),
        ("half way through the beginning of the log", new(Fault.KillHalfWay, DiskOperation.Write, Log)),
        ("before the first migration is durable", new(Fault.KillBefore, DiskOperation.Sync, Log, Skip: 1)),
        ("between two migrations", new(Fault.KillAfter, DiskOperation.Sync, Log, Skip: 2)));

    public static TheoryData<string, string> Writing => Points(
        ("before a commit is written", new(Fault.KillBefore, DiskOperation.Write, Log, Skip: 20)),
        ("half way through a commit", new(Fault.KillHalfWay, DiskOperation.Write, Log, Skip: 21)),
        ("before the sync of a commit", new(Fault.KillBefore, DiskOperation.Sync, Log, Skip: 5)),
        ("between the sync of a commit and its answer", new(Fault.KillAfter, DiskOperation.Sync, Log, Skip: 5)),
        ("before the log is copied", new(Fault.KillBefore, DiskOperation.Write, Database)),
        ("half way through a page that is copied", new(Fault.KillHalfWay, DiskOperation.Write, Database, Skip: 7)),
        ("before the sync of a copy", new(Fault.KillBefore, DiskOperation.Sync, Database)),
        ("after the sync of a copy", new(Fault.KillAfter, DiskOperation.Sync, Database)),
        ("half way through beginning the log anew", new(Fault.KillHalfWay, DiskOperation.Write, Log, Offset: 0, Skip: 1)),
        ("after beginning the log anew", new(Fault.KillAfter, DiskOperation.Write, Log, Offset: 0, Skip: 1)));

    public static TheoryData<string, string> Closing => Points(
        ("before the log is cut", new(Fault.KillBefore, DiskOperation.Truncate, Log)),
        ("after the log is cut", new(Fault.KillAfter, DiskOperation.Truncate, Log)),
        ("before the log is deleted", new(Fault.KillBefore, DiskOperation.Delete, Log)));

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Creation))]
    public async Task A_creation_that_is_killed_is_done_by_the_next_start(string point, string fault)
    {
        Assert.Equal(0, await RunAndDieAsync(point, fault));
        await CheckAsync(acknowledged: 0);
    }

    [Theory, MemberData(nameof(Writing))]
    public async Task A_writer_that_is_killed_leaves_what_it_acknowledged(string point, string fault)
    {
        await (await OpenAsync()).DisposeAsync();
        await CheckAsync(await RunAndDieAsync(point, fault));
    }

    [Theory, MemberData(nameof(Closing))]
    public async Task A_store_that_is_killed_while_it_closes_has_everything(string point, string fault)
    {
        await (await OpenAsync()).DisposeAsync();
        Assert.Equal(Commits, await RunAndDieAsync(point, fault));
        await CheckAsync(Commits);
    }

    /// <returns>The last commit that the child said was durable.</returns>
    private async Task<long> RunAndDieAsync(string point, string fault)
    {
        using var child = new ChildProcess(_folder.Path, fault, $"{Commits}");
        var said = await child.ReadToEndAsync(Cancel);
        Assert.True(await child.ExitCodeAsync(Cancel) == ChildProcess.Killed, $"The child was not killed {point}; it said {string.Join(' ', said)}.");
        return said.Length <= 1 ? 0 : long.Parse(said[^1], null);
    }

    private async Task CheckAsync(long acknowledged)
    {
        await using var store = await OpenAsync();
        var found = await WorkloadCheck.WholeAsync(store, Cancel);
        Assert.InRange(found, acknowledged, acknowledged + 1);
        await store.CommitAsync(Workload.Commit(found + 1), Cancel);
    }

    private static TheoryData<string, string> Points(params ReadOnlySpan<(string Name, DiskFault Fault)> points)
    {
        var data = new TheoryData<string, string>();
        foreach (var (name, fault) in points) data.Add(name, fault.ToString());
        return data;
    }

    private async Task<SqliteStore> OpenAsync() => await SqliteStore.OpenAsync(new() { Folder = _folder.Path, Readers = 1 }, TimeProvider.System, Cancel);
}
