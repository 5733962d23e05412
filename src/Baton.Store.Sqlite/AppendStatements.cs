using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>Writes appends: the row of the execution and one row of events.</summary>
internal sealed class AppendStatements(Connection connection)
{
    private readonly Statement _insert = connection.Prepare("insert_execution",
        "number", "version", "status", "wake_up_at", "owed_until", "stopped_at", "revision",
        "partition", "state_machine_id", "started_at", "arn_key", "published_version", "alias", "arn");

    private readonly Statement _advance = connection.Prepare("advance_execution",
        "version", "wake_up_at", "owed_until", "stopped_at", "number", "expected_version", "status", "revision",
        "partition", "state_machine_id", "started_at", "arn_key", "published_version", "alias");

    private readonly Statement _replace = connection.Prepare("replace_execution",
        "version", "wake_up_at", "owed_until", "stopped_at", "status", "redrive_count", "redriven_at", "revision", "number", "expected_version",
        "partition", "state_machine_id", "started_at", "arn_key", "published_version", "alias");

    private readonly Statement _events = connection.Prepare("insert_events", "number", "first_version", "events");
    private readonly Statement _find = connection.Prepare("find_execution", "number");

    public void Apply(StoreChange.Append append)
    {
        if (append.ExpectedVersion == 0)
            Insert(append.Row);
        else
            Update(append);
        if (append.Events.IsEmpty)
            return;
        _events.Bind(1, append.Row.Number).Bind(2, append.ExpectedVersion + 1).Bind(3, append.Events.Span).Run();
    }

    private void Insert(ExecutionRow row)
    {
        _insert.Bind(1, row.Number).Bind(2, row.Version).Bind(3, (int)row.Status);
        _insert.Bind(4, Milliseconds(row.WakeUpAt)).Bind(5, Milliseconds(row.OwedUntil)).Bind(6, Milliseconds(row.StoppedAt)).Bind(7, row.Revision);
        BindIdentity(_insert, 8, row);
        _insert.Bind(14, row.Arn);
        try
        {
            _insert.Run();
        }
        catch (DatabaseException e) when (Failures.IsDuplicate(e))
        {
            throw new StoreConflictException($"Expected no execution {row.Number} for '{row.Arn}', found one.");
        }
    }

    private void Update(StoreChange.Append append)
    {
        // Only a close and a redrive change the status. A redrive pays for the guess with a second look at a page that is at hand.
        if (append.Row.Status == ExecutionStatus.Running && TryAdvance(append))
            return;
        if (!TryReplace(append))
            throw WhyNot(append);
    }

    private bool TryAdvance(StoreChange.Append append)
    {
        BindChanging(_advance, append.Row);
        _advance.Bind(5, append.Row.Number).Bind(6, append.ExpectedVersion).Bind(7, (int)append.Row.Status).Bind(8, append.Row.Revision);
        BindIdentity(_advance, 9, append.Row);
        _advance.Run();
        return connection.Changes == 1;
    }

    private bool TryReplace(StoreChange.Append append)
    {
        BindChanging(_replace, append.Row);
        _replace.Bind(5, (int)append.Row.Status).Bind(6, append.Row.RedriveCount).Bind(7, Milliseconds(append.Row.RedrivenAt));
        _replace.Bind(8, append.Row.Revision).Bind(9, append.Row.Number).Bind(10, append.ExpectedVersion);
        BindIdentity(_replace, 11, append.Row);
        _replace.Run();
        return connection.Changes == 1;
    }

    private Exception WhyNot(StoreChange.Append append)
    {
        _find.Bind(1, append.Row.Number);
        using var rows = _find.Query();
        if (!rows.Read())
            return new StoreConflictException($"Expected execution {append.Row.Number} at version {append.ExpectedVersion}, found none.");
        var stored = RowReader.Execution(_find);
        return stored.Version == append.ExpectedVersion
            ? ChangeRules.NotTheSameExecution(stored)
            : new StoreConflictException($"Expected execution {stored.Number} at version {append.ExpectedVersion}, found version {stored.Version}.");
    }

    private static void BindChanging(Statement statement, ExecutionRow row) =>
        statement.Bind(1, row.Version).Bind(2, Milliseconds(row.WakeUpAt)).Bind(3, Milliseconds(row.OwedUntil)).Bind(4, Milliseconds(row.StoppedAt));

    private static void BindIdentity(Statement statement, int position, ExecutionRow row) => statement
        .Bind(position, row.Partition)
        .Bind(position + 1, row.StateMachineId)
        .Bind(position + 2, StoreTime.ToMilliseconds(row.StartedAt))
        .Bind(position + 3, ArnKey.Of(row.Arn))
        .Bind(position + 4, row.PublishedVersion)
        .Bind(position + 5, row.Alias);

    private static long? Milliseconds(DateTimeOffset? time) => time is { } value ? StoreTime.ToMilliseconds(value) : null;
}
