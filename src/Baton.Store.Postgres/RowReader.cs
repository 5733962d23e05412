using System.Data.Common;

namespace Baton.Store.Postgres;

/// <summary>Reads the row that a reader stands on. The columns are in the order of the SELECTs in <c>sql/</c>.</summary>
internal static class RowReader
{
    public static ExecutionRow Execution(DbDataReader row) => new()
    {
        Number = row.GetInt64(0),
        Arn = Text(row, 1),
        Partition = row.GetInt32(2),
        StateMachineId = row.GetInt64(3),
        Revision = row.GetInt32(4),
        Status = (ExecutionStatus)row.GetInt32(5),
        StartedAt = Time(row, 6),
        StoppedAt = TimeOrNull(row, 7),
        WakeUpAt = TimeOrNull(row, 8),
        OwedUntil = TimeOrNull(row, 9),
        Version = row.GetInt64(10),
        PublishedVersion = row.IsDBNull(11) ? null : row.GetInt32(11),
        Alias = TextOrNull(row, 12),
        RedriveCount = row.GetInt32(13),
        RedrivenAt = TimeOrNull(row, 14),
    };

    public static BoundedCount Count(DbDataReader row) => new(row.GetInt32(0), row.IsDBNull(1) ? null : row.GetInt64(1));

    public static WakeUp WakeUp(DbDataReader row) => new(Time(row, 0), row.GetInt64(1), row.GetInt32(2));

    public static EventBatch Events(DbDataReader row) => new(row.GetInt64(0), row.GetFieldValue<byte[]>(1));

    public static StateMachineRow StateMachine(DbDataReader row)
    {
        var id = row.GetInt64(0);
        return new()
        {
            Id = id,
            Arn = Text(row, 1),
            Name = Text(row, 2),
            Region = Text(row, 3),
            CreatedAt = Time(row, 4),
            Deleting = row.GetInt32(5) != 0,
            Type = (StateMachineType)row.GetInt32(6),
            LastVersion = row.GetInt32(7),
            LastAlias = row.GetInt32(8),
            Tags = Text(row, 9),
            Revision = Revision(row, id, 10),
        };
    }

    public static StateMachineRevisionRow Revision(DbDataReader row) => Revision(row, row.GetInt64(0), 1);

    public static MapRunRow MapRun(DbDataReader row)
    {
        var id = row.GetInt64(0);
        return new()
        {
            Id = id,
            Arn = Text(row, 1),
            ExecutionNumber = row.GetInt64(2),
            Status = (MapRunStatus)row.GetInt32(3),
            StartedAt = Time(row, 4),
            StoppedAt = TimeOrNull(row, 5),
            Details = Text(row, 6),
            Revision = Revision(row, id, 7),
        };
    }

    public static StateMachineSummary StateMachineSummary(DbDataReader row) => new(Text(row, 0), Text(row, 1), (StateMachineType)row.GetInt32(2), Time(row, 3));

    public static MapRunChildRow MapRunChild(DbDataReader row) =>
        new(new MapRunChild(row.GetInt32(15), row.GetInt32(16), row.GetInt32(17)), Execution(row));

    public static StateMachineVersionRow Version(DbDataReader row) => new(row.GetInt64(0), row.GetInt32(1), row.GetInt32(2), TextOrNull(row, 3), Time(row, 4));

    public static StateMachineAliasRow Alias(DbDataReader row) => new()
    {
        StateMachineId = row.GetInt64(0),
        Number = row.GetInt32(1),
        Name = Text(row, 2),
        Description = TextOrNull(row, 3),
        First = new VersionRoute(row.GetInt32(4), row.GetInt32(5)),
        Second = row.IsDBNull(6) ? null : new VersionRoute(row.GetInt32(6), row.GetInt32(7)),
        CreatedAt = Time(row, 8),
        UpdatedAt = Time(row, 9),
    };

    public static ExpressExecutionRow ExpressExecution(DbDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3));

    public static ActivityRow Activity(DbDataReader row) =>
        new(row.GetInt64(0), Text(row, 1), Text(row, 2), Text(row, 3), Time(row, 4)) { Settings = Text(row, 5), Tags = Text(row, 6) };

    public static ConnectionRow Connection(DbDataReader row) => new(Text(row, 0), Text(row, 1), Text(row, 2), Time(row, 3), Text(row, 4), row.GetFieldValue<byte[]>(5));

    public static FunctionRow Function(DbDataReader row) => new(Text(row, 0), Text(row, 1), Time(row, 2), Time(row, 3));

    public static FunctionEventRow FunctionEvent(DbDataReader row) => new(Text(row, 0), Text(row, 1), TextOrNull(row, 2), row.GetFieldValue<byte[]>(3), Time(row, 4));

    public static RecordRow Record(DbDataReader row) => new()
    {
        Kind = (RecordKind)row.GetInt32(0),
        Id = row.GetInt64(1),
        Version = row.GetInt32(2),
        ExecutionNumber = row.IsDBNull(3) ? null : row.GetInt64(3),
        WakeUpAt = TimeOrNull(row, 4),
        DueAt = TimeOrNull(row, 5),
        Priority = row.GetInt32(6),
        SearchText = Text(row, 7),
        Body = Text(row, 8),
    };

    public static DateTimeOffset? TimeOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Time(row, column);

    private static StateMachineRevisionRow Revision(DbDataReader row, long stateMachineId, int column) => new()
    {
        StateMachineId = stateMachineId,
        Number = row.GetInt32(column),
        RevisionId = TextOrNull(row, column + 1),
        Definition = Text(row, column + 2),
        RoleArn = Text(row, column + 3),
        Settings = Text(row, column + 4),
        CreatedAt = Time(row, column + 5),
    };

    private static string Text(DbDataReader row, int column) => StoredText.Decode(row.GetString(column));

    private static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Text(row, column);

    private static DateTimeOffset Time(DbDataReader row, int column) => StoreTime.FromMilliseconds(row.GetInt64(column));
}
