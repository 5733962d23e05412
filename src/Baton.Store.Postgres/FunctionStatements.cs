using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>Writes functions, and the events that they owe.</summary>
internal static class FunctionStatements
{
    private static readonly Statement PutFunction = new("put_function", "name", "settings", "created_at", "updated_at");
    private static readonly Statement DeleteFunction = new("delete_function", "name");
    private static readonly Statement PutEvent = new("put_function_event", "request_id", "function_arn", "client_context", "payload", "created_at");
    private static readonly Statement DeleteEvent = new("delete_function_event", "request_id");

    public static IEnumerable<NpgsqlBatchCommand> Put(FunctionRow row) =>
        [PutFunction.Bind(row.Name, row.Settings, StoreTime.ToMilliseconds(row.CreatedAt), StoreTime.ToMilliseconds(row.UpdatedAt))];

    public static IEnumerable<NpgsqlBatchCommand> Remove(string name) => [DeleteFunction.Bind(name)];

    public static IEnumerable<NpgsqlBatchCommand> Put(FunctionEventRow row) =>
        [PutEvent.Bind(row.RequestId, row.FunctionArn, row.ClientContext, row.Payload.ToArray(), StoreTime.ToMilliseconds(row.CreatedAt))];

    public static IEnumerable<NpgsqlBatchCommand> RemoveEvent(string requestId) => [DeleteEvent.Bind(requestId)];
}
