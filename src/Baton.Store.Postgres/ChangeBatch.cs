using System.Diagnostics;
using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>
/// The changes of a commit as statements that go to the server together. Appends, which are nearly all there is, and Express executions are gathered;
/// any other change is its own statements, between what came before it and what comes after.
/// </summary>
internal sealed class ChangeBatch
{
    private static readonly Statement RecordCommit =
        new("record_commit", "owes_redelivery", "last_commit_at", "number", "state_machine_id", "activity_id", "commit_number");

    private static readonly Statement SetPaused = new("set_paused", "paused");

    private readonly List<NpgsqlBatchCommand> _commands = [];
    private readonly List<(NpgsqlBatchCommand Command, int Rows)> _executions = [];
    private readonly List<(NpgsqlBatchCommand Command, int Rows)> _children = [];
    private readonly List<NpgsqlBatchCommand> _records = [];
    private readonly SortedSet<int> _partitions = [];
    private readonly AppendStatements _appends = new();
    private readonly ExpressStatements _express = new();
    private long _number;
    private long _stateMachineId;
    private long _activityId;

    public ChangeBatch(IReadOnlyList<StoreChange> changes)
    {
        Fits = true;
        foreach (var change in changes)
        {
            Apply(change);
        }
        Flush();
    }

    /// <summary>Whether the changes fit each other. Whether they fit what is stored, is known after they ran.</summary>
    public bool Fits { get; private set; }

    /// <summary>The partitions whose executions the changes are about.</summary>
    public ICollection<int> Partitions => _partitions;

    public IReadOnlyList<NpgsqlBatchCommand> Commands => _commands;

    /// <summary>Whether every execution that is continued was found at its version.</summary>
    public bool FoundExecutions => _executions.TrueForAll(expected => expected.Command.Rows == (ulong)expected.Rows);

    /// <summary>Whether every child of a Map Run that is redriven was found.</summary>
    public bool FoundChildren => _children.TrueForAll(expected => expected.Command.Rows == (ulong)expected.Rows);

    /// <summary>Whether every record was at the version that is continued.</summary>
    public bool FoundRecords => _records.TrueForAll(command => command.Rows == 1);

    public void Add(NpgsqlBatchCommand command) => _commands.Add(command);

    public void AddForExecutions(NpgsqlBatchCommand command, int rows)
    {
        _commands.Add(command);
        _executions.Add((command, rows));
    }

    public void AddForChildren(NpgsqlBatchCommand command, int rows)
    {
        _commands.Add(command);
        _children.Add((command, rows));
    }

    public void AddForRecord(NpgsqlBatchCommand command)
    {
        _commands.Add(command);
        _records.Add(command);
    }

    /// <summary>The statement that counts the commit, and remembers the highest ids.</summary>
    public NpgsqlBatchCommand Record(DateTimeOffset now, bool owesRedelivery, long commitNumber) =>
        RecordCommit.Bind(owesRedelivery, StoreTime.ToMilliseconds(now), _number, _stateMachineId, _activityId, commitNumber);

    private void Apply(StoreChange change)
    {
        switch (change)
        {
            case StoreChange.Append append:
                if (append.Child is not null && _appends.HasChild(append.Row.Number)) Flush();
                Fits &= _appends.TryAdd(append);
                _partitions.Add(append.Row.Partition);
                _number = Math.Max(_number, append.Row.Number);
                break;
            case StoreChange.RemoveExecution removal:
                Flush();
                _partitions.Add(removal.Row.Partition);
                RemovalStatements.Remove(this, removal);
                break;
            case StoreChange.PutExpressExecution(var row):
                _express.Add(row);
                _number = Math.Max(_number, row.Number);
                break;
            case StoreChange.RemoveExpressExecution(var number):
                _express.Remove(number);
                break;
            case StoreChange.PutRecord put:
                RecordStatements.Put(this, put);
                break;
            case StoreChange.Group(var together):
                foreach (var part in together) Apply(part);
                break;
            default:
                Flush();
                _commands.AddRange(Registry(change));
                break;
        }
    }

    private IEnumerable<NpgsqlBatchCommand> Registry(StoreChange change)
    {
        switch (change)
        {
            case StoreChange.PutStateMachine(var row):
                _stateMachineId = Math.Max(_stateMachineId, row.Id);
                return RegistryStatements.Put(row);
            case StoreChange.RemoveStateMachine(var id):
                return RegistryStatements.RemoveStateMachine(id);
            case StoreChange.PutMapRun(var row):
                _stateMachineId = Math.Max(_stateMachineId, row.Id);
                return RegistryStatements.Put(row);
            case StoreChange.RemoveMapRun(var id):
                return RemovalStatements.RemoveMapRun(id);
            case StoreChange.RemoveRecord(var kind, var id):
                return RecordStatements.Remove(kind, id);
            case StoreChange.SetPaused(var isPaused):
                return [SetPaused.Bind(isPaused ? 1 : 0)];
            case StoreChange.PutVersion(var row):
                return RegistryStatements.Put(row);
            case StoreChange.RemoveVersion(var machine, var version):
                return RegistryStatements.RemoveVersion(machine, version);
            case StoreChange.PutAlias(var row):
                return RegistryStatements.Put(row);
            case StoreChange.RemoveAlias(var machine, var alias):
                return RegistryStatements.RemoveAlias(machine, alias);
            case StoreChange.PutActivity(var row):
                _activityId = Math.Max(_activityId, row.Id);
                return RegistryStatements.Put(row);
            case StoreChange.RemoveActivity(var id):
                return RegistryStatements.RemoveActivity(id);
            case StoreChange.PutConnection(var row):
                return RegistryStatements.Put(row);
            case StoreChange.RemoveConnection(var region, var name):
                return RegistryStatements.RemoveConnection(region, name);
            case StoreChange.PutFunction(var row):
                return FunctionStatements.Put(row);
            case StoreChange.RemoveFunction(var name):
                return FunctionStatements.Remove(name);
            case StoreChange.PutFunctionEvent(var row):
                return FunctionStatements.Put(row);
            case StoreChange.RemoveFunctionEvent(var requestId):
                return FunctionStatements.RemoveEvent(requestId);
            default:
                throw new UnreachableException($"No statement for {change.GetType().Name}.");
        }
    }

    private void Flush()
    {
        _appends.Flush(this);
        _express.Flush(this);
    }
}
