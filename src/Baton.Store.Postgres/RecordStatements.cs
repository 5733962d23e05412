using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>Writes records and what they are found by.</summary>
internal static class RecordStatements
{
    private static readonly Statement Insert = new("insert_record", "kind", "id", "version", "execution_number", "wake_up_at", "due_at", "priority", "search_text", "body");
    private static readonly Statement Update = new("update_record", "version", "execution_number", "wake_up_at", "due_at", "priority", "search_text", "body", "kind", "id");
    private static readonly Statement Delete = new("delete_record", "kind", "id");
    private static readonly Statement InsertFacets = new("insert_record_facets", "kinds", "facets", "ids", "due_ats", "priorities");
    private static readonly Statement DeleteFacets = new("delete_record_facets", "kind", "id");
    private static readonly Statement DeleteOfExecution = new("delete_records_of_execution", "execution_number");
    private static readonly Statement DeleteFacetsOfExecution = new("delete_record_facets_of_execution", "execution_number");

    public static void Put(ChangeBatch batch, StoreChange.PutRecord put)
    {
        var row = put.Row;
        var (kind, wakeUpAt, dueAt) = ((int)row.Kind, Milliseconds(row.WakeUpAt), Milliseconds(row.DueAt));
        batch.AddForRecord(row.Version == 1
            ? Insert.Bind(kind, row.Id, row.Version, row.ExecutionNumber, wakeUpAt, dueAt, row.Priority, row.SearchText, row.Body)
            : Update.Bind(row.Version, row.ExecutionNumber, wakeUpAt, dueAt, row.Priority, row.SearchText, row.Body, kind, row.Id));
        if (row.Version > 1) batch.Add(DeleteFacets.Bind(kind, row.Id));
        if (put.Facets.Count > 0) batch.Add(InsertFacets.Bind(Each(kind), put.Facets.Select(StoredText.Encode).ToArray(), Each(row.Id), Each(dueAt), Each(row.Priority)));

        T[] Each<T>(T value) => [.. Enumerable.Repeat(value, put.Facets.Count)];
    }

    public static IEnumerable<NpgsqlBatchCommand> Remove(RecordKind kind, long id) => [Delete.Bind((int)kind, id), DeleteFacets.Bind((int)kind, id)];

    public static IEnumerable<NpgsqlBatchCommand> RemoveOfExecution(long number) => [DeleteFacetsOfExecution.Bind(number), DeleteOfExecution.Bind(number)];

    private static long? Milliseconds(DateTimeOffset? time) => time is { } value ? StoreTime.ToMilliseconds(value) : null;
}
