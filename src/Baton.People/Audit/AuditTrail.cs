using System.Globalization;
using System.Text.Json;
using Baton.People.Cases;
using Baton.People.Tasks;
using Baton.Store;

namespace Baton.People.Audit;

/// <summary>Something that a person did, as it is stored and served. Names and shapes only ever grow.</summary>
/// <param name="Title">What the task or the case is called.</param>
public sealed record AuditEntry(long Id, DateTimeOffset At, string By, string What, string? Text, string Title, string ExecutionArn)
{
    public long? TaskId { get; init; }

    public long? CaseId { get; init; }
}

/// <summary>Which entries are wanted; null is any.</summary>
/// <param name="BeforeId">Only those with a lower id: where the page before ended.</param>
public sealed record AuditQuery(long BeforeId, int CountMax)
{
    public string? By { get; init; }

    public long? TaskId { get; init; }

    public long? CaseId { get; init; }

    /// <summary>A part of the person's name, of what was done or of the title, whatever its case.</summary>
    public string? Text { get; init; }
}

/// <summary>
/// What people did with tasks and cases, in one order: written in the commit of the act itself, and kept as long as the execution. Drafts are not among it,
/// which are saved as somebody types, nor what happens by itself.
/// </summary>
internal sealed class AuditTrail(PeopleStore store)
{
    private const string Draft = "saved a draft";

    public IEnumerable<StoreChange> Of(HumanTask task, HistoryAct act) =>
        Put(act, task.Title, task.ExecutionArn, task.ExecutionNumber, entry => entry with { TaskId = task.Id });

    public IEnumerable<StoreChange> Of(WorkflowCase @case, HistoryAct act) =>
        Put(act, @case.Key ?? @case.Title ?? string.Create(CultureInfo.InvariantCulture, $"Case {@case.Id}"), @case.ExecutionArn, @case.Id, entry => entry with { CaseId = @case.Id });

    /// <summary>Entries, the newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        string[] facets = [.. Facets(query.By, query.TaskId, query.CaseId)];
        var records = new RecordQuery(RecordKind.Audit, query.BeforeId, query.CountMax)
        {
            Facets = facets.Length > 0 ? facets : ["all"], Text = query.Text is { } text ? TaskRecords.SearchText(text) : null,
        };
        return [.. (await store.Store.ListRecordsAsync(records, cancellationToken)).Select(row => JsonSerializer.Deserialize(row.Body, PeopleJson.Default.AuditEntry)!)];
    }

    private IEnumerable<StoreChange> Put(HistoryAct act, string title, string executionArn, long executionNumber, Func<AuditEntry, AuditEntry> about)
    {
        if (act.By is not { } by || act.What == Draft) yield break;
        var entry = about(new AuditEntry(store.NextId(RecordKind.Audit), act.At, by, act.What, act.Text, title, executionArn));
        var row = new RecordRow
        {
            Kind = RecordKind.Audit,
            Id = entry.Id,
            Version = 1,
            ExecutionNumber = executionNumber,
            SearchText = TaskRecords.SearchText($"{by} {act.What} {title}"),
            Body = JsonSerializer.Serialize(entry, PeopleJson.Default.AuditEntry),
        };
        yield return new StoreChange.PutRecord(row, ["all", .. Facets(by, entry.TaskId, entry.CaseId)]);
    }

    private static IEnumerable<string> Facets(string? by, long? taskId, long? caseId)
    {
        if (taskId is { } task) yield return string.Create(CultureInfo.InvariantCulture, $"task:{task}");
        if (caseId is { } @case) yield return string.Create(CultureInfo.InvariantCulture, $"case:{@case}");
        if (by is not null) yield return $"by:{by}";
    }
}
