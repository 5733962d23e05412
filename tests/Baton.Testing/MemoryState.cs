using System.Collections.Immutable;
using System.Diagnostics;
using Baton.Store;

namespace Baton.Testing;

/// <summary>Everything in a <see cref="MemoryStore"/> as one value: a change that fails half way leaves the value before.</summary>
internal sealed record MemoryState
{
    public ImmutableSortedDictionary<long, StoredExecution> Executions { get; init; } = ImmutableSortedDictionary<long, StoredExecution>.Empty;

    public ImmutableDictionary<string, long> NewestByArn { get; init; } = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<long, ExpressExecutionRow> ExpressExecutions { get; init; } = ImmutableSortedDictionary<long, ExpressExecutionRow>.Empty;

    public ImmutableSortedDictionary<long, StateMachineRow> StateMachines { get; init; } = ImmutableSortedDictionary<long, StateMachineRow>.Empty;

    public ImmutableDictionary<(long StateMachineId, int Number), StateMachineRevisionRow> Revisions { get; init; } =
        ImmutableDictionary<(long StateMachineId, int Number), StateMachineRevisionRow>.Empty;

    public ImmutableSortedDictionary<(long StateMachineId, int Number), StateMachineVersionRow> Versions { get; init; } =
        ImmutableSortedDictionary<(long StateMachineId, int Number), StateMachineVersionRow>.Empty;

    public ImmutableSortedDictionary<(long StateMachineId, int Number), StateMachineAliasRow> Aliases { get; init; } =
        ImmutableSortedDictionary<(long StateMachineId, int Number), StateMachineAliasRow>.Empty;

    public ImmutableSortedDictionary<long, ActivityRow> Activities { get; init; } = ImmutableSortedDictionary<long, ActivityRow>.Empty;

    /// <summary>By region and name, compared by code points.</summary>
    public ImmutableSortedDictionary<(string Region, string Name), ConnectionRow> Connections { get; init; } =
        ImmutableSortedDictionary.Create<(string Region, string Name), ConnectionRow>(
            Comparer<(string Region, string Name)>.Create((a, b) => string.CompareOrdinal(a.Region, b.Region) is not 0 and var order ? order : string.CompareOrdinal(a.Name, b.Name)));

    public ImmutableSortedDictionary<string, FunctionRow> Functions { get; init; } = ImmutableSortedDictionary.Create<string, FunctionRow>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, FunctionEventRow> FunctionEvents { get; init; } =
        ImmutableSortedDictionary.Create<string, FunctionEventRow>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<long, MapRunRow> MapRuns { get; init; } = ImmutableSortedDictionary<long, MapRunRow>.Empty;

    /// <summary>The children of Map Runs by index, and which executions they are.</summary>
    public ImmutableDictionary<long, ImmutableSortedDictionary<int, (MapRunChild Child, long Number)>> Children { get; init; } =
        ImmutableDictionary<long, ImmutableSortedDictionary<int, (MapRunChild Child, long Number)>>.Empty;

    public ImmutableSortedDictionary<(RecordKind Kind, long Id), (RecordRow Row, IReadOnlyList<string> Facets)> Records { get; init; } =
        ImmutableSortedDictionary<(RecordKind Kind, long Id), (RecordRow Row, IReadOnlyList<string> Facets)>.Empty;

    public long LastNumber { get; init; }

    public long LastStateMachineId { get; init; }

    public long LastActivityId { get; init; }

    public DateTimeOffset? LastCommitAt { get; init; }

    public bool ClosedCleanly { get; init; } = true;

    public bool IsPaused { get; init; }

    /// <exception cref="StoreConflictException">The change continues what is not there.</exception>
    public MemoryState Apply(StoreChange change) => change switch
    {
        StoreChange.Append append => Apply(append),
        StoreChange.RemoveExecution removal => Remove(removal),
        StoreChange.RemoveMapRun(var id) => (this with { MapRuns = MapRuns.Remove(id), Children = Children.Remove(id) }).WithoutRevisionsOf(id),
        StoreChange.SetPaused(var isPaused) => this with { IsPaused = isPaused },
        StoreChange.PutStateMachine(var row) => Put(row),
        StoreChange.RemoveStateMachine(var id) => RemoveStateMachine(id),
        StoreChange.PutMapRun(var row) => Put(row),
        StoreChange.PutVersion(var row) => this with
        {
            Versions = Versions.SetItem((row.StateMachineId, row.Number), row with { CreatedAt = StoreTime.Stored(row.CreatedAt) }),
        },
        StoreChange.RemoveVersion(var machine, var version) => this with { Versions = Versions.Remove((machine, version)) },
        StoreChange.PutAlias(var row) => Put(row),
        StoreChange.RemoveAlias(var machine, var alias) => this with { Aliases = Aliases.Remove((machine, alias)) },
        StoreChange.PutExpressExecution(var row) => Put(row),
        StoreChange.RemoveExpressExecution(var number) => this with { ExpressExecutions = ExpressExecutions.Remove(number) },
        StoreChange.Group(var together) => together.Aggregate(this, (state, part) => state.Apply(part)),
        StoreChange.PutRecord put => Put(put),
        StoreChange.RemoveRecord(var kind, var id) => this with { Records = Records.Remove((kind, id)) },
        StoreChange.PutActivity(var row) => Put(row),
        StoreChange.RemoveActivity(var id) => this with { Activities = Activities.Remove(id) },
        StoreChange.PutConnection(var row) => this with
        {
            Connections = Connections.SetItem((row.Region, row.Name), row with { CreatedAt = StoreTime.Stored(row.CreatedAt), Secrets = row.Secrets.ToArray() }),
        },
        StoreChange.RemoveConnection(var region, var name) => this with { Connections = Connections.Remove((region, name)) },
        StoreChange.PutFunction(var row) => this with
        {
            Functions = Functions.SetItem(row.Name, row with { CreatedAt = StoreTime.Stored(row.CreatedAt), UpdatedAt = StoreTime.Stored(row.UpdatedAt) }),
        },
        StoreChange.RemoveFunction(var name) => this with { Functions = Functions.Remove(name) },
        StoreChange.PutFunctionEvent(var row) => FunctionEvents.ContainsKey(row.RequestId) ? this : this with
        {
            FunctionEvents = FunctionEvents.Add(row.RequestId, row with { CreatedAt = StoreTime.Stored(row.CreatedAt), Payload = row.Payload.ToArray() }),
        },
        StoreChange.RemoveFunctionEvent(var requestId) => this with { FunctionEvents = FunctionEvents.Remove(requestId) },
        _ => throw new UnreachableException($"No rule for {change.GetType().Name}."),
    };

    private MemoryState Apply(StoreChange.Append append)
    {
        var row = append.Row;
        var stored = Executions.GetValueOrDefault(row.Number);
        if ((stored?.Row.Version ?? 0) != append.ExpectedVersion)
        {
            throw new StoreConflictException(
                $"Expected execution {row.Number} at version {append.ExpectedVersion}, found {(stored is null ? "none" : $"version {stored.Row.Version}")}.");
        }
        row = row with
        {
            StartedAt = StoreTime.Stored(row.StartedAt),
            StoppedAt = StoreTime.Stored(row.StoppedAt),
            WakeUpAt = StoreTime.Stored(row.WakeUpAt),
            OwedUntil = StoreTime.Stored(row.OwedUntil),
        };
        if (stored is not null && !IsSameExecution(stored.Row, row))
            throw ChangeRules.NotTheSameExecution(stored.Row);

        var batches = stored?.Batches ?? [];
        if (!append.Events.IsEmpty)
            batches = batches.Add(new EventBatch(append.ExpectedVersion + 1, append.Events.ToArray()));
        return this with
        {
            Executions = Executions.SetItem(row.Number, new StoredExecution(row, batches)),
            Children = append.Child is { } child ? With(child, row, isNew: stored is null) : Children,
            NewestByArn = NewestByArn.SetItem(row.Arn, Math.Max(row.Number, NewestByArn.GetValueOrDefault(row.Arn))),
            LastNumber = Math.Max(LastNumber, row.Number),
        };
    }

    private MemoryState Put(StoreChange.PutRecord put)
    {
        var row = put.Row;
        if (Records.GetValueOrDefault((row.Kind, row.Id)).Row?.Version is var found && (found ?? 0) != row.Version - 1) throw new StoreConflictException(RecordRules.Conflict(row));
        row = row with { WakeUpAt = StoreTime.Stored(row.WakeUpAt), DueAt = StoreTime.Stored(row.DueAt) };
        return this with { Records = Records.SetItem((row.Kind, row.Id), (row, put.Facets)) };
    }

    private MemoryState Put(StateMachineRow row)
    {
        if (StateMachines.Values.Any(other => other.Arn == row.Arn && other.Id != row.Id))
            throw new StoreConflictException($"Expected nothing else with the ARN '{row.Arn}', found one.");
        var revision = row.Revision with { StateMachineId = row.Id, CreatedAt = StoreTime.Stored(row.Revision.CreatedAt) };
        return this with
        {
            StateMachines = StateMachines.SetItem(row.Id, row with { CreatedAt = StoreTime.Stored(row.CreatedAt), Revision = revision }),
            Revisions = Revisions.SetItem((row.Id, revision.Number), revision),
            LastStateMachineId = Math.Max(LastStateMachineId, row.Id),
        };
    }

    private MemoryState Remove(StoreChange.RemoveExecution removal)
    {
        var row = removal.Row;
        if (Executions.GetValueOrDefault(row.Number)?.Row is not { Status: not ExecutionStatus.Running, OwedUntil: null } stored || stored.Version != row.Version)
            throw new StoreConflictException($"Expected execution {row.Number} closed at version {row.Version}, found none or another.");
        var left = Executions.Remove(row.Number);
        var named = left.Values.Where(other => other.Row.Arn == stored.Arn).Select(other => other.Row.Number).DefaultIfEmpty().Max();
        var children = removal.ChildIndex is { } index && Children.TryGetValue(row.StateMachineId, out var all) ? Children.SetItem(row.StateMachineId, all.Remove(index)) : Children;
        return (this with
        {
            Executions = left,
            NewestByArn = named == 0 ? NewestByArn.Remove(stored.Arn) : NewestByArn.SetItem(stored.Arn, named),
            MapRuns = MapRuns.SetItems(MapRuns.Where(run => run.Value.ExecutionNumber == row.Number).Select(run => KeyValuePair.Create(run.Key, run.Value with { ExecutionNumber = 0 }))),
            Children = children,
            Records = Records.RemoveRange(Records.Where(record => record.Value.Row.ExecutionNumber == row.Number).Select(record => record.Key)),
        }).WithoutRevisionsOf(row.StateMachineId);
    }

    private MemoryState RemoveStateMachine(long id) => (this with
    {
        StateMachines = StateMachines.Remove(id),
        Versions = Versions.RemoveRange(Versions.Keys.Where(key => key.StateMachineId == id)),
        Aliases = Aliases.RemoveRange(Aliases.Keys.Where(key => key.StateMachineId == id)),
    }).WithoutRevisionsOf(id);

    /// <summary>Without the revisions of a machine or Map Run that is not there any more, unless an execution of it is.</summary>
    private MemoryState WithoutRevisionsOf(long id) =>
        StateMachines.ContainsKey(id) || MapRuns.ContainsKey(id) || Executions.Values.Any(execution => execution.Row.StateMachineId == id)
            ? this
            : this with { Revisions = Revisions.RemoveRange(Revisions.Keys.Where(key => key.StateMachineId == id)) };

    private ImmutableDictionary<long, ImmutableSortedDictionary<int, (MapRunChild Child, long Number)>> With(MapRunChild child, ExecutionRow row, bool isNew)
    {
        var children = Children.GetValueOrDefault(row.StateMachineId) ?? ImmutableSortedDictionary<int, (MapRunChild Child, long Number)>.Empty;
        var known = children.TryGetValue(child.Index, out var before);
        if (!isNew)
        {
            if (!known || before.Number != row.Number) throw new StoreConflictException($"Expected execution {row.Number} to be child {child.Index} of Map Run {row.StateMachineId}, found that it is not.");
            return Children.SetItem(row.StateMachineId, children.SetItem(child.Index, (before.Child with { Redrive = child.Redrive }, row.Number)));
        }
        if (known) throw new StoreConflictException($"Expected no child {child.Index} of Map Run {row.StateMachineId}, found one.");
        return Children.SetItem(row.StateMachineId, children.Add(child.Index, (child, row.Number)));
    }

    private MemoryState Put(MapRunRow row)
    {
        if (MapRuns.Values.Any(other => other.Arn == row.Arn && other.Id != row.Id))
            throw new StoreConflictException($"Expected no other Map Run with the ARN '{row.Arn}', found one.");
        var revision = row.Revision with { StateMachineId = row.Id, CreatedAt = StoreTime.Stored(row.Revision.CreatedAt) };
        var stored = row with { StartedAt = StoreTime.Stored(row.StartedAt), StoppedAt = StoreTime.Stored(row.StoppedAt), Revision = revision };
        if (MapRuns.TryGetValue(row.Id, out var before)) stored = before with { Status = stored.Status, StoppedAt = stored.StoppedAt, Details = stored.Details };
        return this with
        {
            MapRuns = MapRuns.SetItem(row.Id, stored with { Revision = revision }),
            Revisions = Revisions.SetItem((row.Id, revision.Number), revision),
            LastStateMachineId = Math.Max(LastStateMachineId, row.Id),
        };
    }

    private MemoryState Put(StateMachineAliasRow row)
    {
        if (Aliases.Values.Any(other => (other.StateMachineId, other.Name) == (row.StateMachineId, row.Name) && other.Number != row.Number))
            throw new StoreConflictException($"Expected nothing else with the name '{row.Name}', found one.");
        row = row with { CreatedAt = StoreTime.Stored(row.CreatedAt), UpdatedAt = StoreTime.Stored(row.UpdatedAt) };
        return this with { Aliases = Aliases.SetItem((row.StateMachineId, row.Number), row) };
    }

    private MemoryState Put(ExpressExecutionRow row) => this with
    {
        ExpressExecutions = ExpressExecutions.SetItem(row.Number, row with { Started = row.Started.ToArray() }),
        LastNumber = Math.Max(LastNumber, row.Number),
    };

    private MemoryState Put(ActivityRow row)
    {
        if (Activities.Values.Any(other => other.Arn == row.Arn && other.Id != row.Id))
            throw new StoreConflictException($"Expected nothing else with the ARN '{row.Arn}', found one.");
        return this with
        {
            Activities = Activities.SetItem(row.Id, row with { CreatedAt = StoreTime.Stored(row.CreatedAt) }),
            LastActivityId = Math.Max(LastActivityId, row.Id),
        };
    }

    private static bool IsSameExecution(ExecutionRow stored, ExecutionRow row) =>
        (stored.Arn, stored.Partition, stored.StateMachineId, stored.PublishedVersion, stored.Alias, stored.StartedAt)
        == (row.Arn, row.Partition, row.StateMachineId, row.PublishedVersion, row.Alias, row.StartedAt)
        && (stored.Revision == row.Revision || stored.RedriveCount < row.RedriveCount);

    internal sealed record StoredExecution(ExecutionRow Row, ImmutableList<EventBatch> Batches);
}
