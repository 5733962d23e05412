using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Runtime.MapRuns;

/// <summary>One Map Run: reads items, starts or redrives children as far as the concurrency allows, counts how they end, and tells the execution that waits.</summary>
internal sealed class MapRunner
{
    private const int ConcurrencyMax = 10_000; // as at AWS, where the definition gives no limit or a higher one
    private const int StartsMax = 256;
    private const int RowsPerRead = 1_000;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

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
        await UntilStoredAsync(() => FindOrCreateAsync(stoppingToken), stoppingToken);
        if (Row.Status == MapRunStatus.Running)
        {
            await LoadChildrenAsync(stoppingToken);
            await RunChildrenAsync(stoppingToken);
        }
        if (Row.Status != MapRunStatus.Aborted) await TellAsync(stoppingToken);
    }

    private async Task AbortAsync(CancellationToken stoppingToken)
    {
        await LoadChildrenAsync(stoppingToken);
        await StopChildrenAsync(stoppingToken);
        await EndAsync(MapRunStatus.Aborted, details => details, stoppingToken);
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
        var id = _services.Machines.NextId();
        var now = _services.Now();
        await PutAsync(new MapRunRow
        {
            Id = id,
            Arn = run.Arn,
            ExecutionNumber = _number,
            Status = MapRunStatus.Running,
            StartedAt = now,
            Details = new MapRunDetails
            {
                ExecutionArn = identity.ExecutionArn,
                StateMachineArn = identity.StateMachineArn,
                Label = run.Label,
                MaxConcurrency = run.MaxConcurrency,
                ToleratedFailurePercentage = run.ToleratedFailurePercentage,
                ToleratedFailureCount = run.ToleratedFailureCount,
                RedriveCount = run.RedriveCount,
                RedrivenAt = run.RedrivenAt,
            }.ToString(),
            Revision = revision with
            {
                StateMachineId = id, Number = 1, Settings = new ItemProcessor(_effect.State.Find(run.Token.Frame)!.State!).In(revision.Settings), CreatedAt = now,
            },
        });
    }

    private Task LoadChildrenAsync(CancellationToken stoppingToken) => UntilStoredAsync(
        async () =>
        {
            await _children.LoadAsync(_services.Store, Row.Id, _effect?.Run.RedriveCount, row => _services.Reader.CanBeRedrivenAsync(row, stoppingToken), stoppingToken);
            _isLoaded = true;
        },
        stoppingToken);

    private async Task RunChildrenAsync(CancellationToken stoppingToken)
    {
        var (error, cause) = await StartAllAsync(stoppingToken);
        while (error is null && !ShallStop && _children.Running > 0) await WaitAsync(stoppingToken);
        ThrowIfFaulted(); // a run that lacks a child does not end: the next start takes it up
        if (_withdrawn)
        {
            await AbortAsync(stoppingToken);
            return;
        }
        if (error is null && IsToleranceExceeded) (error, cause) = (StateErrors.ExceedToleratedFailureThreshold, MapRunTolerance.ExceededCause);
        if (error is not null) await StopChildrenAsync(stoppingToken);

        string? result = null;
        try
        {
            var results = new MapRunResults(_services, Row, _effect!.Run, Inputs(await DefinitionAsync(stoppingToken)).State);
            if (error is null || results.IsWritten) result = (await UntilStoredAsync(() => results.TakeAsync(stoppingToken), stoppingToken)).ToString();
        }
        catch (Exception e) when (e is ResultWriterException or MapRunInputException)
        {
            if (error is null) (error, cause) = e is MapRunInputException tooLong ? (tooLong.Error, tooLong.Cause) : (StateErrors.ResultWriterFailed, e.Message);
        }
        await EndAsync(error is null ? MapRunStatus.Succeeded : MapRunStatus.Failed, details => details with { Result = error is null ? result : null, Error = error, Cause = cause }, stoppingToken);
    }

    /// <returns>What the run fails with; null where all children were started, or the run has to stop for another reason.</returns>
    private async Task<(string? Error, string? Cause)> StartAllAsync(CancellationToken stoppingToken)
    {
        for (var from = 0; _children.NextPending(from) is { } index && await HasRoomAsync(stoppingToken); from = index + 1)
        {
            _children.Redriven(index);
            Begin(() => RedriveAsync(index, stoppingToken), stoppingToken);
        }
        try
        {
            if (!Details.AllStarted && !ShallStop) await StartNewAsync(stoppingToken);
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

    private async Task StartNewAsync(CancellationToken stoppingToken)
    {
        var inputs = Inputs(await DefinitionAsync(stoppingToken));
        var batcher = new MapRunBatcher(inputs, _effect!.Run, _services.Options.Limits.PayloadBytesMax, _children.ItemsOf);
        await foreach (var item in MapRunItems.ReadAsync(_services.Items?.Reader, _effect, inputs, stoppingToken))
        {
            if (batcher.Add(item.Value, item.Key, item.Source) is { } batch) await StartWhenThereIsRoomAsync(batch, stoppingToken);
            if (ShallStop) return;
        }
        if (batcher.Finish() is { } last) await StartWhenThereIsRoomAsync(last, stoppingToken);
    }

    private async ValueTask StartWhenThereIsRoomAsync(MapRunBatch batch, CancellationToken stoppingToken)
    {
        if (!await HasRoomAsync(stoppingToken)) return;
        _children.Set(batch.Index, batch.Items, ExecutionStatus.Running);
        var mayExist = false;
        Begin(
            async () =>
            {
                var again = mayExist;
                mayExist = true;
                await _services.Router.StartChildAsync(Row, IdentityOf(batch), again, stoppingToken);
            },
            stoppingToken);
    }

    /// <summary>Redrives a child; one that cannot be redriven stays as it ended.</summary>
    private async Task RedriveAsync(int index, CancellationToken stoppingToken)
    {
        var arn = ArnOf(index);
        var row = await _services.Store.FindExecutionAsync(arn, stoppingToken) ?? throw new InvariantException($"Child {index} of Map Run {Row.Arn} is stored.");
        var request = new RedriveRequest(null) { MapRunRedrive = _effect!.Run.RedriveCount };
        if (await _services.Router.RedriveAsync(row, request, stoppingToken) is Decision.Rejected) _children.Set(index, _children.ItemsOf(index), row.Status, canBeRedriven: false);
    }

    /// <summary>Waits until another child may be started.</summary>
    /// <returns>False where the run has to stop.</returns>
    private async ValueTask<bool> HasRoomAsync(CancellationToken stoppingToken)
    {
        while (!ShallStop && (_children.Running >= Concurrency || Volatile.Read(ref _starting) >= StartsMax)) await WaitAsync(stoppingToken);
        return !ShallStop;
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
            await UntilStoredAsync(start, stoppingToken);
        }
        catch (Exception e)
        {
            _fault = e; // thrown where the run waits
        }
        Interlocked.Decrement(ref _starting);
        _changed.Set();
    }

    private string ArnOf(int index) => _effect!.State.Identity.ArnOf("execution", $"{ChildMachine}:{MapRunNames.Child(Row.Arn, Row.StartedAt, index)}");

    private string ChildMachine => $"{_effect!.State.Identity.StateMachineName}/{_effect.Run.Label}";

    private ExecutionIdentity IdentityOf(MapRunBatch batch)
    {
        var parent = _effect!.State.Identity;
        return new ExecutionIdentity
        {
            ExecutionArn = ArnOf(batch.Index),
            Name = MapRunNames.Child(Row.Arn, Row.StartedAt, batch.Index).ToString(),
            StateMachineArn = parent.ArnOf("stateMachine", ChildMachine),
            StateMachineName = ChildMachine,
            Region = parent.Region,
            RoleArn = parent.RoleArn,
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
            await UntilStoredAsync(() => StopRunningAsync(stoppingToken), stoppingToken);
            if (_children.Running > 0) await WaitAsync(stoppingToken);
        }
    }

    private async Task StopRunningAsync(CancellationToken stoppingToken)
    {
        for (var before = long.MaxValue; ;)
        {
            var rows = await _services.Store.ListExecutionsAsync(new ExecutionQuery(Row.Id, ExecutionStatus.Running, before, RowsPerRead), stoppingToken);
            await Task.WhenAll(rows.Select(row => _services.Router.SendAsync(row, new ExecutionCommand.StopExecution(null, null), stoppingToken)));
            if (rows.Count < RowsPerRead) return;
            before = rows[^1].Number;
        }
    }

    private Task EndAsync(MapRunStatus status, Func<MapRunDetails, MapRunDetails> change, CancellationToken stoppingToken) => UntilStoredAsync(
        async () =>
        {
            using var stay = await _writing.EnterAsync(stoppingToken);
            _children.ForgetPending();
            var counts = _children.Counts(resultsWritten: _effect?.Run.WriterArguments is not null && status != MapRunStatus.Aborted);
            var details = change(Details) with { Counts = counts, AllStarted = _allStarted };
            await PutAsync(Row with { Status = status, StoppedAt = _services.Now(), Details = details.ToString() });
        },
        stoppingToken);

    /// <summary>Tells the execution how its run ended; one that does not wait any more is not told.</summary>
    private Task TellAsync(CancellationToken stoppingToken)
    {
        var token = _effect!.Run.Token;
        ExecutionCommand command = Row.Status == MapRunStatus.Succeeded
            ? new ExecutionCommand.CompleteMapRun(token, JsonText.Parse(Details.Result!))
            : new ExecutionCommand.FailMapRun(token, Details.Error!, Details.Cause);
        return UntilStoredAsync(() => _services.Router.SendAsync(token, command, stoppingToken), stoppingToken);
    }

    private async Task PutAsync(MapRunRow row)
    {
        await _services.Committer.CommitAsync(new StoreChange.PutMapRun(row));
        Row = row;
    }

    private Task<Language.Model.StateMachine> DefinitionAsync(CancellationToken stoppingToken) => UntilStoredAsync(
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

    /// <summary>Does something until the store takes it.</summary>
    private Task UntilStoredAsync(Func<Task> work, CancellationToken stoppingToken) => UntilStoredAsync(
        async () =>
        {
            await work();
            return true;
        },
        stoppingToken);

    /// <summary>Does or reads something until the store allows it.</summary>
    private async Task<T> UntilStoredAsync<T>(Func<Task<T>> work, CancellationToken stoppingToken)
    {
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested();
            try
            {
                return await work();
            }
            catch (Exception e) when (RuntimeFailures.IsTransient(e))
            {
                await _services.Clock.DelayAsync(RetryDelay, stoppingToken);
            }
        }
    }
}
