using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>Runs work as one transaction, and says what a failure leaves: nothing written, or nobody knows.</summary>
internal sealed class Transactions(Connection connection, Breakage breakage)
{
    private readonly Statement _begin = connection.Prepare("begin");
    private readonly Statement _commit = connection.Prepare("commit");

    public void Run(Action work)
    {
        breakage.ThrowIfHappened();
        try
        {
            _begin.Run();
            work();
        }
        catch (DatabaseException e)
        {
            if (Failures.IsBroken(e))
                breakage.Note(e);
            Rollback();
            throw Failures.Of(e);
        }
        catch
        {
            Rollback();
            throw;
        }
        Commit();
    }

    private void Commit()
    {
        try
        {
            _commit.Run();
        }
        catch (DatabaseException e)
        {
            var failure = Failures.OfCommit(e);
            if (failure is StoreBrokenException)
                breakage.Note(e);
            Rollback();
            throw failure;
        }
    }

    /// <summary>Undoes what the transaction did; SQLite itself has done so after the graver failures.</summary>
    private void Rollback()
    {
        if (!connection.InTransaction)
            return;
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (DatabaseException e)
        {
            breakage.Note(e);
            throw Failures.Broken(e);
        }
    }
}
