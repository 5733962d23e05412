using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>Writes records and what they are found by.</summary>
internal sealed class RecordStatements(Connection connection)
{
    private readonly Statement _insert =
        connection.Prepare("insert_record", "kind", "id", "version", "execution_number", "wake_up_at", "due_at", "priority", "search_text", "body");

    private readonly Statement _update =
        connection.Prepare("update_record", "version", "execution_number", "wake_up_at", "due_at", "priority", "search_text", "body", "kind", "id");

    private readonly Statement _delete = connection.Prepare("delete_record", "kind", "id");
    private readonly Statement _insertFacet = connection.Prepare("insert_record_facet", "kind", "facet", "id", "due_at", "priority");
    private readonly Statement _deleteFacets = connection.Prepare("delete_record_facets", "kind", "id");
    private readonly Statement _deleteOfExecution = connection.Prepare("delete_records_of_execution", "execution_number");
    private readonly Statement _deleteFacetsOfExecution = connection.Prepare("delete_record_facets_of_execution", "execution_number");

    public void Put(StoreChange.PutRecord put)
    {
        var row = put.Row;
        var (wakeUpAt, dueAt) = (Milliseconds(row.WakeUpAt), Milliseconds(row.DueAt));
        if (row.Version == 1)
        {
            _insert.Bind(1, (int)row.Kind).Bind(2, row.Id).Bind(3, row.Version).Bind(4, row.ExecutionNumber).Bind(5, wakeUpAt).Bind(6, dueAt);
            _insert.Bind(7, row.Priority).Bind(8, row.SearchText).Bind(9, row.Body).Run();
        }
        else
        {
            _update.Bind(1, row.Version).Bind(2, row.ExecutionNumber).Bind(3, wakeUpAt).Bind(4, dueAt).Bind(5, row.Priority).Bind(6, row.SearchText);
            _update.Bind(7, row.Body).Bind(8, (int)row.Kind).Bind(9, row.Id).Run();
        }
        if (connection.Changes != 1) throw new StoreConflictException(RecordRules.Conflict(row));
        if (row.Version > 1) _deleteFacets.Bind(1, (int)row.Kind).Bind(2, row.Id).Run();
        foreach (var facet in put.Facets) _insertFacet.Bind(1, (int)row.Kind).Bind(2, facet).Bind(3, row.Id).Bind(4, dueAt).Bind(5, row.Priority).Run();
    }

    public void Remove(RecordKind kind, long id)
    {
        _delete.Bind(1, (int)kind).Bind(2, id).Run();
        _deleteFacets.Bind(1, (int)kind).Bind(2, id).Run();
    }

    public void RemoveOfExecution(long number)
    {
        _deleteFacetsOfExecution.Bind(1, number).Run();
        _deleteOfExecution.Bind(1, number).Run();
    }

    private static long? Milliseconds(DateTimeOffset? time) => time is { } value ? StoreTime.ToMilliseconds(value) : null;
}
