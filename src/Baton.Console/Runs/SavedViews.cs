using System.Text.Json;
using System.Text.Json.Serialization;
using Baton.Runtime;
using Baton.Store;
using Baton.WebConsole.Api;
using Baton.WebConsole.Query;

namespace Baton.WebConsole.Runs;

/// <summary>A query that people have named, as it is stored. Names and shapes only ever grow.</summary>
/// <param name="Columns">What its list shows: fields, like <c>name</c> or <c>input.orderId</c>.</param>
internal sealed record SavedView(string Name, string Query, IReadOnlyList<string> Columns)
{
    [JsonIgnore]
    public long Id { get; init; }

    [JsonIgnore]
    public int Version { get; init; }
}

/// <summary>Keeps views for everybody who uses the server.</summary>
internal sealed class SavedViews(WorkflowRuntime runtime)
{
    private const int ViewsMax = 500;
    private const int NameCharactersMax = 80;
    public const int ColumnsMax = 12;

    private readonly Gate _gate = new();

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await runtime.Store.ListRecordsAsync(new RecordQuery(RecordKind.View, long.MaxValue, ViewsMax), cancellationToken)).Select(Read).OrderBy(view => view.Name, StringComparer.OrdinalIgnoreCase)];

    /// <exception cref="ConsoleException">It breaks a rule, or another one has its name.</exception>
    public async Task<SavedView> CreateAsync(SavedView view, CancellationToken cancellationToken)
    {
        view = Checked(view);
        using var inside = await _gate.EnterAsync(cancellationToken);
        var others = await ListAsync(cancellationToken);
        if (others.Count == ViewsMax) throw ConsoleException.Invalid($"There are {ViewsMax} views, which is the most there may be.");
        RefuseSameName(view, others);
        return await PutAsync(view with { Id = 1 + await runtime.Store.FindLastRecordIdAsync(RecordKind.View, cancellationToken), Version = 1 });
    }

    /// <exception cref="ConsoleException">There is none of this id, it breaks a rule, or another one has its name.</exception>
    public async Task<SavedView> UpdateAsync(SavedView view, CancellationToken cancellationToken)
    {
        view = Checked(view);
        using var inside = await _gate.EnterAsync(cancellationToken);
        var stored = await FindAsync(view.Id, cancellationToken);
        RefuseSameName(view, await ListAsync(cancellationToken));
        return await PutAsync(view with { Version = stored.Version + 1 });
    }

    /// <exception cref="ConsoleException">There is none of this id.</exception>
    public async Task DeleteAsync(long id, CancellationToken cancellationToken)
    {
        using var inside = await _gate.EnterAsync(cancellationToken);
        await FindAsync(id, cancellationToken);
        await runtime.Committer.CommitAsync(new StoreChange.RemoveRecord(RecordKind.View, id));
    }

    private async Task<SavedView> FindAsync(long id, CancellationToken cancellationToken) =>
        await runtime.Store.FindRecordAsync(RecordKind.View, id, cancellationToken) is { } record ? Read(record) : throw ConsoleException.NotFound($"There is no view {id}; it may have been deleted.");

    private async Task<SavedView> PutAsync(SavedView view)
    {
        var record = new RecordRow { Kind = RecordKind.View, Id = view.Id, Version = view.Version, Body = JsonSerializer.Serialize(view, RunsJson.Default.SavedView) };
        await runtime.Committer.CommitAsync(new StoreChange.PutRecord(record, []));
        return view;
    }

    private static SavedView Read(RecordRow record) => JsonSerializer.Deserialize(record.Body, RunsJson.Default.SavedView)! with { Id = record.Id, Version = record.Version };

    private static void RefuseSameName(SavedView view, IEnumerable<SavedView> others)
    {
        if (others.Any(other => other.Id != view.Id && other.Name.Equals(view.Name, StringComparison.OrdinalIgnoreCase))) throw ConsoleException.Conflict($"Another view is called '{view.Name}'.");
    }

    private static SavedView Checked(SavedView view)
    {
        var name = (view.Name ?? "").Trim();
        if (name.Length is 0 or > NameCharactersMax || name.Any(char.IsControl)) throw ConsoleException.Invalid($"name: expected 1 to {NameCharactersMax} characters without control characters.");
        if (view.Query is null) throw ConsoleException.Invalid("query: expected a text.");
        if (view.Columns is null || view.Columns.Count > ColumnsMax) throw ConsoleException.Invalid($"columns: expected at most {ColumnsMax} fields.");
        QueryParser.Parse(view.Query, DateTimeOffset.UnixEpoch.AddYears(100)); // times go by: it is read anew whenever it is used
        foreach (var column in view.Columns) QueryParser.ParseField(column);
        return view with { Name = name };
    }
}
