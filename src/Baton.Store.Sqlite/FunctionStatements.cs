using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>Writes functions, and the events that they owe.</summary>
internal sealed class FunctionStatements(Connection connection)
{
    private readonly Statement _put = connection.Prepare("put_function", "name", "settings", "created_at", "updated_at");
    private readonly Statement _delete = connection.Prepare("delete_function", "name");
    private readonly Statement _putEvent = connection.Prepare("put_function_event", "request_id", "function_arn", "client_context", "payload", "created_at");
    private readonly Statement _deleteEvent = connection.Prepare("delete_function_event", "request_id");

    public void Put(FunctionRow row) => _put
        .Bind(1, row.Name).Bind(2, row.Settings).Bind(3, StoreTime.ToMilliseconds(row.CreatedAt)).Bind(4, StoreTime.ToMilliseconds(row.UpdatedAt)).Run();

    public void Remove(string name) => _delete.Bind(1, name).Run();

    public void Put(FunctionEventRow row) => _putEvent
        .Bind(1, row.RequestId).Bind(2, row.FunctionArn).Bind(3, row.ClientContext).Bind(4, row.Payload.Span).Bind(5, StoreTime.ToMilliseconds(row.CreatedAt)).Run();

    public void RemoveEvent(string requestId) => _deleteEvent.Bind(1, requestId).Run();
}
