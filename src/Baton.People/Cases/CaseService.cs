using System.Text.Json;
using Baton.Engine.Execution;
using Baton.Language.People;
using Baton.People.Audit;
using Baton.People.Tasks;
using Baton.Runtime.Tasks;
using Baton.Store;

namespace Baton.People.Cases;

/// <summary>Keeps the cases of executions.</summary>
public sealed class CaseService
{
    public const string InvalidArguments = "Case.InvalidArguments";

    private const string TransitionNotAllowed = "Case.TransitionNotAllowed";

    /// <summary>Each is looked for by itself, and written anew with each change of its case.</summary>
    private const int LabelsMax = 100;

    private readonly PeopleStore _store;
    private readonly AuditTrail _audit;

    internal CaseService(PeopleStore store, AuditTrail audit) => (_store, _audit) = (store, audit);

    public async Task<WorkflowCase> FindAsync(long id, CancellationToken cancellationToken) =>
        await TryFindAsync(id, cancellationToken) ?? throw PeopleException.NotFound($"case {id}");

    /// <summary>What was done to a case, the oldest first; the last thousand.</summary>
    public async Task<IReadOnlyList<HistoryAct>> HistoryAsync(long id, CancellationToken cancellationToken)
    {
        await FindAsync(id, cancellationToken);
        return [.. (await _store.Store.ListRecordsAsync(TaskRecords.Parts(RecordKind.CaseAct, id, 1_000), cancellationToken)).Reverse().Select(TaskRecords.ReadAct)];
    }

    /// <summary>Cases, those of the newest executions first.</summary>
    public async Task<IReadOnlyList<WorkflowCase>> ListAsync(CaseQuery query, CancellationToken cancellationToken)
    {
        string[] facets =
        [
            .. query.Key is { } key ? [$"key:{key}"] : Array.Empty<string>(),
            .. query.Execution is { } execution ? [$"execution:{execution}"] : Array.Empty<string>(),
            .. query.Owner is { } owner ? [$"owner:{owner}"] : Array.Empty<string>(),
            .. query.Label is { } label ? [$"label:{label}"] : Array.Empty<string>(),
            .. query.Status is { } status ? [$"status:{status}"] : Array.Empty<string>(),
            .. query.Machine is { } machine ? [$"machine:{machine}"] : Array.Empty<string>(),
        ];
        var records = new RecordQuery(RecordKind.Case, query.BeforeId, query.CountMax)
        {
            Facets = facets.Length > 0 ? facets : ["all"], Text = query.Text is { } text ? TaskRecords.SearchText(text) : null,
        };
        return [.. (await _store.Store.ListRecordsAsync(records, cancellationToken)).Select(Read)];
    }

    /// <summary>Updates the case of a task's execution.</summary>
    /// <returns>How the task fails; null where the update is stored.</returns>
    internal Task<TaskOutcome?> TryUpdateAsync(OpenTask task, CaseUpdateRequest request, CancellationToken cancellationToken) => _store.LockedAsync<TaskOutcome?>(
        task.Token.Number,
        async () =>
        {
            try
            {
                var place = new Place(task.Token.Number, task.Execution.ExecutionArn, task.Execution.StateMachineArn);
                if (await ChangesAsync(place, request, null, task.Token.ToString(), cancellationToken) is { Count: > 0 } changes)
                {
                    await _store.CommitAsync(changes);
                    _store.Runtime.Changes.TellBeside(task.Execution.ExecutionArn);
                }
                return null;
            }
            catch (PeopleException e)
            {
                return new TaskOutcome.Failed(e.Fault == PeopleFault.Invalid ? InvalidArguments : TransitionNotAllowed, e.Message);
            }
        },
        cancellationToken);

    /// <summary>What a human task does to the case of its execution, to be stored with what is done to the task. The lock of the execution is held.</summary>
    /// <exception cref="PeopleException">The case cannot have that status.</exception>
    internal Task<IReadOnlyList<StoreChange>> ChangesOfAsync(HumanTask task, CaseUpdateRequest request, string by, CancellationToken cancellationToken) =>
        ChangesAsync(new Place(task.ExecutionNumber, task.ExecutionArn, task.StateMachineArn), request, by, null, cancellationToken);

    private async Task<IReadOnlyList<StoreChange>> ChangesAsync(Place place, CaseUpdateRequest request, string? by, string? token, CancellationToken cancellationToken)
    {
        var now = _store.Now;
        var stored = await TryFindAsync(place.Number, cancellationToken);
        if (token is not null && stored?.UpdatedFor == token) return [];
        var before = stored ?? new WorkflowCase { Id = place.Number, Version = 0, ExecutionArn = place.ExecutionArn, StateMachineArn = place.MachineArn, CreatedAt = now, UpdatedAt = now };
        if (request.Status is { } status && await WhyNotAsync(place.MachineArn, before.Status, status, cancellationToken) is { } reason) throw PeopleException.Conflict(reason);

        var labels = before.Labels.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in request.Labels)
        {
            if (value.Length == 0) labels.Remove(name);
            else labels[name] = value;
        }
        if (labels.Count > LabelsMax) throw PeopleException.Invalid($"Labels: A case has at most {LabelsMax} labels, and this one would have {labels.Count}.");
        var after = before with
        {
            Key = request.Key ?? before.Key, Title = request.Title ?? before.Title, Status = request.Status ?? before.Status, Owner = request.Owner ?? before.Owner,
            Labels = labels, UpdatedFor = token ?? before.UpdatedFor,
        };
        var acts = Acts(before, after, by, now).ToList();
        if (acts.Count == 0 && stored is not null) return [];
        after = after with { Version = before.Version + 1, UpdatedAt = now, Acts = before.Acts + acts.Count };
        return [Put(after), .. acts.Select((act, index) => TaskRecords.PutAct(RecordKind.CaseAct, after.Id, before.Acts + index + 1, place.Number, act)), .. acts.SelectMany(act => _audit.Of(after, act))];
    }

    private async Task<string?> WhyNotAsync(string machineArn, string? from, string to, CancellationToken cancellationToken) =>
        await _store.Store.FindStateMachineAsync(machineArn, cancellationToken) is { } machine ? CaseStatuses.Read(machine.Tags).WhyNot(from, to) : null;

    private async Task<WorkflowCase?> TryFindAsync(long id, CancellationToken cancellationToken) =>
        await _store.Store.FindRecordAsync(RecordKind.Case, id, cancellationToken) is { } row ? Read(row) : null;

    private static WorkflowCase Read(RecordRow row) => JsonSerializer.Deserialize(row.Body, PeopleJson.Default.WorkflowCase)! with { Version = row.Version };

    private static IEnumerable<HistoryAct> Acts(WorkflowCase before, WorkflowCase after, string? by, DateTimeOffset now)
    {
        HistoryAct Act(string what, string? from, string? to) => new(now, by, what) { Text = from is null ? to : $"{from} → {to}" };
        if (before.Version == 0) yield return Act("opened", null, after.Key);
        if (before.Status != after.Status) yield return Act("status", before.Status, after.Status);
        if (before.Owner != after.Owner) yield return Act("owner", before.Owner, after.Owner);
        if (before.Title != after.Title) yield return Act("title", before.Title, after.Title);
        if (before.Version != 0 && before.Key != after.Key) yield return Act("key", before.Key, after.Key);
        foreach (var name in before.Labels.Keys.Union(after.Labels.Keys).Order(StringComparer.Ordinal))
        {
            var (old, now2) = (before.Labels.GetValueOrDefault(name), after.Labels.GetValueOrDefault(name));
            if (old != now2) yield return Act("label", null, now2 is null ? $"{name} removed" : $"{name}={now2}");
        }
    }

    private static StoreChange.PutRecord Put(WorkflowCase @case) => new(
        new RecordRow
        {
            Kind = RecordKind.Case,
            Id = @case.Id,
            Version = @case.Version,
            ExecutionNumber = @case.Id,
            SearchText = TaskRecords.SearchText($"{@case.Key} {@case.Title}"),
            Body = JsonSerializer.Serialize(@case, PeopleJson.Default.WorkflowCase),
        },
        [.. Facets(@case)]);

    private static IEnumerable<string> Facets(WorkflowCase @case)
    {
        yield return "all";
        yield return $"machine:{@case.StateMachineArn}";
        yield return $"execution:{@case.ExecutionArn}";
        if (@case.Key is { } key) yield return $"key:{key}";
        if (@case.Status is { } status) yield return $"status:{status}";
        if (@case.Owner is { } owner) yield return $"owner:{owner}";
        foreach (var (name, value) in @case.Labels) yield return $"label:{name}={value}";
    }

    private readonly record struct Place(long Number, string ExecutionArn, string MachineArn);
}

/// <summary>Which cases are wanted; null is any.</summary>
/// <param name="BeforeId">Only those with a lower id: where the page before ended.</param>
public sealed record CaseQuery(long BeforeId, int CountMax)
{
    public string? Key { get; init; }

    public string? Status { get; init; }

    public string? Owner { get; init; }

    /// <summary>A label and its value, NAME=VALUE.</summary>
    public string? Label { get; init; }

    public string? Machine { get; init; }

    public string? Execution { get; init; }

    /// <summary>A part of the key or title, whatever its case.</summary>
    public string? Text { get; init; }
}
