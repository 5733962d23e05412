using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>Removes executions and Map Runs. The events of a removed execution stay where they are, unread: <see cref="Reclaimer"/> deletes them.</summary>
internal sealed class RemovalStatements(Connection connection)
{
    private readonly Statement _deleteExecution = connection.Prepare("delete_execution", "number", "version", "running");
    private readonly Statement _insertRemoved = connection.Prepare("insert_removed_execution", "number");
    private readonly Statement _detachMapRuns = connection.Prepare("detach_map_runs", "number");
    private readonly Statement _deleteChild = connection.Prepare("delete_map_run_child", "map_run_id", "child_index");
    private readonly Statement _deleteMapRun = connection.Prepare("delete_map_run", "id");
    private readonly Statement _deleteChildren = connection.Prepare("delete_map_run_children", "map_run_id");
    private readonly Statement _deleteRevisions = connection.Prepare("delete_revisions", "state_machine_id");

    public void Remove(StoreChange.RemoveExecution removal)
    {
        var row = removal.Row;
        _deleteExecution.Bind(1, row.Number).Bind(2, row.Version).Bind(3, (int)ExecutionStatus.Running).Run();
        if (connection.Changes != 1)
            throw new StoreConflictException($"Expected execution {row.Number} closed at version {row.Version}, found none or another.");
        _insertRemoved.Bind(1, row.Number).Run();
        _detachMapRuns.Bind(1, row.Number).Run();
        if (removal.ChildIndex is { } index)
            _deleteChild.Bind(1, row.StateMachineId).Bind(2, index).Run();
        _deleteRevisions.Bind(1, row.StateMachineId).Run();
    }

    public void RemoveMapRun(long id)
    {
        _deleteMapRun.Bind(1, id).Run();
        _deleteChildren.Bind(1, id).Run();
        _deleteRevisions.Bind(1, id).Run();
    }
}
