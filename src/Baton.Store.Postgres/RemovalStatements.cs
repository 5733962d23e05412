using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>Removes executions and Map Runs.</summary>
internal static class RemovalStatements
{
    private static readonly Statement DeleteExecution = new("delete_execution", "partition", "number", "version", "running");
    private static readonly Statement DeleteEvents = new("delete_events", "partition", "number");
    private static readonly Statement DetachMapRuns = new("detach_map_runs", "number");
    private static readonly Statement DeleteChild = new("delete_map_run_child", "map_run_id", "child_index");
    private static readonly Statement DeleteMapRun = new("delete_map_run", "id");
    private static readonly Statement DeleteChildren = new("delete_map_run_children", "map_run_id");
    private static readonly Statement DeleteRevisions = new("delete_revisions", "state_machine_id");

    /// <summary>Hands over the statements that remove an execution, which must be there as the removal says.</summary>
    public static void Remove(ChangeBatch batch, StoreChange.RemoveExecution removal)
    {
        var row = removal.Row;
        batch.AddForExecutions(DeleteExecution.Bind(row.Partition, row.Number, row.Version, (int)ExecutionStatus.Running), rows: 1);
        batch.Add(DeleteEvents.Bind(row.Partition, row.Number));
        batch.Add(DetachMapRuns.Bind(row.Number));
        foreach (var command in RecordStatements.RemoveOfExecution(row.Number)) batch.Add(command);
        if (removal.ChildIndex is { } index) batch.Add(DeleteChild.Bind(row.StateMachineId, index));
        batch.Add(DeleteRevisions.Bind(row.StateMachineId));
    }

    public static IEnumerable<NpgsqlBatchCommand> RemoveMapRun(long id) => [DeleteMapRun.Bind(id), DeleteChildren.Bind(id), DeleteRevisions.Bind(id)];
}
