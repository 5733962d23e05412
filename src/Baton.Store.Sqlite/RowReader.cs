using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>Reads the row that a statement stands on. The columns are in the order of the SELECTs in <c>sql/</c>.</summary>
internal static class RowReader
{
    public static ExecutionRow Execution(Statement row) => new()
    {
        Number = row.Integer(0),
        Arn = row.Text(1),
        Partition = (int)row.Integer(2),
        StateMachineId = row.Integer(3),
        Revision = (int)row.Integer(4),
        Status = (ExecutionStatus)row.Integer(5),
        StartedAt = Time(row, 6),
        StoppedAt = TimeOrNull(row, 7),
        WakeUpAt = TimeOrNull(row, 8),
        OwedUntil = TimeOrNull(row, 9),
        Version = row.Integer(10),
        PublishedVersion = (int?)row.IntegerOrNull(11),
        Alias = row.TextOrNull(12),
        RedriveCount = (int)row.Integer(13),
        RedrivenAt = TimeOrNull(row, 14),
    };

    public static BoundedCount Count(Statement row) => new((int)row.Integer(0), row.IntegerOrNull(1));

    public static WakeUp WakeUp(Statement row) => new(Time(row, 0), row.Integer(1), (int)row.Integer(2));

    public static EventBatch Events(Statement row) => new(row.Integer(0), row.Blob(1));

    public static StateMachineRow StateMachine(Statement row)
    {
        var id = row.Integer(0);
        return new()
        {
            Id = id,
            Arn = row.Text(1),
            Name = row.Text(2),
            Region = row.Text(3),
            CreatedAt = Time(row, 4),
            Deleting = row.Integer(5) != 0,
            Type = (StateMachineType)row.Integer(6),
            LastVersion = (int)row.Integer(7),
            LastAlias = (int)row.Integer(8),
            Tags = row.Text(9),
            Revision = Revision(row, id, 10),
        };
    }

    public static StateMachineRevisionRow Revision(Statement row) => Revision(row, row.Integer(0), 1);

    public static MapRunRow MapRun(Statement row)
    {
        var id = row.Integer(0);
        return new()
        {
            Id = id,
            Arn = row.Text(1),
            ExecutionNumber = row.Integer(2),
            Status = (MapRunStatus)row.Integer(3),
            StartedAt = Time(row, 4),
            StoppedAt = TimeOrNull(row, 5),
            Details = row.Text(6),
            Revision = Revision(row, id, 7),
        };
    }

    public static StateMachineSummary StateMachineSummary(Statement row) => new(row.Text(0), row.Text(1), (StateMachineType)row.Integer(2), Time(row, 3));

    public static MapRunChildRow MapRunChild(Statement row) =>
        new(new MapRunChild((int)row.Integer(15), (int)row.Integer(16), (int)row.Integer(17)), Execution(row));

    public static StateMachineVersionRow Version(Statement row) =>
        new(row.Integer(0), (int)row.Integer(1), (int)row.Integer(2), row.TextOrNull(3), Time(row, 4));

    public static StateMachineAliasRow Alias(Statement row) => new()
    {
        StateMachineId = row.Integer(0),
        Number = (int)row.Integer(1),
        Name = row.Text(2),
        Description = row.TextOrNull(3),
        First = new VersionRoute((int)row.Integer(4), (int)row.Integer(5)),
        Second = row.IsNull(6) ? null : new VersionRoute((int)row.Integer(6), (int)row.Integer(7)),
        CreatedAt = Time(row, 8),
        UpdatedAt = Time(row, 9),
    };

    public static ExpressExecutionRow ExpressExecution(Statement row) => new(row.Integer(0), row.Integer(1), (int)row.Integer(2), row.Blob(3));

    public static ActivityRow Activity(Statement row) =>
        new(row.Integer(0), row.Text(1), row.Text(2), row.Text(3), Time(row, 4)) { Settings = row.Text(5), Tags = row.Text(6) };

    public static ConnectionRow Connection(Statement row) => new(row.Text(0), row.Text(1), row.Text(2), Time(row, 3), row.Text(4), row.Blob(5));

    public static FunctionRow Function(Statement row) => new(row.Text(0), row.Text(1), Time(row, 2), Time(row, 3));

    public static FunctionEventRow FunctionEvent(Statement row) => new(row.Text(0), row.Text(1), row.TextOrNull(2), row.Blob(3), Time(row, 4));

    public static RecordRow Record(Statement row) => new()
    {
        Kind = (RecordKind)row.Integer(0),
        Id = row.Integer(1),
        Version = (int)row.Integer(2),
        ExecutionNumber = row.IntegerOrNull(3),
        WakeUpAt = TimeOrNull(row, 4),
        DueAt = TimeOrNull(row, 5),
        Priority = (int)row.Integer(6),
        SearchText = row.Text(7),
        Body = row.Text(8),
    };

    public static DateTimeOffset? TimeOrNull(Statement row, int column) =>
        row.IntegerOrNull(column) is { } milliseconds ? StoreTime.FromMilliseconds(milliseconds) : null;

    private static StateMachineRevisionRow Revision(Statement row, long stateMachineId, int column) => new()
    {
        StateMachineId = stateMachineId,
        Number = (int)row.Integer(column),
        RevisionId = row.TextOrNull(column + 1),
        Definition = row.Text(column + 2),
        RoleArn = row.Text(column + 3),
        Settings = row.Text(column + 4),
        CreatedAt = Time(row, column + 5),
    };

    private static DateTimeOffset Time(Statement row, int column) => StoreTime.FromMilliseconds(row.Integer(column));
}
