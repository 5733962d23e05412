using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>The statements that read, bound to what is asked.</summary>
internal static class Reads
{
    private static readonly Statement ReadEvents = new("read_events", "number", "from_version", "batches_max");
    private static readonly Statement ReadEventsBack = new("read_events_back", "number", "before_version", "batches_max");
    private static readonly Statement FindExecution = new("find_execution", "number");
    private static readonly Statement FindExecutionByArn = new("find_execution_by_arn", "arn_key", "arn");
    private static readonly Statement ListExecutions = new("list_executions", "state_machine_id", "before_number", "redrives_max", "count_max");

    private static readonly Statement ListExecutionsByStatus =
        new("list_executions_by_status", "state_machine_id", "status", "before_number", "redrives_max", "count_max");

    private static readonly Statement ListExecutionsByVersion =
        new("list_executions_by_version", "state_machine_id", "published_version", "before_number", "redrives_max", "count_max");

    private static readonly Statement ListExecutionsByVersionStatus =
        new("list_executions_by_version_status", "state_machine_id", "published_version", "status", "before_number", "redrives_max", "count_max");

    private static readonly Statement ListExecutionsByAlias =
        new("list_executions_by_alias", "state_machine_id", "alias", "before_number", "redrives_max", "count_max");

    private static readonly Statement ListExecutionsByAliasStatus =
        new("list_executions_by_alias_status", "state_machine_id", "alias", "status", "before_number", "redrives_max", "count_max");

    private static readonly Statement ListExecutionsRedriven =
        new("list_executions_redriven", "state_machine_id", "before_number", "status", "published_version", "alias", "count_max");

    private static readonly Statement CountOfExecutions = new("count_executions", "state_machine_id", "status", "after_number", "count_max");
    private static readonly Statement CountOfRecords = new("count_records", "kind", "facet", "count_max");
    private static readonly Statement MeasureBytes = new("measure_bytes");
    private static readonly Statement ListExecutionsByNumber = new("list_executions_by_number", "after_number", "count_max");
    private static readonly Statement FindOrphanedEvents = new("find_orphaned_events", "last_partition", "after_number", "through_number");
    private static readonly Statement FindOrphanedMapRuns = new("find_orphaned_map_runs", "after_number", "through_number");
    private static readonly Statement ListWakeUps = new("list_wake_ups", "after_at", "after_number", "before", "count_max");
    private static readonly Statement ListOwing = new("list_owing", "since", "after_number", "count_max");
    private static readonly Statement ListExpressExecutions = new("list_express_executions", "after_number", "count_max");
    private static readonly Statement FindRecord = new("find_record", "kind", "id");
    private static readonly Statement FindLastRecordId = new("find_last_record_id", "kind");
    private static readonly Statement ListRecords = new("list_records", "kind", "before_id", "after_id", "count_max");
    private static readonly Statement ListRecordsByFacet = new("list_records_by_facet",
        "kind", "first", "before_id", "after_id", "second", "third", "fourth", "fifth", "sixth", "due_before", "priority_min", "text", "count_max");

    private static readonly Statement ListRecordWakeUps = new("list_record_wake_ups", "kind", "before", "count_max");
    private static readonly Statement FindStateMachine = new("find_state_machine", "arn");
    private static readonly Statement FindRevision = new("find_revision", "state_machine_id", "number");
    private static readonly Statement ListStateMachines = new("list_state_machines", "region", "after_name", "count_max");
    private static readonly Statement ListDeleting = new("list_deleting");
    private static readonly Statement HasOpen = new("has_open_executions", "state_machine_id", "running");
    private static readonly Statement FindMapRun = new("find_map_run", "arn");
    private static readonly Statement ListMapRuns = new("list_map_runs", "execution_number", "after_id", "count_max");
    private static readonly Statement ListRunningMapRuns = new("list_running_map_runs");
    private static readonly Statement ListMapRunChildren = new("list_map_run_children", "map_run_id", "after_index", "count_max");
    private static readonly Statement FindVersion = new("find_version", "state_machine_id", "number");
    private static readonly Statement ListVersions = new("list_versions", "state_machine_id", "before_number", "count_max");
    private static readonly Statement FindAlias = new("find_alias", "state_machine_id", "name");
    private static readonly Statement ListAliases = new("list_aliases", "state_machine_id", "after_number", "count_max");
    private static readonly Statement FindActivity = new("find_activity", "arn");
    private static readonly Statement ListActivities = new("list_activities", "region", "after_id", "count_max");
    private static readonly Statement FindConnection = new("find_connection", "region", "name");
    private static readonly Statement ListConnections = new("list_connections", "region", "after_name", "count_max");
    private static readonly Statement ListFunctions = new("list_functions", "after_name", "count_max");
    private static readonly Statement ListFunctionEvents = new("list_function_events", "after_request_id", "count_max");

    public static NpgsqlBatchCommand Events(long number, long fromVersion, int batchesMax) => ReadEvents.Bind(number, fromVersion, batchesMax);

    public static NpgsqlBatchCommand EventsBack(long number, long beforeVersion, int batchesMax) => ReadEventsBack.Bind(number, beforeVersion, batchesMax);

    public static NpgsqlBatchCommand Execution(long number) => FindExecution.Bind(number);

    public static NpgsqlBatchCommand Execution(string arn) => FindExecutionByArn.Bind(ArnKey.Of(arn), arn);

    public static NpgsqlBatchCommand Executions(ExecutionQuery query)
    {
        var (machine, before, status, redrivesMax) = (query.StateMachineId, query.BeforeNumber, (int?)query.Status, query.IsRedriven == false ? 0 : int.MaxValue);
        return query switch
        {
            { IsRedriven: true } => ListExecutionsRedriven.Bind(machine, before, status, query.PublishedVersion, query.Alias, query.CountMax),
            { PublishedVersion: { } version, Status: null } => ListExecutionsByVersion.Bind(machine, version, before, redrivesMax, query.CountMax),
            { PublishedVersion: { } version } => ListExecutionsByVersionStatus.Bind(machine, version, status, before, redrivesMax, query.CountMax),
            { Alias: { } alias, Status: null } => ListExecutionsByAlias.Bind(machine, alias, before, redrivesMax, query.CountMax),
            { Alias: { } alias } => ListExecutionsByAliasStatus.Bind(machine, alias, status, before, redrivesMax, query.CountMax),
            { Status: null } => ListExecutions.Bind(machine, before, redrivesMax, query.CountMax),
            _ => ListExecutionsByStatus.Bind(machine, status, before, redrivesMax, query.CountMax),
        };
    }

    public static NpgsqlBatchCommand ExecutionsByNumber(long afterNumber, int countMax) => ListExecutionsByNumber.Bind(afterNumber, countMax);

    public static NpgsqlBatchCommand OrphanedEvents(int partitions, long afterNumber, long throughNumber) =>
        FindOrphanedEvents.Bind(partitions - 1, afterNumber, throughNumber);

    public static NpgsqlBatchCommand OrphanedMapRuns(long afterNumber, long throughNumber) => FindOrphanedMapRuns.Bind(afterNumber, throughNumber);

    public static NpgsqlBatchCommand WakeUps(DateTimeOffset before, WakeUp? after, int countMax)
    {
        var (at, number) = after is null ? (long.MinValue, long.MinValue) : (StoreTime.ToMilliseconds(after.At), after.Number);
        return ListWakeUps.Bind(at, number, StoreTime.ToMillisecondsCeiling(before), countMax);
    }

    public static NpgsqlBatchCommand Owing(DateTimeOffset since, long afterNumber, int countMax) =>
        ListOwing.Bind(StoreTime.ToMillisecondsCeiling(since), afterNumber, countMax);

    public static NpgsqlBatchCommand ExpressExecutions(long afterNumber, int countMax) => ListExpressExecutions.Bind(afterNumber, countMax);

    public static NpgsqlBatchCommand StateMachine(string arn) => FindStateMachine.Bind(arn);

    public static NpgsqlBatchCommand Revision(long stateMachineId, int revision) => FindRevision.Bind(stateMachineId, revision);

    public static NpgsqlBatchCommand StateMachines(string region, string afterName, int countMax) => ListStateMachines.Bind(region, afterName, countMax);

    public static NpgsqlBatchCommand Deleting() => ListDeleting.Bind();

    public static NpgsqlBatchCommand HasOpenExecutions(long stateMachineId) => HasOpen.Bind(stateMachineId, (int)ExecutionStatus.Running);

    public static NpgsqlBatchCommand MapRun(string arn) => FindMapRun.Bind(arn);

    public static NpgsqlBatchCommand MapRuns(long executionNumber, long afterId, int countMax) => ListMapRuns.Bind(executionNumber, afterId, countMax);

    public static NpgsqlBatchCommand RunningMapRuns() => ListRunningMapRuns.Bind();

    public static NpgsqlBatchCommand MapRunChildren(long mapRunId, int afterIndex, int countMax) => ListMapRunChildren.Bind(mapRunId, afterIndex, countMax);

    public static NpgsqlBatchCommand Version(long stateMachineId, int number) => FindVersion.Bind(stateMachineId, number);

    public static NpgsqlBatchCommand Versions(long stateMachineId, int beforeNumber, int countMax) => ListVersions.Bind(stateMachineId, beforeNumber, countMax);

    public static NpgsqlBatchCommand Alias(long stateMachineId, string name) => FindAlias.Bind(stateMachineId, name);

    public static NpgsqlBatchCommand Aliases(long stateMachineId, int afterNumber, int countMax) => ListAliases.Bind(stateMachineId, afterNumber, countMax);

    public static NpgsqlBatchCommand Activity(string arn) => FindActivity.Bind(arn);

    public static NpgsqlBatchCommand Activities(string region, long afterId, int countMax) => ListActivities.Bind(region, afterId, countMax);

    public static NpgsqlBatchCommand Connection(string region, string name) => FindConnection.Bind(region, name);

    public static NpgsqlBatchCommand Connections(string region, string afterName, int countMax) => ListConnections.Bind(region, afterName, countMax);

    public static NpgsqlBatchCommand Functions(string afterName, int countMax) => ListFunctions.Bind(afterName, countMax);

    public static NpgsqlBatchCommand FunctionEvents(string afterRequestId, int countMax) => ListFunctionEvents.Bind(afterRequestId, countMax);

    public static NpgsqlBatchCommand Record(RecordKind kind, long id) => FindRecord.Bind((int)kind, id);

    public static NpgsqlBatchCommand CountExecutions(long stateMachineId, ExecutionStatus status, long afterNumber, int countMax) => CountOfExecutions.Bind(stateMachineId, (int)status, afterNumber, countMax);

    public static NpgsqlBatchCommand CountRecords(RecordKind kind, string facet, int countMax) => CountOfRecords.Bind((int)kind, facet, countMax);

    public static NpgsqlBatchCommand Bytes() => MeasureBytes.Bind();

    public static NpgsqlBatchCommand LastRecordId(RecordKind kind) => FindLastRecordId.Bind((int)kind);

    public static NpgsqlBatchCommand Records(RecordQuery query)
    {
        if (query.Facets.Count == 0) return ListRecords.Bind((int)query.Kind, query.BeforeId, query.AfterId, query.CountMax);
        object? Facet(int index) => query.Facets.ElementAtOrDefault(index);
        return ListRecordsByFacet.Bind(
            (int)query.Kind, Facet(0), query.BeforeId, query.AfterId, Facet(1), Facet(2), Facet(3), Facet(4), Facet(5),
            query.DueBefore is { } time ? StoreTime.ToMillisecondsCeiling(time) : null, query.PriorityMin, query.Text, query.CountMax);
    }

    public static NpgsqlBatchCommand RecordWakeUps(RecordKind kind, DateTimeOffset before, int countMax) =>
        ListRecordWakeUps.Bind((int)kind, StoreTime.ToMillisecondsCeiling(before), countMax);
}
