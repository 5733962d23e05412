using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>Writes commits. Not for two threads at once.</summary>
/// <remarks>
/// A commit is two round trips: everything up to the record of the commit, then COMMIT. What fails before COMMIT is asked for is undone, whatever it was.
/// When the answer to COMMIT is lost, the number of the last commit in the database says whether it was written.
/// </remarks>
internal sealed class Writer(Session session, Breakage breakage)
{
    /// <summary>So often a transaction is tried that others make fail.</summary>
    private const int AttemptsMax = 5;

    private static readonly Statement RecordClose = new("record_close");

    private bool _hasCommitted;

    /// <inheritdoc cref="IStore.OwesRedelivery"/>
    public bool OwesRedelivery { get; set; }

    public async Task CommitAsync(IReadOnlyList<StoreChange> changes, DateTimeOffset now)
    {
        for (var attempt = 1; ; attempt++)
        {
            var connection = await ConnectedAsync();
            try
            {
                if (!await TryApplyAsync(connection, changes, now))
                    throw await WhyNotAsync(connection, changes);
                await FinishAsync(connection);
                return;
            }
            catch (NpgsqlException e)
            {
                await UndoAsync();
                // Nothing was written. A session that was lost is tried again once: a commit that ends sessions must not end one after the other.
                if (attempt < (Failures.IsSessionLost(e) ? 2 : Failures.IsLostRace(e) ? AttemptsMax : 0)) continue;
                throw Refusal(e);
            }
            catch
            {
                await UndoAsync();
                throw;
            }
        }
    }

    /// <summary>
    /// Says in the database that nothing was lost. What cannot be said is not said: the next opening finds the store as after a crash, which it is made for.
    /// </summary>
    public async Task CloseAsync()
    {
        if (!_hasCommitted || OwesRedelivery) return;
        try
        {
            await (await ConnectedAsync()).ExecuteAsync(RecordClose.Bind());
        }
        catch (Exception e) when (e is NpgsqlException or StoreUnavailableException or StoreBrokenException)
        {
            await session.LoseAsync();
        }
    }

    private async Task<NpgsqlConnection> ConnectedAsync()
    {
        breakage.ThrowIfHappened();
        try
        {
            return await session.ConnectedAsync();
        }
        catch (NpgsqlException e)
        {
            throw Refusal(e);
        }
    }

    private Exception Refusal(NpgsqlException e)
    {
        var failure = Failures.Of(e);
        return failure is StoreBrokenException broken ? breakage.Note(broken) : failure;
    }

    /// <returns>Whether the changes fit what is stored. The transaction is open still.</returns>
    private async Task<bool> TryApplyAsync(NpgsqlConnection connection, IReadOnlyList<StoreChange> changes, DateTimeOffset now)
    {
        var batch = new ChangeBatch(changes);
        var begin = new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL READ COMMITTED");
        var owned = session.LockPartitions(batch.Partitions);
        var record = batch.Record(now, OwesRedelivery, session.CommitNumber);
        try
        {
            if (!batch.Fits) return false;
            await connection.ExecuteAsync([begin, owned, .. batch.Commands, record]);
        }
        catch (PostgresException e) when (Failures.IsDuplicate(e))
        {
            return false;
        }
        if (owned.Rows != (ulong)batch.Partitions.Count || record.Rows != 1)
            throw new StoreConflictException("Expected to own the partitions that are written to, found that another server has taken them over.");
        return batch.FoundExecutions && batch.FoundChildren && batch.FoundRecords;
    }

    private async Task FinishAsync(NpgsqlConnection connection)
    {
        try
        {
            await connection.ExecuteAsync(new NpgsqlBatchCommand("COMMIT"));
        }
        catch (NpgsqlException e)
        {
            if (!await session.WasCommittedAsync(e)) throw;
        }
        session.Committed();
        _hasCommitted = true;
    }

    /// <summary>The first change that does not fit, found by applying them one by one; the way above only says that there is one.</summary>
    private static async Task<Exception> WhyNotAsync(NpgsqlConnection connection, IReadOnlyList<StoreChange> changes)
    {
        await connection.ExecuteAsync("ROLLBACK; BEGIN ISOLATION LEVEL READ COMMITTED");
        foreach (var change in Singly(changes))
        {
            var batch = new ChangeBatch([change]);
            try
            {
                await connection.ExecuteAsync(batch.Commands);
            }
            catch (PostgresException e) when (Failures.IsDuplicate(e))
            {
                return Conflicts.OfDuplicate(change, e.ConstraintName);
            }
            if (!batch.FoundRecords) return new StoreConflictException(RecordRules.Conflict(((StoreChange.PutRecord)change).Row));
            if (!batch.FoundExecutions && change is StoreChange.RemoveExecution(var row)) return Conflicts.OfRemoval(row);
            if (!batch.FoundExecutions) return await Conflicts.OfVersionAsync(connection, (StoreChange.Append)change);
            if (!batch.FoundChildren) return Conflicts.OfChild((StoreChange.Append)change);
        }
        return new InvalidOperationException("Expected a change that does not fit what is stored, found none.");
    }

    private static IEnumerable<StoreChange> Singly(IEnumerable<StoreChange> changes) =>
        changes.SelectMany(change => change is StoreChange.Group group ? Singly(group.Changes) : [change]);

    private async Task UndoAsync()
    {
        try
        {
            await session.UndoAsync();
        }
        catch (NpgsqlException)
        {
            await session.LoseAsync(); // the server undoes what a lost session did
        }
    }
}
