namespace Baton.Store.Postgres;

/// <summary>Gathers what is owed of asynchronous Express executions, and writes it with two statements.</summary>
internal sealed class ExpressStatements
{
    private static readonly Statement Put = new("put_express_executions", "numbers", "state_machine_ids", "revisions", "started");
    private static readonly Statement Delete = new("delete_express_executions", "numbers");

    /// <summary>What becomes of each: a row, or none any more. The last word in a commit counts.</summary>
    private readonly SortedDictionary<long, ExpressExecutionRow?> _rows = [];

    public void Add(ExpressExecutionRow row) => _rows[row.Number] = row;

    public void Remove(long number) => _rows[number] = null;

    /// <summary>Hands over the statements for what was gathered.</summary>
    public void Flush(ChangeBatch batch)
    {
        if (_rows.Values.OfType<ExpressExecutionRow>().ToArray() is { Length: > 0 } put)
        {
            batch.Add(Put.Bind(
                Array.ConvertAll(put, row => row.Number),
                Array.ConvertAll(put, row => row.StateMachineId),
                Array.ConvertAll(put, row => row.Revision),
                Array.ConvertAll(put, row => row.Started)));
        }
        if (_rows.Where(entry => entry.Value is null).Select(entry => entry.Key).ToArray() is { Length: > 0 } removed)
            batch.Add(Delete.Bind(removed));
        _rows.Clear();
    }
}
