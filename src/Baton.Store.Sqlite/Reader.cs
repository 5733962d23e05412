using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>One connection that only reads, with its statements. Not for two threads at once.</summary>
internal sealed class Reader(Connection connection) : IDisposable
{
    private readonly Statement _events = connection.Prepare("read_events", "number", "from_version", "batches_max");
    private readonly Statement _eventsBack = connection.Prepare("read_events_back", "number", "before_version", "batches_max");
    private readonly Statement _execution = connection.Prepare("find_execution", "number");
    private readonly Statement _executionByArn = connection.Prepare("find_execution_by_arn", "arn_key", "arn");
    private readonly Statement _executions = connection.Prepare("list_executions", "state_machine_id", "before_number", "redrives_max", "count_max");

    private readonly Statement _executionsByStatus =
        connection.Prepare("list_executions_by_status", "state_machine_id", "status", "before_number", "redrives_max", "count_max");

    private readonly Statement _executionsByVersion =
        connection.Prepare("list_executions_by_version", "state_machine_id", "published_version", "before_number", "redrives_max", "count_max");

    private readonly Statement _executionsByVersionStatus =
        connection.Prepare("list_executions_by_version_status", "state_machine_id", "published_version", "status", "before_number", "redrives_max", "count_max");

    private readonly Statement _executionsByAlias =
        connection.Prepare("list_executions_by_alias", "state_machine_id", "alias", "before_number", "redrives_max", "count_max");

    private readonly Statement _executionsByAliasStatus =
        connection.Prepare("list_executions_by_alias_status", "state_machine_id", "alias", "status", "before_number", "redrives_max", "count_max");

    private readonly Statement _executionsRedriven = connection.Prepare(
        "list_executions_redriven", "state_machine_id", "before_number", "status", "published_version", "alias", "count_max");

    private readonly Statement _countExecutions = connection.Prepare("count_executions", "state_machine_id", "status", "after_number", "count_max");
    private readonly Statement _countRecords = connection.Prepare("count_records", "kind", "facet", "count_max");
    private readonly Statement _executionsByNumber = connection.Prepare("list_executions_by_number", "after_number", "count_max");
    private readonly Statement _orphanedEvents = connection.Prepare("find_orphaned_events", "after_number", "through_number");
    private readonly Statement _orphanedMapRuns = connection.Prepare("find_orphaned_map_runs", "after_number", "through_number");
    private readonly Statement _wakeUps = connection.Prepare("list_wake_ups", "after_at", "after_number", "before", "count_max");
    private readonly Statement _owing = connection.Prepare("list_owing", "since", "after_number", "count_max");
    private readonly Statement _stateMachine = connection.Prepare("find_state_machine", "arn");
    private readonly Statement _revision = connection.Prepare("find_revision", "state_machine_id", "number");
    private readonly Statement _stateMachines = connection.Prepare("list_state_machines", "region", "after_name", "count_max");
    private readonly Statement _deleting = connection.Prepare("list_deleting");
    private readonly Statement _hasOpenExecutions = connection.Prepare("has_open_executions", "state_machine_id", "running");
    private readonly Statement _mapRun = connection.Prepare("find_map_run", "arn");
    private readonly Statement _mapRuns = connection.Prepare("list_map_runs", "execution_number", "after_id", "count_max");
    private readonly Statement _runningMapRuns = connection.Prepare("list_running_map_runs");
    private readonly Statement _mapRunChildren = connection.Prepare("list_map_run_children", "map_run_id", "after_index", "count_max");
    private readonly Statement _version = connection.Prepare("find_version", "state_machine_id", "number");
    private readonly Statement _versions = connection.Prepare("list_versions", "state_machine_id", "before_number", "count_max");
    private readonly Statement _alias = connection.Prepare("find_alias", "state_machine_id", "name");
    private readonly Statement _aliases = connection.Prepare("list_aliases", "state_machine_id", "after_number", "count_max");
    private readonly Statement _expressExecutions = connection.Prepare("list_express_executions", "after_number", "count_max");
    private readonly Statement _record = connection.Prepare("find_record", "kind", "id");
    private readonly Statement _lastRecordId = connection.Prepare("find_last_record_id", "kind");
    private readonly Statement _records = connection.Prepare("list_records", "kind", "before_id", "after_id", "count_max");
    private readonly Statement _recordsByFacet = connection.Prepare("list_records_by_facet",
        "kind", "first", "before_id", "after_id", "second", "third", "fourth", "fifth", "sixth", "due_before", "priority_min", "text", "count_max");

    private readonly Statement _recordWakeUps = connection.Prepare("list_record_wake_ups", "kind", "before", "count_max");
    private readonly Statement _activity = connection.Prepare("find_activity", "arn");
    private readonly Statement _activities = connection.Prepare("list_activities", "region", "after_id", "count_max");
    private readonly Statement _connection = connection.Prepare("find_connection", "region", "name");
    private readonly Statement _connections = connection.Prepare("list_connections", "region", "after_name", "count_max");
    private readonly Statement _functions = connection.Prepare("list_functions", "after_name", "count_max");
    private readonly Statement _functionEvents = connection.Prepare("list_function_events", "after_request_id", "count_max");

    public IReadOnlyList<EventBatch> Events(long number, long fromVersion, int batchesMax) =>
        All(_events.Bind(1, number).Bind(2, fromVersion).Bind(3, batchesMax), RowReader.Events);

    public IReadOnlyList<EventBatch> EventsBack(long number, long beforeVersion, int batchesMax) =>
        All(_eventsBack.Bind(1, number).Bind(2, beforeVersion).Bind(3, batchesMax), RowReader.Events);

    public ExecutionRow? Execution(long number) => First(_execution.Bind(1, number), RowReader.Execution);

    public ExecutionRow? Execution(string arn) => First(_executionByArn.Bind(1, ArnKey.Of(arn)).Bind(2, arn), RowReader.Execution);

    public IReadOnlyList<ExecutionRow> Executions(ExecutionQuery query)
    {
        var status = (long?)query.Status;
        if (query.IsRedriven == true)
        {
            _executionsRedriven.Bind(1, query.StateMachineId).Bind(2, query.BeforeNumber).Bind(3, status).Bind(4, query.PublishedVersion);
            return All(_executionsRedriven.Bind(5, query.Alias).Bind(6, query.CountMax), RowReader.Execution);
        }
        var statement = query switch
        {
            { PublishedVersion: { } version } => status is null ? _executionsByVersion.Bind(2, version) : _executionsByVersionStatus.Bind(2, version).Bind(3, status),
            { Alias: { } alias } => status is null ? _executionsByAlias.Bind(2, alias) : _executionsByAliasStatus.Bind(2, alias).Bind(3, status),
            _ => status is null ? _executions : _executionsByStatus.Bind(2, status),
        };
        var bound = 1 + (status is null ? 0 : 1) + (query.PublishedVersion is null && query.Alias is null ? 0 : 1);
        statement.Bind(1, query.StateMachineId).Bind(bound + 1, query.BeforeNumber).Bind(bound + 2, query.IsRedriven == false ? 0 : int.MaxValue);
        return All(statement.Bind(bound + 3, query.CountMax), RowReader.Execution);
    }

    public IReadOnlyList<ExecutionRow> ExecutionsByNumber(long afterNumber, int countMax) =>
        All(_executionsByNumber.Bind(1, afterNumber).Bind(2, countMax), RowReader.Execution);

    public IReadOnlyList<string> Orphans(long afterNumber, long throughNumber) =>
    [
        .. All(_orphanedEvents.Bind(1, afterNumber).Bind(2, throughNumber), row => $"Events of execution {row.Integer(0)} are stored, and the execution is not."),
        .. All(_orphanedMapRuns.Bind(1, afterNumber).Bind(2, throughNumber), row => $"Map Run {row.Integer(0)} is of execution {row.Integer(1)}, which is not stored."),
    ];

    public IReadOnlyList<WakeUp> WakeUps(DateTimeOffset before, WakeUp? after, int countMax)
    {
        var place = after is null ? (At: long.MinValue, Number: long.MinValue) : (At: StoreTime.ToMilliseconds(after.At), after.Number);
        return All(_wakeUps.Bind(1, place.At).Bind(2, place.Number).Bind(3, StoreTime.ToMillisecondsCeiling(before)).Bind(4, countMax), RowReader.WakeUp);
    }

    public IReadOnlyList<ExecutionRow> Owing(DateTimeOffset since, long afterNumber, int countMax) =>
        All(_owing.Bind(1, StoreTime.ToMillisecondsCeiling(since)).Bind(2, afterNumber).Bind(3, countMax), RowReader.Execution);

    public BoundedCount CountExecutions(long stateMachineId, ExecutionStatus status, long afterNumber, int countMax) =>
        All(_countExecutions.Bind(1, stateMachineId).Bind(2, (int)status).Bind(3, afterNumber).Bind(4, countMax), RowReader.Count).Single();

    public BoundedCount CountRecords(RecordKind kind, string facet, int countMax) =>
        All(_countRecords.Bind(1, (int)kind).Bind(2, facet).Bind(3, countMax), RowReader.Count).Single();

    public StateMachineRow? StateMachine(string arn) => First(_stateMachine.Bind(1, arn), RowReader.StateMachine);

    public StateMachineRevisionRow? Revision(long stateMachineId, int revision) =>
        First(_revision.Bind(1, stateMachineId).Bind(2, revision), RowReader.Revision);

    public IReadOnlyList<StateMachineSummary> StateMachines(string region, string afterName, int countMax) =>
        All(_stateMachines.Bind(1, region).Bind(2, afterName).Bind(3, countMax), RowReader.StateMachineSummary);

    public IReadOnlyList<StateMachineRow> Deleting() => All(_deleting, RowReader.StateMachine);

    public bool HasOpenExecutions(long stateMachineId)
    {
        _hasOpenExecutions.Bind(1, stateMachineId).Bind(2, (int)ExecutionStatus.Running);
        using var rows = _hasOpenExecutions.Query();
        return rows.Read() && _hasOpenExecutions.Integer(0) != 0;
    }

    public MapRunRow? MapRun(string arn) => First(_mapRun.Bind(1, arn), RowReader.MapRun);

    public IReadOnlyList<MapRunRow> MapRuns(long executionNumber, long afterId, int countMax) =>
        All(_mapRuns.Bind(1, executionNumber).Bind(2, afterId).Bind(3, countMax), RowReader.MapRun);

    public IReadOnlyList<MapRunRow> RunningMapRuns() => All(_runningMapRuns, RowReader.MapRun);

    public IReadOnlyList<MapRunChildRow> MapRunChildren(long mapRunId, int afterIndex, int countMax) =>
        All(_mapRunChildren.Bind(1, mapRunId).Bind(2, afterIndex).Bind(3, countMax), RowReader.MapRunChild);

    public StateMachineVersionRow? Version(long stateMachineId, int number) => First(_version.Bind(1, stateMachineId).Bind(2, number), RowReader.Version);

    public IReadOnlyList<StateMachineVersionRow> Versions(long stateMachineId, int beforeNumber, int countMax) =>
        All(_versions.Bind(1, stateMachineId).Bind(2, beforeNumber).Bind(3, countMax), RowReader.Version);

    public StateMachineAliasRow? Alias(long stateMachineId, string name) => First(_alias.Bind(1, stateMachineId).Bind(2, name), RowReader.Alias);

    public IReadOnlyList<StateMachineAliasRow> Aliases(long stateMachineId, int afterNumber, int countMax) =>
        All(_aliases.Bind(1, stateMachineId).Bind(2, afterNumber).Bind(3, countMax), RowReader.Alias);

    public IReadOnlyList<ExpressExecutionRow> ExpressExecutions(long afterNumber, int countMax) =>
        All(_expressExecutions.Bind(1, afterNumber).Bind(2, countMax), RowReader.ExpressExecution);

    public ActivityRow? Activity(string arn) => First(_activity.Bind(1, arn), RowReader.Activity);

    public IReadOnlyList<ActivityRow> Activities(string region, long afterId, int countMax) =>
        All(_activities.Bind(1, region).Bind(2, afterId).Bind(3, countMax), RowReader.Activity);

    public ConnectionRow? Connection(string region, string name) => First(_connection.Bind(1, region).Bind(2, name), RowReader.Connection);

    public IReadOnlyList<ConnectionRow> Connections(string region, string afterName, int countMax) =>
        All(_connections.Bind(1, region).Bind(2, afterName).Bind(3, countMax), RowReader.Connection);

    public IReadOnlyList<FunctionRow> Functions(string afterName, int countMax) => All(_functions.Bind(1, afterName).Bind(2, countMax), RowReader.Function);

    public IReadOnlyList<FunctionEventRow> FunctionEvents(string afterRequestId, int countMax) =>
        All(_functionEvents.Bind(1, afterRequestId).Bind(2, countMax), RowReader.FunctionEvent);

    public RecordRow? Record(RecordKind kind, long id) => First(_record.Bind(1, (int)kind).Bind(2, id), RowReader.Record);

    public long LastRecordId(RecordKind kind)
    {
        using var rows = _lastRecordId.Bind(1, (int)kind).Query();
        return rows.Read() ? _lastRecordId.Integer(0) : 0;
    }

    public IReadOnlyList<RecordRow> Records(RecordQuery query)
    {
        if (query.Facets is not [var first, ..])
            return All(_records.Bind(1, (int)query.Kind).Bind(2, query.BeforeId).Bind(3, query.AfterId).Bind(4, query.CountMax), RowReader.Record);
        _recordsByFacet.Bind(1, (int)query.Kind).Bind(2, first).Bind(3, query.BeforeId).Bind(4, query.AfterId);
        for (var i = 1; i < RecordQuery.FacetsMax; i++) _recordsByFacet.Bind(4 + i, query.Facets.ElementAtOrDefault(i));
        var dueBefore = query.DueBefore is { } time ? StoreTime.ToMillisecondsCeiling(time) : (long?)null;
        return All(_recordsByFacet.Bind(10, dueBefore).Bind(11, query.PriorityMin).Bind(12, query.Text).Bind(13, query.CountMax), RowReader.Record);
    }

    public IReadOnlyList<RecordRow> RecordWakeUps(RecordKind kind, DateTimeOffset before, int countMax) =>
        All(_recordWakeUps.Bind(1, (int)kind).Bind(2, StoreTime.ToMillisecondsCeiling(before)).Bind(3, countMax), RowReader.Record);

    public void Dispose() => connection.Dispose();

    private static T? First<T>(Statement statement, Func<Statement, T> read) where T : class
    {
        using var rows = statement.Query();
        return rows.Read() ? read(statement) : null;
    }

    private static List<T> All<T>(Statement statement, Func<Statement, T> read)
    {
        var all = new List<T>();
        using var rows = statement.Query();
        while (rows.Read())
        {
            all.Add(read(statement));
        }
        return all;
    }
}
