using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>
/// Gathers appends and writes them with a few statements, however many they are: new executions, changed ones, children of Map Runs, events. Each in the
/// order of its key.
/// </summary>
internal sealed class AppendStatements
{
    private static readonly Statement InsertExecutions = new("insert_executions",
        "partitions", "numbers", "versions", "statuses", "wake_ups_at", "owed_until", "stopped_at", "redrive_counts", "redriven_at",
        "state_machine_ids", "revisions", "started_at", "arn_keys", "published_versions", "aliases", "arns");

    private static readonly Statement ReplaceExecutions = new("replace_executions",
        "partitions", "numbers", "expected_versions", "versions", "statuses", "wake_ups_at", "owed_until", "stopped_at", "redrive_counts", "redriven_at",
        "revisions", "first_revisions", "first_redrive_counts", "state_machine_ids", "started_at", "arn_keys", "published_versions", "aliases");

    private static readonly Statement InsertEvents = new("insert_events", "partitions", "numbers", "first_versions", "events");
    private static readonly Statement InsertChildren = new("insert_map_run_children", "map_run_ids", "child_indexes", "items", "redrives", "numbers");
    private static readonly Statement RedriveChildren = new("redrive_map_run_children", "map_run_ids", "child_indexes", "redrives", "numbers");

    private readonly List<StoreChange.Append> _appends = [];

    /// <summary>What each execution becomes, by its number.</summary>
    private readonly Dictionary<long, RowChange> _rows = [];

    /// <summary>The executions that are started or redriven as children.</summary>
    private readonly HashSet<long> _children = [];

    /// <summary>Whether the execution has been started or redriven as a child by what was gathered: one statement does that once.</summary>
    public bool HasChild(long number) => _children.Contains(number);

    /// <returns>Whether the append continues the one before it in the same commit, if there is one.</returns>
    public bool TryAdd(StoreChange.Append append)
    {
        var row = append.Row;
        if (!_rows.TryGetValue(row.Number, out var before))
            _rows.Add(row.Number, new(append.ExpectedVersion, row, row));
        else if (before.Last.Version == append.ExpectedVersion && IsSameExecution(before.Last, row))
            _rows[row.Number] = before with { Last = row };
        else
            return false;
        _appends.Add(append);
        if (append.Child is not null) _children.Add(row.Number);
        return true;
    }

    /// <summary>Hands over the statements for what was gathered.</summary>
    public void Flush(ChangeBatch batch)
    {
        if (_appends.Count == 0) return;
        Write(batch, [.. _rows.Values.OrderBy(change => (change.Last.Partition, change.Last.Number))]);
        if (_appends.Where(append => append.Child is not null && append.ExpectedVersion == 0).ToArray() is { Length: > 0 } children)
            batch.Add(Children(children));
        if (_appends.Where(append => append.Child is not null && append.ExpectedVersion > 0).ToArray() is { Length: > 0 } redriven)
            batch.AddForChildren(Redrive(redriven), redriven.Length);
        if (_appends.Where(append => !append.Events.IsEmpty).OrderBy(append => (append.Row.Partition, append.Row.Number, append.ExpectedVersion)).ToArray() is { Length: > 0 } events)
            batch.Add(Events(events));
        _appends.Clear();
        _rows.Clear();
        _children.Clear();
    }

    private static void Write(ChangeBatch batch, RowChange[] changes)
    {
        if (Array.FindAll(changes, change => change.ExpectedVersion == 0) is { Length: > 0 } added)
            batch.Add(Insert(Array.ConvertAll(added, change => change.Last)));
        if (Array.FindAll(changes, change => change.ExpectedVersion > 0) is { Length: > 0 } changed)
            batch.AddForExecutions(Replace(changed, Array.ConvertAll(changed, change => change.Last)), changed.Length);
    }

    private static NpgsqlBatchCommand Insert(ExecutionRow[] rows) => InsertExecutions.Bind(
        Array.ConvertAll(rows, row => row.Partition),
        Array.ConvertAll(rows, row => row.Number),
        Array.ConvertAll(rows, row => row.Version),
        Array.ConvertAll(rows, row => (int)row.Status),
        Array.ConvertAll(rows, row => Milliseconds(row.WakeUpAt)),
        Array.ConvertAll(rows, row => Milliseconds(row.OwedUntil)),
        Array.ConvertAll(rows, row => Milliseconds(row.StoppedAt)),
        Array.ConvertAll(rows, row => row.RedriveCount),
        Array.ConvertAll(rows, row => Milliseconds(row.RedrivenAt)),
        Array.ConvertAll(rows, row => row.StateMachineId),
        Array.ConvertAll(rows, row => row.Revision),
        Array.ConvertAll(rows, row => StoreTime.ToMilliseconds(row.StartedAt)),
        Array.ConvertAll(rows, row => ArnKey.Of(row.Arn)),
        Array.ConvertAll(rows, row => row.PublishedVersion),
        Array.ConvertAll(rows, row => Text(row.Alias)),
        Array.ConvertAll(rows, row => Text(row.Arn)));

    private static NpgsqlBatchCommand Replace(RowChange[] changes, ExecutionRow[] rows) => ReplaceExecutions.Bind(
        Array.ConvertAll(rows, row => row.Partition),
        Array.ConvertAll(rows, row => row.Number),
        Array.ConvertAll(changes, change => change.ExpectedVersion),
        Array.ConvertAll(rows, row => row.Version),
        Array.ConvertAll(rows, row => (int)row.Status),
        Array.ConvertAll(rows, row => Milliseconds(row.WakeUpAt)),
        Array.ConvertAll(rows, row => Milliseconds(row.OwedUntil)),
        Array.ConvertAll(rows, row => Milliseconds(row.StoppedAt)),
        Array.ConvertAll(rows, row => row.RedriveCount),
        Array.ConvertAll(rows, row => Milliseconds(row.RedrivenAt)),
        Array.ConvertAll(rows, row => row.Revision),
        Array.ConvertAll(changes, change => change.First.Revision),
        Array.ConvertAll(changes, change => change.First.RedriveCount),
        Array.ConvertAll(rows, row => row.StateMachineId),
        Array.ConvertAll(rows, row => StoreTime.ToMilliseconds(row.StartedAt)),
        Array.ConvertAll(rows, row => ArnKey.Of(row.Arn)),
        Array.ConvertAll(rows, row => row.PublishedVersion),
        Array.ConvertAll(rows, row => Text(row.Alias)));

    private static NpgsqlBatchCommand Children(StoreChange.Append[] appends) => InsertChildren.Bind(
        Array.ConvertAll(appends, append => append.Row.StateMachineId),
        Array.ConvertAll(appends, append => append.Child!.Index),
        Array.ConvertAll(appends, append => append.Child!.Items),
        Array.ConvertAll(appends, append => append.Child!.Redrive),
        Array.ConvertAll(appends, append => append.Row.Number));

    private static NpgsqlBatchCommand Redrive(StoreChange.Append[] appends) => RedriveChildren.Bind(
        Array.ConvertAll(appends, append => append.Row.StateMachineId),
        Array.ConvertAll(appends, append => append.Child!.Index),
        Array.ConvertAll(appends, append => append.Child!.Redrive),
        Array.ConvertAll(appends, append => append.Row.Number));

    private static NpgsqlBatchCommand Events(StoreChange.Append[] appends) => InsertEvents.Bind(
        Array.ConvertAll(appends, append => append.Row.Partition),
        Array.ConvertAll(appends, append => append.Row.Number),
        Array.ConvertAll(appends, append => append.ExpectedVersion + 1),
        Array.ConvertAll(appends, append => append.Events));

    private static bool IsSameExecution(ExecutionRow stored, ExecutionRow row) =>
        (stored.Arn, stored.Partition, stored.StateMachineId, stored.PublishedVersion, stored.Alias, StoreTime.Stored(stored.StartedAt))
        == (row.Arn, row.Partition, row.StateMachineId, row.PublishedVersion, row.Alias, StoreTime.Stored(row.StartedAt))
        && (stored.Revision == row.Revision || stored.RedriveCount < row.RedriveCount);

    private static long? Milliseconds(DateTimeOffset? time) => time is { } value ? StoreTime.ToMilliseconds(value) : null;

    private static string? Text(string? text) => text is null ? null : StoredText.Encode(text);

    /// <summary>What the appends of a commit make of an execution.</summary>
    /// <param name="ExpectedVersion">The version it has now.</param>
    /// <param name="First">The row of the first append, which is held against the stored one.</param>
    /// <param name="Last">The row of the last, which takes its place.</param>
    private sealed record RowChange(long ExpectedVersion, ExecutionRow First, ExecutionRow Last);
}
