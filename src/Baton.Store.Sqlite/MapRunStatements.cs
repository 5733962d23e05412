using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>Writes Map Runs and which executions are their children.</summary>
internal sealed class MapRunStatements(Connection connection)
{
    private readonly Statement _put =
        connection.Prepare("put_map_run", "id", "arn", "execution_number", "status", "started_at", "stopped_at", "details");

    private readonly Statement _insertChild = connection.Prepare("insert_map_run_child", "map_run_id", "child_index", "items", "redrive", "number");
    private readonly Statement _redriveChild = connection.Prepare("redrive_map_run_child", "redrive", "map_run_id", "child_index", "number");

    public void Put(MapRunRow row)
    {
        _put.Bind(1, row.Id).Bind(2, row.Arn).Bind(3, row.ExecutionNumber).Bind(4, (int)row.Status).Bind(5, StoreTime.ToMilliseconds(row.StartedAt));
        _put.Bind(6, row.StoppedAt is { } stopped ? StoreTime.ToMilliseconds(stopped) : null).Bind(7, row.Details);
        Run(_put, $"Expected no other Map Run with the ARN '{row.Arn}', found one.");
    }

    public void Insert(MapRunChild child, ExecutionRow row)
    {
        _insertChild.Bind(1, row.StateMachineId).Bind(2, child.Index).Bind(3, child.Items).Bind(4, child.Redrive).Bind(5, row.Number);
        Run(_insertChild, $"Expected no child {child.Index} of Map Run {row.StateMachineId}, found one.");
    }

    public void Redrive(MapRunChild child, ExecutionRow row)
    {
        _redriveChild.Bind(1, child.Redrive).Bind(2, row.StateMachineId).Bind(3, child.Index).Bind(4, row.Number).Run();
        if (connection.Changes != 1) throw new StoreConflictException($"Expected execution {row.Number} to be child {child.Index} of Map Run {row.StateMachineId}, found that it is not.");
    }

    private static void Run(Statement statement, string conflict)
    {
        try
        {
            statement.Run();
        }
        catch (DatabaseException e) when (Failures.IsDuplicate(e))
        {
            throw new StoreConflictException(conflict);
        }
    }
}
