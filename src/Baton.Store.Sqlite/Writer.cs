using System.Diagnostics;
using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>The one connection that writes. Not for two threads at once.</summary>
internal sealed class Writer
{
    private readonly Connection _connection;
    private readonly int _pageBytes;
    private readonly Breakage _breakage;
    private readonly Checkpointer _checkpointer;
    private readonly Transactions _transactions;
    private readonly AppendStatements _appends;
    private readonly RegistryStatements _registry;
    private readonly ExpressStatements _express;
    private readonly FunctionStatements _functions;
    private readonly MapRunStatements _mapRuns;
    private readonly RecordStatements _records;
    private readonly RemovalStatements _removals;
    private readonly Reclaimer _reclaimer;
    private readonly Statement _setPaused;
    private readonly Statement _recordCommit;
    private readonly Statement _recordClose;
    private bool _hasCommitted;
    private bool _hasReclaimed = true; // the process before may have, and ended before the file became shorter

    public Writer(Connection connection, Checkpointer checkpointer, Breakage breakage, SqliteStoreOptions options, int pageBytes)
    {
        _connection = connection;
        _pageBytes = pageBytes;
        _checkpointer = checkpointer;
        _breakage = breakage;
        _transactions = new(connection, breakage);
        _appends = new(connection);
        _registry = new(connection);
        _express = new(connection);
        _functions = new(connection);
        _mapRuns = new(connection);
        _records = new(connection);
        _removals = new(connection);
        _reclaimer = new(connection, _transactions, options, pageBytes);
        _setPaused = connection.Prepare("set_paused", "paused");
        _recordCommit = connection.Prepare("record_commit", "owes_redelivery", "last_commit_at", "number", "state_machine_id", "activity_id");
        _recordClose = connection.Prepare("record_close");
    }

    /// <inheritdoc cref="IStore.OwesRedelivery"/>
    public bool OwesRedelivery { get; set; }

    public void Commit(IReadOnlyList<StoreChange> changes, DateTimeOffset now)
    {
        _transactions.Run(() => Apply(changes, now));
        _hasCommitted = true;
        Checkpoint(_checkpointer.AfterCommit);
    }

    /// <summary>Begins a copy of the database; its steps are for the same thread as commits.</summary>
    public BackupWriter BackUp(string path) => new(_connection, path, _pageBytes);

    /// <summary>Gives back a little of the space that is free.</summary>
    /// <returns>Whether more is left.</returns>
    public bool Reclaim()
    {
        _breakage.ThrowIfHappened();
        try
        {
            var isMore = _reclaimer.Step();
            if (isMore)
                Checkpoint(_checkpointer.AfterCommit);
            else if (_hasReclaimed)
                Checkpoint(_checkpointer.Copy);
            return _hasReclaimed = isMore;
        }
        catch (DatabaseException e)
        {
            if (Failures.IsBroken(e))
                _breakage.Note(e);
            throw Failures.Of(e);
        }
    }

    /// <summary>
    /// Says in the database that nothing was lost, and closes it. What cannot be said is not said: the next opening finds the store as after a crash,
    /// which it is made for. After a breakage nothing is touched any more.
    /// </summary>
    public void Close()
    {
        using (_connection)
        {
            try
            {
                _breakage.ThrowIfHappened();
                if (_hasCommitted && !OwesRedelivery)
                    _transactions.Run(_recordClose.Run);
                _checkpointer.Finish();
            }
            catch (Exception e) when (e is StoreUnavailableException or StoreBrokenException or DatabaseException)
            {
                _connection.DisableCheckpointOnClose();
            }
        }
    }

    private void Apply(IReadOnlyList<StoreChange> changes, DateTimeOffset now)
    {
        var highest = new Highest();
        for (var i = 0; i < changes.Count; i++)
        {
            Apply(changes[i], ref highest);
        }
        _recordCommit.Bind(1, OwesRedelivery ? 1 : 0).Bind(2, StoreTime.ToMilliseconds(now)).Bind(3, highest.Number).Bind(4, highest.StateMachineId).Bind(5, highest.ActivityId).Run();
    }

    private void Apply(StoreChange change, ref Highest highest)
    {
        switch (change)
        {
            case StoreChange.Append append:
                _appends.Apply(append);
                if (append.Child is { } child && append.ExpectedVersion == 0)
                    _mapRuns.Insert(child, append.Row);
                else if (append.Child is { } redriven)
                    _mapRuns.Redrive(redriven, append.Row);
                highest.Number = Math.Max(highest.Number, append.Row.Number);
                break;
            case StoreChange.RemoveExecution removal:
                _removals.Remove(removal);
                _records.RemoveOfExecution(removal.Row.Number);
                break;
            case StoreChange.PutStateMachine(var row):
                _registry.Put(row);
                highest.StateMachineId = Math.Max(highest.StateMachineId, row.Id);
                break;
            case StoreChange.RemoveStateMachine(var id):
                _registry.RemoveStateMachine(id);
                break;
            case StoreChange.PutMapRun(var row):
                _mapRuns.Put(row);
                _registry.Put(row.Id, row.Revision);
                highest.StateMachineId = Math.Max(highest.StateMachineId, row.Id);
                break;
            case StoreChange.RemoveMapRun(var id):
                _removals.RemoveMapRun(id);
                break;
            case StoreChange.PutVersion(var row):
                _registry.Put(row);
                break;
            case StoreChange.RemoveVersion(var machine, var version):
                _registry.RemoveVersion(machine, version);
                break;
            case StoreChange.PutAlias(var row):
                _registry.Put(row);
                break;
            case StoreChange.RemoveAlias(var machine, var alias):
                _registry.RemoveAlias(machine, alias);
                break;
            case StoreChange.PutExpressExecution(var row):
                _express.Put(row);
                highest.Number = Math.Max(highest.Number, row.Number);
                break;
            case StoreChange.RemoveExpressExecution(var id):
                _express.Remove(id);
                break;
            case StoreChange.PutActivity(var row):
                _registry.Put(row);
                highest.ActivityId = Math.Max(highest.ActivityId, row.Id);
                break;
            case StoreChange.RemoveActivity(var id):
                _registry.RemoveActivity(id);
                break;
            case StoreChange.PutConnection(var row):
                _registry.Put(row);
                break;
            case StoreChange.RemoveConnection(var region, var name):
                _registry.RemoveConnection(region, name);
                break;
            case StoreChange.PutFunction(var row):
                _functions.Put(row);
                break;
            case StoreChange.RemoveFunction(var name):
                _functions.Remove(name);
                break;
            case StoreChange.PutFunctionEvent(var row):
                _functions.Put(row);
                break;
            case StoreChange.RemoveFunctionEvent(var requestId):
                _functions.RemoveEvent(requestId);
                break;
            case StoreChange.PutRecord put:
                _records.Put(put);
                break;
            case StoreChange.RemoveRecord(var kind, var id):
                _records.Remove(kind, id);
                break;
            case StoreChange.SetPaused(var isPaused):
                _setPaused.Bind(1, isPaused ? 1 : 0).Run();
                break;
            case StoreChange.Group(var together):
                foreach (var part in together) Apply(part, ref highest);
                break;
            default:
                throw new UnreachableException($"No statement for {change.GetType().Name}.");
        }
    }

    /// <summary>
    /// A failed copy takes nothing back of the commit before it, which is in the log: it is the next write that is refused. A full disk only delays
    /// the copy; when the log finds no room either, the commits tell.
    /// </summary>
    private void Checkpoint(Action copy)
    {
        try
        {
            copy();
        }
        catch (DatabaseException e)
        {
            if (!Failures.IsFull(e))
                _breakage.Note(e);
        }
    }

    /// <summary>The highest ids of a commit.</summary>
    private struct Highest
    {
        public long Number, StateMachineId, ActivityId;
    }
}
