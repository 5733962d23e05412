namespace Baton.Store.Copying;

/// <summary>A column, with the type of its values: <see cref="int"/>, <see cref="long"/>, <see cref="string"/> or an array of bytes. Any of them may be null.</summary>
public sealed record StoreColumn(string Name, Type Type);

/// <summary>
/// A table as every store has it, so that a store can be copied row by row. Times are <see cref="StoreTime"/>'s milliseconds, flags are 0 and 1.
/// What a store has beside these is its own: its keys, its locks, its migrations.
/// </summary>
public sealed record StoreTable(string Name, params IReadOnlyList<StoreColumn> Columns)
{
    /// <summary>All tables, in the order in which they are written.</summary>
    public static IReadOnlyList<StoreTable> All { get; } =
    [
        new("state_machines",
            Long("id"), Text("arn"), Text("name"), Text("region"), Long("created_at"), Integer("deleting"), Integer("revision"), Integer("type"),
            Integer("last_version"), Integer("last_alias"), Text("tags")),
        new("state_machine_revisions",
            Long("state_machine_id"), Integer("number"), Text("revision_id"), Text("role_arn"), Long("created_at"), Text("settings"), Text("definition")),
        new("state_machine_versions", Long("state_machine_id"), Integer("number"), Integer("revision"), Text("description"), Long("created_at")),
        new("state_machine_aliases",
            Long("state_machine_id"), Integer("number"), Text("name"), Text("description"), Integer("first_version"), Integer("first_weight"),
            Integer("second_version"), Integer("second_weight"), Long("created_at"), Long("updated_at")),
        new("activities", Long("id"), Text("arn"), Text("name"), Text("region"), Long("created_at"), Text("settings"), Text("tags")),
        new("connections", Text("region"), Text("name"), Text("arn"), Long("created_at"), Text("settings"), Bytes("secrets")),
        new("functions", Text("name"), Text("settings"), Long("created_at"), Long("updated_at")),
        new("function_events", Text("request_id"), Text("function_arn"), Text("client_context"), Bytes("payload"), Long("created_at")),
        new("map_runs",
            Long("id"), Text("arn"), Long("execution_number"), Integer("status"), Long("started_at"), Long("stopped_at"), Text("details")),
        new("map_run_children", Long("map_run_id"), Integer("child_index"), Integer("items"), Integer("redrive"), Long("number")),
        new("express_executions", Long("number"), Long("state_machine_id"), Integer("revision"), Bytes("started")),
        new("executions",
            Long("number"), Long("version"), Integer("status"), Long("wake_up_at"), Long("owed_until"), Long("stopped_at"), Integer("partition"),
            Long("state_machine_id"), Integer("revision"), Long("started_at"), Long("arn_key"), Text("arn"), Integer("published_version"), Text("alias"),
            Integer("redrive_count"), Long("redriven_at")),
        new("events", Long("number"), Long("first_version"), Integer("partition"), Bytes("events")),
        new("records",
            Integer("kind"), Long("id"), Integer("version"), Long("execution_number"), Long("wake_up_at"), Long("due_at"), Integer("priority"), Text("search_text"),
            Text("body")),
        new("record_facets", Integer("kind"), Text("facet"), Long("id"), Long("due_at"), Integer("priority")),
        new("store",
            Integer("id"), Integer("partitions"), Long("last_number"), Long("last_state_machine_id"), Long("last_activity_id"), Long("last_commit_at"),
            Integer("closed_cleanly"), Integer("paused")),
    ];

    private static StoreColumn Integer(string name) => new(name, typeof(int));

    private static StoreColumn Long(string name) => new(name, typeof(long));

    private static StoreColumn Text(string name) => new(name, typeof(string));

    private static StoreColumn Bytes(string name) => new(name, typeof(byte[]));
}
