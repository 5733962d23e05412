using Baton.Engine.Execution;
using Baton.Runtime.Storage;
using Baton.Store;
using Baton.Testing;

namespace Baton.Simulation.Checking;

/// <summary>
/// Sees every commit that became durable, whatever the server was told of it, and holds it against what it knows by then. It shares no code with the
/// engine and the runtime but the reading of events.
/// </summary>
internal sealed class Checker(Breaches breaches, TimeSpan redeliveryWindow)
{
    private readonly Dictionary<long, ExecutionModel> _executions = [];
    private readonly Dictionary<string, ExecutionModel> _byArn = new(StringComparer.Ordinal);
    private readonly Dictionary<TaskToken, string> _children = [];

    /// <summary>Told of each event; null where nobody wants to know.</summary>
    public Action<string>? Tell { get; init; }

    public TokenBook Tokens { get; } = new();

    public RegistryModel Registry { get; } = new(breaches);

    public MapRunModels MapRuns { get; } = new(breaches);

    public ExpressModels Express { get; } = new(breaches);

    public IReadOnlyCollection<ExecutionModel> Executions => _executions.Values;

    public int Commits { get; private set; }

    public ExecutionModel? Find(string arn) => _byArn.GetValueOrDefault(arn);

    public ExecutionModel? Find(long number) => _executions.GetValueOrDefault(number);

    public void Written(IReadOnlyList<StoreChange> changes)
    {
        Commits++;
        foreach (var change in changes) Apply(change);
    }

    /// <summary>What must hold when nothing fails any more and everybody has done what is expected.</summary>
    public void End()
    {
        foreach (var open in _executions.Values.Where(execution => !execution.HasEnded)) breaches.Add("open", $"{open.Arn} has not ended; it waits for {open.Waits}.");
        MapRuns.End();
        Express.End();
        Registry.End();
    }

    /// <summary>What is to be done at once, or as soon as somebody polls: where it is the same minutes later, it is late.</summary>
    public IEnumerable<string> Due() => _executions.Values.SelectMany(execution => execution.Due()).Concat(MapRuns.Due(Find)).Concat(Registry.Due(IsOpen));

    /// <summary>What was written must be what stands on the disk.</summary>
    public void Compare(MemoryDisk disk)
    {
        foreach (var (row, batches) in disk.Executions) Compare(row, batches);
        if (disk.Executions.Count() != _executions.Count) breaches.Add("store", $"{disk.Executions.Count()} executions are on the disk, {_executions.Count} were written.");
        Registry.Compare(disk);
        MapRuns.Compare(disk);
        Express.Compare(disk);
    }

    private void Compare(ExecutionRow row, IReadOnlyList<EventBatch> batches)
    {
        var version = 0L;
        foreach (var batch in batches)
        {
            if (batch.FirstVersion != version + 1) breaches.Add("store", $"{row.Arn} has a batch from {batch.FirstVersion} after {version}.");
            version += EventCodec.Decode(batch.Events).Count;
        }
        if (version != row.Version || Find(row.Number)?.Version != version) breaches.Add("store", $"{row.Arn} has {version} events, its row says {row.Version}, {Find(row.Number)?.Version} were written.");
    }

    private void Apply(StoreChange change)
    {
        if (change is not StoreChange.Append) Tell?.Invoke($"{change}");
        switch (change)
        {
            case StoreChange.Append append: Apply(append); break;
            case StoreChange.Group group:
                foreach (var inner in group.Changes) Apply(inner);
                break;
            case StoreChange.PutMapRun put: MapRuns.Put(put.Row, Tokens, Find(put.Row.ExecutionNumber)); break;
            case StoreChange.PutExpressExecution put: Express.Owed(put.Row); break;
            case StoreChange.RemoveExpressExecution remove: Express.Removed(remove.Number, Registry); break;
            default: Registry.Apply(change, IsOpen); break;
        }
    }

    private bool IsOpen(long machine) => _executions.Values.Any(execution => !execution.HasEnded && execution.MachineId == machine);

    private void Apply(StoreChange.Append append)
    {
        var (row, isNew) = (append.Row, append.ExpectedVersion == 0);
        if (isNew) Begin(append);
        if (!_executions.TryGetValue(row.Number, out var execution)) return;
        if (execution.Version != append.ExpectedVersion) breaches.Add("store", $"{row.Arn}: version {execution.Version} was continued as {append.ExpectedVersion}.");
        foreach (var happened in EventCodec.Decode(append.Events))
        {
            Tell?.Invoke($"{row.Number} {row.Arn.AsSpan(row.Arn.IndexOf("execution", StringComparison.Ordinal))} {happened}");
            execution.Apply(happened);
        }
        if (isNew) StartedBy(execution);
        Compare(row, execution);
        if (execution.Stuck() is { } stuck) breaches.Add("stuck", $"{row.Arn}: {stuck}.");
        if (execution.Identity.Parent is { } parent) MapRuns.Child(parent, row.StateMachineId, execution, append.Child, isNew);
    }

    private void Begin(StoreChange.Append append)
    {
        var row = append.Row;
        if (_byArn.ContainsKey(row.Arn)) breaches.Add("twice", $"{row.Arn} was started twice.");
        if (Registry.ScopeOf(row.StateMachineId, row.Revision) is not { } definition && (definition = MapRuns.ScopeOf(row.StateMachineId)) is null)
        {
            breaches.Add("registry", $"{row.Arn} was started of machine {row.StateMachineId} revision {row.Revision}, which is not there.");
            return;
        }
        var execution = new ExecutionModel(row.Number, row.Arn, definition, Tokens, breaches) { MachineId = row.StateMachineId };
        if (!_executions.TryAdd(row.Number, execution)) breaches.Add("twice", $"Number {row.Number} was given out twice.");
        _byArn[row.Arn] = execution;
    }

    private void StartedBy(ExecutionModel execution)
    {
        Registry.Started(execution);
        if (execution.Identity.StartedBy is not { } task) return;
        if (!_children.TryAdd(task.Token, execution.Arn)) breaches.Add("twice", $"A task started {_children[task.Token]} and {execution.Arn}.");
        if (Tokens.Find(task.Token) is null && task.Token.Partition < short.MaxValue) breaches.Add("early", $"{execution.Arn} was started by a task that is not durable.");
    }

    /// <summary>While something that was handed out is open, a row may be looked at for longer than it has to, not for ever.</summary>
    private bool OwesEnough(ExecutionRow row, ExecutionModel execution)
    {
        var expected = execution.OwedUntil(redeliveryWindow);
        return row.OwedUntil == expected || (expected is not null && row.OwedUntil > expected && row.OwedUntil < DateTimeOffset.MaxValue);
    }

    /// <summary>The row says what the events say.</summary>
    private void Compare(ExecutionRow row, ExecutionModel execution)
    {
        Same("version", row.Version, execution.Version);
        Same("status", $"{row.Status}", $"{execution.Status}");
        Same("start", row.StartedAt, execution.Identity.StartedAt);
        Same("stop", row.StoppedAt, execution.StoppedAt);
        Same("wake-up", row.WakeUpAt, execution.WakeUpAt);
        if (!OwesEnough(row, execution)) breaches.Add("row", $"{row.Arn} at version {row.Version}: its row owes until {row.OwedUntil:O}, its events until {execution.OwedUntil(redeliveryWindow):O}.");
        Same("redrives", (row.RedriveCount, row.RedrivenAt), (execution.Redrives.Count, execution.Redrives.Count == 0 ? null : execution.Redrives[^1].At));
        Same("version and alias", (row.PublishedVersion, row.Alias), (execution.Identity.StateMachineVersion, execution.Identity.StateMachineAlias));

        void Same<T>(string what, T said, T expected)
        {
            if (!EqualityComparer<T>.Default.Equals(said, expected)) breaches.Add("row", $"{row.Arn} at version {row.Version}: its row says {what} {said}, its events {expected}.");
        }
    }
}
