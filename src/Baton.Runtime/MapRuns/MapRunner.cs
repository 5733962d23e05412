using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.MapRuns;

/// <summary>One Map Run: reads items, starts or redrives children as far as the concurrency allows, counts how they end, and tells the execution that waits.</summary>
internal sealed partial class MapRunner
{
    private const int ConcurrencyMax = 10_000; // as at AWS, where the definition gives no limit or a higher one
    private const int StartsMax = 256;

    private readonly MapRunServices _services;
    private readonly MapRunChildren _children = new();
    private readonly Signal _changed = new();
    private readonly Gate _writing = new();
    private readonly long _number;
    private readonly Effect.RunMap? _effect;
    private volatile MapRunRow? _row;
    private volatile MapRunDetails? _details;
    private int _starting;
    private volatile bool _isLoaded;
    private volatile bool _withdrawn;
    private volatile bool _allStarted;
    private volatile Exception? _fault;

    /// <param name="number">The execution that waits.</param>
    /// <param name="effect">What it waits for.</param>
    public MapRunner(MapRunServices services, long number, Effect.RunMap effect)
        : this(services)
    {
        _number = number;
        _effect = effect;
    }

    /// <summary>A run that nobody waits for.</summary>
    public MapRunner(MapRunServices services, MapRunRow row)
        : this(services) => Row = row;

    private MapRunner(MapRunServices services) => _services = services;

    /// <summary>How the children stand; null before the stored ones were read.</summary>
    public MapRunChildren? Children => _isLoaded ? _children : null;

    /// <summary>Which attempt of the state waits for the run; null where nobody does.</summary>
    public TaskToken? Token => _effect?.Run.Token;

    private MapRunRow Row
    {
        get => _row!;
        set => (_row, _details) = (value, MapRunDetails.Parse(value.Details));
    }

    private MapRunDetails Details => _details!;

    private IChildExecutions Executions => Details.IsExpress ? _services.Express : _services.Standard;

    public void Withdraw()
    {
        _withdrawn = true;
        _changed.Set();
    }

    public void ChildEnded(MapRunParent child, ExecutionStatus status, bool canBeRedriven)
    {
        _children.Set(child.Index, child.Items, status, canBeRedriven);
        _changed.Set();
    }

    /// <summary>Changes how the run runs from now on.</summary>
    public async Task<bool> UpdateAsync(Func<MapRunDetails, MapRunDetails> change)
    {
        using var stay = await _writing.EnterAsync(CancellationToken.None);
        if (_row is not { Status: MapRunStatus.Running } row) return false;
        await PutAsync(row with { Details = change(Details).ToString() });
        _changed.Set();
        return true;
    }

    /// <summary>Runs to the end and tells the execution, or stops the children of a run that nobody waits for.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        if (_effect is null)
        {
            await AbortAsync(stoppingToken);
            return;
        }
        await _services.Clock.UntilStoredAsync(() => FindOrCreateAsync(stoppingToken), stoppingToken);
        if (Row.Status == MapRunStatus.Running)
        {
            await LoadChildrenAsync(stoppingToken);
            await RunChildrenAsync(stoppingToken);
        }
        if (Row.Status != MapRunStatus.Aborted) await TellAsync(stoppingToken);
    }

    private async Task AbortAsync(CancellationToken stoppingToken)
    {
        // Whoever found it may have read it while another runner was about to end it; from here on no other one is active.
        var row = await _services.Clock.UntilStoredAsync(() => _services.Store.FindMapRunAsync(Row.Arn, stoppingToken).AsTask(), stoppingToken);
        if (row is not { Status: MapRunStatus.Running }) return;
        Row = row;
        await LoadChildrenAsync(stoppingToken);
        await StopChildrenAsync(stoppingToken);
        await EndAsync(MapRunStatus.Aborted, resultsWritten: false, details => details, stoppingToken);
    }

    private async Task FindOrCreateAsync(CancellationToken cancellationToken)
    {
        var run = _effect!.Run;
        if (await _services.Store.FindMapRunAsync(run.Arn, cancellationToken) is { } known)
        {
            Row = known;
            if (Details.RedriveCount < run.RedriveCount) await PutAsync(known with { Status = MapRunStatus.Running, StoppedAt = null, Details = Details.Redriven(run).ToString() });
            return;
        }
        var identity = _effect.State.Identity;
        var execution = await _services.Store.FindExecutionAsync(_number, cancellationToken) ?? throw new InvariantException($"Execution {_number} is stored.");
        var revision = await _services.Store.FindRevisionAsync(execution.StateMachineId, execution.Revision, cancellationToken)
            ?? throw new InvariantException($"Revision {execution.Revision} of machine {execution.StateMachineId} is stored.");
        var map = (MapState)_services.Definitions.Get(revision).Definition.States[_effect.State.Find(run.Token.Frame)!.State!];
        var id = _services.Machines.NextId();
        var now = _services.Now();
        await PutAsync(new MapRunRow
        {
            Id = id,
            Arn = run.Arn,
            ExecutionNumber = _number,
            Status = MapRunStatus.Running,
            StartedAt = now,
            Details = MapRunDetails.Of(identity, run, map.Distributed!.ExpressChildren).ToString(),
            Revision = revision with
            {
                StateMachineId = id, Number = 1, Settings = new ItemProcessor(map.Name).In(revision.Settings), CreatedAt = now,
            },
        });
    }

    private Task LoadChildrenAsync(CancellationToken stoppingToken) => _services.Clock.UntilStoredAsync(
        async () =>
        {
            await _children.LoadAsync(_services.Store, Row.Id, _effect?.Run.RedriveCount, row => _services.Reader.CanBeRedrivenAsync(row, stoppingToken), stoppingToken);
            _isLoaded = true;
        },
        stoppingToken);

    private async Task RunChildrenAsync(CancellationToken stoppingToken)
    {
        var inputs = Inputs(await DefinitionAsync(stoppingToken));
        var items = new MapRunItems(_services, _effect!.Run, inputs, _children.ItemsOf);
        var (error, cause) = await StartAllAsync(items, stoppingToken);
        while (error is null && !ShallStop && _children.Running > 0) await WaitAsync(stoppingToken);
        ThrowIfFaulted(); // a run that lacks a child does not end: the next start takes it up
        if (error is null && IsToleranceExceeded) (error, cause) = (StateErrors.ExceedToleratedFailureThreshold, MapRunTolerance.ExceededCause);
        var succeeds = error is null && !_withdrawn;
        if (!succeeds) await StopChildrenAsync(stoppingToken);

        string? result = null;
        var results = new MapRunResults(_services, Row, _effect.Run, inputs.State);
        var isAllThere = succeeds || _allStarted || error is not (null or StateErrors.ExceedToleratedFailureThreshold);
        var pending = isAllThere ? AsyncEnumerable.Empty<ChildResult>() : new MapRunRest(items, _children, IdentityOf, _services.Logger).ReadAsync(stoppingToken);
        try
        {
            if (succeeds || results.IsWritten) result = (await _services.Clock.UntilStoredAsync(() => results.TakeAsync(pending, stoppingToken), stoppingToken)).ToString();
            else if (items.AreAtHand) await foreach (var _ in pending) { } // they are counted
        }
        catch (Exception e) when (e is ResultWriterException or MapRunInputException)
        {
            if (succeeds) (error, cause) = e is MapRunInputException tooLong ? (tooLong.Error, tooLong.Cause) : (StateErrors.ResultWriterFailed, e.Message);
            else NotWritten(_services.Logger, Row.Arn, e.Message);
        }
        var status = _withdrawn ? MapRunStatus.Aborted : error is null ? MapRunStatus.Succeeded : MapRunStatus.Failed;
        await EndAsync(
            status,
            resultsWritten: results.IsWritten && result is not null,
            details => status == MapRunStatus.Aborted ? details : details with { Result = error is null ? result : null, Error = error, Cause = cause },
            stoppingToken);
    }

    /// <returns>What the run fails with; null where all children were started, or the run has to stop for another reason.</returns>
    private async Task<(string? Error, string? Cause)> StartAllAsync(MapRunItems items, CancellationToken stoppingToken)
    {
        for (var from = 0; _children.NextPending(from) is { } index && await HasRoomAsync(stoppingToken); from = index + 1)
        {
            _children.Redriven(index);
            Begin(() => RedriveAsync(index, stoppingToken), stoppingToken);
        }
        try
        {
            if (!Details.AllStarted && !ShallStop) await StartNewAsync(items, stoppingToken);
        }
        catch (ItemReaderException e)
        {
            return (StateErrors.ItemReaderFailed, e.Message);
        }
        catch (MapRunInputException e)
        {
            return (e.Error, e.Cause);
        }
        _allStarted = Details.AllStarted || !ShallStop;
        return default;
    }

    private async Task StartNewAsync(MapRunItems items, CancellationToken stoppingToken)
    {
        await foreach (var batch in items.BatchesAsync(() => ShallStop, stoppingToken))
        {
            await StartWhenThereIsRoomAsync(batch, stoppingToken);
            if (ShallStop) return;
        }
    }

    private async ValueTask StartWhenThereIsRoomAsync(MapRunBatch batch, CancellationToken stoppingToken)
    {
        if (!await HasRoomAsync(stoppingToken)) return;
        _children.Set(batch.Index, batch.Items, ExecutionStatus.Running);
        var mayExist = false;
        var child = IdentityOf(batch);
        Begin(
            async () =>
            {
                var again = mayExist;
                mayExist = true;
                await Executions.StartAsync(Row, _effect!.Run.Token.Partition, child, again, stoppingToken);
            },
            stoppingToken);
    }

    /// <summary>Redrives a child; one that cannot be redriven stays as it ended.</summary>
    private async Task RedriveAsync(int index, CancellationToken stoppingToken)
    {
        var child = await _services.ChildAsync(Row, index, stoppingToken);
        if (!await Executions.RedriveAsync(Row, child, _effect!.Run.RedriveCount, stoppingToken)) _children.Set(index, child.Child.Items, child.Execution.Status, canBeRedriven: false);
    }

    /// <summary>Waits until another child may be started, and takes its place.</summary>
    /// <returns>False where the run has to stop.</returns>
    private async ValueTask<bool> HasRoomAsync(CancellationToken stoppingToken)
    {
        while (!ShallStop)
        {
            if (_children.Running < Concurrency && Volatile.Read(ref _starting) < StartsMax && Executions.TryReserve(_changed)) return true;
            await WaitAsync(stoppingToken);
        }
        return false;
    }

    /// <summary>Begins to start or redrive a child, which is tried until the store takes it.</summary>
    private void Begin(Func<Task> start, CancellationToken stoppingToken)
    {
        Interlocked.Increment(ref _starting);
        _ = StartAsync(start, stoppingToken);
    }

    private async Task StartAsync(Func<Task> start, CancellationToken stoppingToken)
    {
        try
        {
            await _services.Clock.UntilStoredAsync(start, stoppingToken);
        }
        catch (Exception e)
        {
            _fault = e; // thrown where the run waits
        }
        Interlocked.Decrement(ref _starting);
        _changed.Set();
    }

    private string ChildMachine => $"{_effect!.State.Identity.StateMachineName}/{_effect.Run.Label}";

    private ExecutionIdentity IdentityOf(MapRunBatch batch)
    {
        var parent = _effect!.State.Identity;
        var name = MapRunNames.Child(Row.Arn, Row.StartedAt, batch.Index).ToString();
        return new ExecutionIdentity
        {
            ExecutionArn = Executions.ArnOf(parent, ChildMachine, name),
            Name = name,
            StateMachineArn = parent.ArnOf("stateMachine", ChildMachine),
            StateMachineName = ChildMachine,
            Region = parent.Region,
            RoleArn = parent.RoleArn,
            TraceHeader = parent.TraceHeader,
            Input = batch.Input,
            Parent = new MapRunParent(Row.Arn, batch.Index, batch.Items) { Redrive = _effect.Run.RedriveCount },
            StartedAt = _services.Now(),
        };
    }

    private int Concurrency => Details.MaxConcurrency is > 0 and < ConcurrencyMax and var limit ? limit : ConcurrencyMax;

    private bool ShallStop => _withdrawn || _fault is not null || IsToleranceExceeded;

    private bool IsToleranceExceeded => MapRunTolerance.IsExceeded(
        _children.FailedItems, _allStarted ? _children.TotalItems : null, Details.ToleratedFailureCount, Details.ToleratedFailurePercentage);

    /// <summary>Stops what still runs, and waits until it has ended.</summary>
    private async Task StopChildrenAsync(CancellationToken stoppingToken)
    {
        while (Volatile.Read(ref _starting) > 0) await WaitAsync(stoppingToken);
        while (_children.Running > 0)
        {
            await _services.Clock.UntilStoredAsync(() => Executions.StopAsync(Row, stoppingToken), stoppingToken);
            if (_children.Running > 0) await WaitAsync(stoppingToken);
        }
    }

    private Task EndAsync(MapRunStatus status, bool resultsWritten, Func<MapRunDetails, MapRunDetails> change, CancellationToken stoppingToken) => _services.Clock.UntilStoredAsync(
        async () =>
        {
            using var stay = await _writing.EnterAsync(stoppingToken);
            _children.ForgetPending();
            var counts = _children.Counts(resultsWritten);
            var details = change(Details) with { Counts = counts, AllStarted = _allStarted };
            await PutAsync(Row with { Status = status, StoppedAt = _services.Now(), Details = details.ToString() });
        },
        stoppingToken);

    /// <summary>Tells the execution how its run ended; one that does not wait any more is not told.</summary>
    private Task<Decision> TellAsync(CancellationToken stoppingToken)
    {
        var token = _effect!.Run.Token;
        ExecutionCommand command = Row.Status == MapRunStatus.Succeeded
            ? new ExecutionCommand.CompleteMapRun(token, JsonText.Parse(Details.Result!))
            : new ExecutionCommand.FailMapRun(token, Details.Error!, Details.Cause);
        return _services.Clock.UntilStoredAsync(() => _services.Router.SendAsync(token, command, stoppingToken), stoppingToken);
    }

    private async Task PutAsync(MapRunRow row)
    {
        await _services.Committer.CommitAsync(new StoreChange.PutMapRun(row));
        Row = row;
    }

    private Task<Language.Model.StateMachine> DefinitionAsync(CancellationToken stoppingToken) => _services.Clock.UntilStoredAsync(
        async () =>
        {
            var execution = await _services.Store.FindExecutionAsync(Row.ExecutionNumber, stoppingToken) ?? throw new InvariantException($"Execution {Row.ExecutionNumber} is stored.");
            return (await _services.Definitions.GetAsync(execution.StateMachineId, execution.Revision, stoppingToken)).Definition;
        },
        stoppingToken);

    private MapRunInputs Inputs(Language.Model.StateMachine definition) => new(_effect!, new DecisionContext
    {
        Definition = definition,
        Now = Row.StartedAt, // the same at every start, so that expressions give the same again
        Randomness = _services.Randomness,
        BudgetClock = _services.Clock,
        Partition = _effect!.Run.Token.Partition,
        Number = _number,
        Limits = _services.Options.Limits,
    });

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        ThrowIfFaulted();
        await _changed.WaitAsync(Timeout.InfiniteTimeSpan, _services.Clock, stoppingToken);
        stoppingToken.ThrowIfCancellationRequested();
    }

    private void ThrowIfFaulted()
    {
        if (_fault is { } fault) throw new InvalidOperationException("A child could not be started.", fault);
    }

    [LoggerMessage(EventId = 3803, Level = LogLevel.Warning, Message = "The results of Map Run {Arn}, which did not succeed, could not be written: {Reason}")]
    private static partial void NotWritten(ILogger logger, string arn, string reason);
}
