using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>Writes state machines, their revisions, versions and aliases, Map Runs, activities, and connections.</summary>
internal static class RegistryStatements
{
    private static readonly Statement PutMachine =
        new("put_state_machine", "id", "arn", "name", "region", "created_at", "deleting", "revision", "type", "last_version", "last_alias", "tags");

    private static readonly Statement PutRevision =
        new("put_revision", "state_machine_id", "number", "revision_id", "role_arn", "created_at", "settings", "definition");

    private static readonly Statement DeleteMachine = new("delete_state_machine", "id");
    private static readonly Statement DeleteRevisions = new("delete_revisions", "state_machine_id");
    private static readonly Statement PutVersion = new("put_version", "state_machine_id", "number", "revision", "description", "created_at");
    private static readonly Statement DeleteVersion = new("delete_version", "state_machine_id", "number");
    private static readonly Statement DeleteVersions = new("delete_versions", "state_machine_id");

    private static readonly Statement PutAlias = new("put_alias",
        "state_machine_id", "number", "name", "description", "first_version", "first_weight", "second_version", "second_weight", "created_at", "updated_at");

    private static readonly Statement DeleteAlias = new("delete_alias", "state_machine_id", "number");
    private static readonly Statement DeleteAliases = new("delete_aliases", "state_machine_id");
    private static readonly Statement PutMapRun = new("put_map_run", "id", "arn", "execution_number", "status", "started_at", "stopped_at", "details");
    private static readonly Statement PutActivity = new("put_activity", "id", "arn", "name", "region", "created_at", "settings", "tags");
    private static readonly Statement DeleteActivity = new("delete_activity", "id");
    private static readonly Statement PutConnection = new("put_connection", "region", "name", "arn", "created_at", "settings", "secrets");
    private static readonly Statement DeleteConnection = new("delete_connection", "region", "name");

    public static IEnumerable<NpgsqlBatchCommand> Put(StateMachineRow row) =>
    [
        PutMachine.Bind(
            row.Id, row.Arn, row.Name, row.Region, StoreTime.ToMilliseconds(row.CreatedAt), row.Deleting ? 1 : 0, row.Revision.Number, (int)row.Type,
            row.LastVersion, row.LastAlias, row.Tags),
        Put(row.Id, row.Revision),
    ];

    public static IEnumerable<NpgsqlBatchCommand> RemoveStateMachine(long id) =>
        [DeleteMachine.Bind(id), DeleteVersions.Bind(id), DeleteAliases.Bind(id), DeleteRevisions.Bind(id)];

    public static IEnumerable<NpgsqlBatchCommand> Put(MapRunRow row) =>
    [
        PutMapRun.Bind(row.Id, row.Arn, row.ExecutionNumber, (int)row.Status, StoreTime.ToMilliseconds(row.StartedAt), Milliseconds(row.StoppedAt), row.Details),
        Put(row.Id, row.Revision),
    ];

    public static IEnumerable<NpgsqlBatchCommand> Put(StateMachineVersionRow row) =>
        [PutVersion.Bind(row.StateMachineId, row.Number, row.Revision, row.Description, StoreTime.ToMilliseconds(row.CreatedAt))];

    public static IEnumerable<NpgsqlBatchCommand> RemoveVersion(long stateMachineId, int number) => [DeleteVersion.Bind(stateMachineId, number)];

    public static IEnumerable<NpgsqlBatchCommand> Put(StateMachineAliasRow row) =>
    [
        PutAlias.Bind(
            row.StateMachineId, row.Number, row.Name, row.Description, row.First.Version, row.First.Weight, row.Second?.Version, row.Second?.Weight,
            StoreTime.ToMilliseconds(row.CreatedAt), StoreTime.ToMilliseconds(row.UpdatedAt)),
    ];

    public static IEnumerable<NpgsqlBatchCommand> RemoveAlias(long stateMachineId, int number) => [DeleteAlias.Bind(stateMachineId, number)];

    public static IEnumerable<NpgsqlBatchCommand> Put(ActivityRow row) =>
        [PutActivity.Bind(row.Id, row.Arn, row.Name, row.Region, StoreTime.ToMilliseconds(row.CreatedAt), row.Settings, row.Tags)];

    public static IEnumerable<NpgsqlBatchCommand> RemoveActivity(long id) => [DeleteActivity.Bind(id)];

    public static IEnumerable<NpgsqlBatchCommand> Put(ConnectionRow row) =>
        [PutConnection.Bind(row.Region, row.Name, row.Arn, StoreTime.ToMilliseconds(row.CreatedAt), row.Settings, row.Secrets)];

    public static IEnumerable<NpgsqlBatchCommand> RemoveConnection(string region, string name) => [DeleteConnection.Bind(region, name)];

    private static NpgsqlBatchCommand Put(long stateMachineId, StateMachineRevisionRow revision) => PutRevision.Bind(
        stateMachineId, revision.Number, revision.RevisionId, revision.RoleArn, StoreTime.ToMilliseconds(revision.CreatedAt), revision.Settings, revision.Definition);

    private static long? Milliseconds(DateTimeOffset? time) => time is { } value ? StoreTime.ToMilliseconds(value) : null;
}
