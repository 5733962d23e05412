using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>Writes what is owed of asynchronous Express executions.</summary>
internal sealed class ExpressStatements(Connection connection)
{
    private readonly Statement _put = connection.Prepare("put_express_execution", "number", "state_machine_id", "revision", "started");
    private readonly Statement _delete = connection.Prepare("delete_express_execution", "number");

    public void Put(ExpressExecutionRow row) =>
        _put.Bind(1, row.Number).Bind(2, row.StateMachineId).Bind(3, row.Revision).Bind(4, row.Started.Span).Run();

    public void Remove(long number) => _delete.Bind(1, number).Run();
}
