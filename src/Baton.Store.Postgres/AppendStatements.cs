using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>
/// Gathers appends and writes them with a few statements, however many they are: new executions, changed ones, children of Map Runs, events. Each in the
/// order of its key.
/// </summary>
internal sealed class AppendStatements
{
    private static readonly Statement InsertExecutions = new("insert_executions",
        "partitions", "numbers", "versions", "statuses", "wake_ups_at", "owed_until", "stopped_at",
        "state_machine_ids", "revisions", "started_at", "arn_keys", "published_versions", "aliases", "arns");

    private static readonly Statement ReplaceExecutions = new("replace_executions",
        "partitions", "numbers", "expected_versions", "versions", "statuses", "wake_ups_at", "owed_until", "stopped_at", "redrive_counts", "redriven_at",
        "state_machine_ids", "revisions", "started_at", "arn_keys", "published_versions", "aliases");

    private static readonly Statement InsertEvents = new("insert_events", "partitions", "numbers", "first_versions", "events");
    private static readonly Statement InsertChildren = new("insert_map_run_children", "map_run_ids", "child_indexes", "items", "numbers");

    private readonly List<StoreChange.Append> _appends = [];

    /// <summary>What each execution becomes, and the version it has now.</summary>
    private readonly Dictionary<long, (ExecutionRow Row, long ExpectedVersion)> _rows = [];

    /// <returns>Whether the append continues the one before it in the same commit, if there is one.</returns>
    public bool TryAdd(StoreChange.Append append)
    {
        var row = append.Row;
        if (!_rows.TryGetValue(row.Number, out var before))
            _rows.Add(row.Number, (row, append.ExpectedVersion));
        else if (before.Row.Version == append.ExpectedVersion && IsSameExecution(before.Row, row))
            _rows[row.Number] = (row, before.ExpectedVersion);
        else
            return false;
        _appends.Add(append);
        return true;
    }

    /// <summary>Hands over the statements for what was gathered.</summary>
    public void Flush(ChangeBatch batch)
    {
        if (_appends.Count == 0) return;
        Write(batch, [.. _rows.Values.OrderBy(change => (change.Row.Partition, change.Row.Number))]);
        if (_appends.Where(append => append.Child is not null).ToArray() is { Length: > 0 } children)
            batch.Add(Children(children));
        if (_appends.Where(append => !append.Events.IsEmpty).OrderBy(append => (append.Row.Partition, append.Row.Number, append.ExpectedVersion)).ToArray() is { Length: > 0 } events)
            batch.Add(Events(events));
        _appends.Clear();
        _rows.Clear();
    }

    private static void Write(ChangeBatch batch, (ExecutionRow Row, long ExpectedVersion)[] changes)
    {
        if (Array.FindAll(changes, change => change.ExpectedVersion == 0) is { Length: > 0 } added)
            batch.Add(Insert(Array.ConvertAll(added, change => change.Row)));
        if (Array.FindAll(changes, change => change.ExpectedVersion > 0) is { Length: > 0 } changed)
            batch.Add(Replace(Array.ConvertAll(changed, change => change.Row), Array.ConvertAll(changed, change => change.ExpectedVersion)), rows: changed.Length);
    }

    private static NpgsqlBatchCommand Insert(ExecutionRow[] rows) => InsertExecutions.Bind(
        Array.ConvertAll(rows, row => row.Partition),
        Array.ConvertAll(rows, row => row.Number),
        Array.ConvertAll(rows, row => row.Version),
        Array.ConvertAll(rows, row => (int)row.Status),
        Array.ConvertAll(rows, row => Milliseconds(row.WakeUpAt)),
        Array.ConvertAll(rows, row => Milliseconds(row.OwedUntil)),
        Array.ConvertAll(rows, row => Milliseconds(row.StoppedAt)),
        Array.ConvertAll(rows, row => row.StateMachineId),
        Array.ConvertAll(rows, row => row.Revision),
        Array.ConvertAll(rows, row => StoreTime.ToMilliseconds(row.StartedAt)),
        Array.ConvertAll(rows, row => ArnKey.Of(row.Arn)),
        Array.ConvertAll(rows, row => row.PublishedVersion),
        Array.ConvertAll(rows, row => Text(row.Alias)),
        Array.ConvertAll(rows, row => Text(row.Arn)));

    private static NpgsqlBatchCommand Replace(ExecutionRow[] rows, long[] expectedVersions) => ReplaceExecutions.Bind(
        Array.ConvertAll(rows, row => row.Partition),
        Array.ConvertAll(rows, row => row.Number),
        expectedVersions,
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
        Array.ConvertAll(rows, row => Text(row.Alias)));

    private static NpgsqlBatchCommand Children(StoreChange.Append[] appends) => InsertChildren.Bind(
        Array.ConvertAll(appends, append => append.Row.StateMachineId),
        Array.ConvertAll(appends, append => append.Child!.Index),
        Array.ConvertAll(appends, append => append.Child!.Items),
        Array.ConvertAll(appends, append => append.Row.Number));

    private static NpgsqlBatchCommand Events(StoreChange.Append[] appends) => InsertEvents.Bind(
        Array.ConvertAll(appends, append => append.Row.Partition),
        Array.ConvertAll(appends, append => append.Row.Number),
        Array.ConvertAll(appends, append => append.ExpectedVersion + 1),
        Array.ConvertAll(appends, append => append.Events));

    private static bool IsSameExecution(ExecutionRow stored, ExecutionRow row) =>
        (stored.Arn, stored.Partition, stored.StateMachineId, stored.Revision, stored.PublishedVersion, stored.Alias, StoreTime.Stored(stored.StartedAt))
        == (row.Arn, row.Partition, row.StateMachineId, row.Revision, row.PublishedVersion, row.Alias, StoreTime.Stored(row.StartedAt));

    private static long? Milliseconds(DateTimeOffset? time) => time is { } value ? StoreTime.ToMilliseconds(value) : null;

    private static string? Text(string? text) => text is null ? null : StoredText.Encode(text);
}
