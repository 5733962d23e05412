using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Expressions;
using Baton.Runtime.Storage;
using Baton.Runtime.Tasks;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>
/// Owns the executions whose ARN hashes to it and handles what concerns them one thing at a time, so that nothing here is locked.
/// A decision changes memory at once and is told to nobody before it is durable; if its commit fails, all that the partition
/// holds in memory is dropped and read again.
/// </summary>
internal sealed partial class Partition
{
    private readonly int _index;
    private readonly PartitionServices _services;
    private readonly ExecutionLoader _loader;
    private readonly HotExecutions _hot;
    private readonly HandOuts _handOuts;
    private readonly IRandomness _randomness;
    private int _generation;

    public Partition(int index, PartitionServices services)
    {
        _index = index;
        _services = services;
        Queue = new PartitionQueue(DoAsync);
        _loader = new ExecutionLoader(services.Store, services.Definitions);
        _hot = new HotExecutions(Math.Max(1, services.Options.HotExecutionsMax / services.Store.Status.Partitions));
        _randomness = services.Randomness(index);
        _handOuts = new HandOuts(services.Effects, (execution, state, order) => Decide(execution, state, order, services.Now()));
    }

    /// <summary>What it is to do.</summary>
    public PartitionQueue Queue { get; }

    private async ValueTask DoAsync(PartitionWork work)
    {
        await _services.Committer.WaitForRoomAsync();
        DropMemoryAfterFailedCommit();
        try
        {
            await DecideAsync(work);
        }
        catch (Exception e)
        {
            work.Fail(e);
        }
    }

    private ValueTask DecideAsync(PartitionWork work)
    {
        switch (work)
        {
            case PartitionWork.Start start: return StartAsync(start);
            case PartitionWork.Command command: return SendAsync(command);
            case PartitionWork.Commands commands: return SendAllAsync(commands);
            case PartitionWork.Redrive redrive: return RedriveAsync(redrive);
            case PartitionWork.Recover recover: return RecoverAsync(recover);
            case PartitionWork.Purge purge: return PurgeAsync(purge);
            case PartitionWork.Pass pass: pass.Done.TrySetResult(); return ValueTask.CompletedTask;
            default: throw new InvariantException("Work is a start, one command or several, a redrive, a recovery, a purge or a pass.");
        }
    }

    private async ValueTask StartAsync(PartitionWork.Start start)
    {
        if (_services.Machines.IsLeaving(start.Machine.Id))
        {
            start.Done.Set(new StartResult.MachineDeleting());
            return;
        }
        var arn = start.Identity.ExecutionArn;
        if (!start.IsNameNew && await FindAsync(arn) is { } taken)
        {
            var answer = await FindRepeatedAsync(taken, start.Identity) is { } same ? (StartResult)new StartResult.Started(arn, same.StartedAt) : new StartResult.NameTaken(arn);
            WhenDurable(taken, Answer(start.Done, answer));
            return;
        }
        var execution = new HotExecution(_services.Numbers.Next(), arn, start.Machine.Id, start.Machine.Revision.Number, start.Compiled);
        var decision = (Decision.Accepted)Decide(execution, new ExecutionCommand.StartExecution(start.Identity), _services.Now());
        var started = new StartResult.Started(arn, decision.State.Identity.StartedAt);
        var found = await _services.SearchPaths.AlongsideAsync(execution.Number, execution.StateMachineId, decision.State.Identity);
        Commit(execution, decision, Answer(start.Done, started), found);
        _hot.Add(execution);
    }

    /// <returns>What an execution was started with if this is the same start once more: a client's while it runs, a task's at any time; null otherwise.</returns>
    private async ValueTask<ExecutionIdentity?> FindRepeatedAsync(HotExecution taken, ExecutionIdentity start)
    {
        var isRunning = taken.State.Status == RunStatus.Running;
        if (isRunning && taken.State.Identity.Input.Equals(start.Input)) return taken.State.Identity;
        if (start.StartedBy is null) return null;
        var first = taken.State.Identity ?? await _loader.IdentityAsync(taken.Number, CancellationToken.None); // of one that was read after its end nothing else is in memory
        return first?.StartedBy == start.StartedBy ? first : null;
    }

    private async ValueTask SendAsync(PartitionWork.Command command)
    {
        var (number, order, done) = command;
        var isTimer = order is ExecutionCommand.FireTimers;
        if (await FindAsync(number, mayBeFaulted: order is ExecutionCommand.StopExecution) is not { } execution)
        {
            if (isTimer) _services.WakeUps.Set(number, _index, null);
            done.Set(new Decision.Rejected(RejectionKind.ExecutionNotRunning, $"There is no execution number {number}."));
            return;
        }
        if (order is ExecutionCommand.ContinueExecution) execution.IsContinuing = false;
        var now = _services.Now();
        var decision = Decide(execution, order, now);
        if (decision is Decision.Accepted { Events.Count: > 0 } accepted)
        {
            Commit(execution, accepted, Answer<Decision>(done, accepted), command.Alongside);
            return;
        }
        if (isTimer && execution.State.NextWakeUp <= now) throw _services.Faults.Add(number, new InvariantException("Firing timers leaves none that is due."));
        var told = Answer(done, decision);
        WhenDurable(execution, isTimer ? StillToBeWoken(execution, told) : told);
    }

    /// <summary>Woken too early, because the clock went back or it was asked twice: the timer must not be lost.</summary>
    private Action<Exception?> StillToBeWoken(HotExecution execution, Action<Exception?> told)
    {
        var wakeUpAt = execution.State.NextWakeUp;
        return error =>
        {
            if (error is null) _services.WakeUps.Set(execution.Number, _index, wakeUpAt);
            told(error);
        };
    }

    private async ValueTask SendAllAsync(PartitionWork.Commands commands)
    {
        foreach (var command in commands.Orders) await DoAsync(command);
    }

    private async ValueTask RecoverAsync(PartitionWork.Recover recover)
    {
        if (await FindAsync(recover.Number) is not { State.Status: RunStatus.Running } execution)
        {
            recover.Done.TrySetResult();
            return;
        }
        OfferAgain(execution, recover.RedeliverSince);
        var state = execution.State;
        var owed = execution.OncePerContinuation([.. ExecutionEngine.PendingEffects(state)]);
        WhenDurable(execution, error =>
        {
            if (error is null)
            {
                foreach (var effect in owed) _services.Effects.Run(execution.Number, _index, effect);
                _services.WakeUps.Set(execution.Number, _index, state.NextWakeUp);
            }
            if (error is null) recover.Done.TrySetResult();
            else recover.Done.TrySetException(error);
        });
    }

    /// <summary>Offers activity tasks again that were handed out just before a crash, to workers that may never have got them, or to workers that ended with the process.</summary>
    private void OfferAgain(HotExecution execution, DateTimeOffset since)
    {
        foreach (var frame in execution.State.Frames)
        {
            if (frame.Task is not { Kind: TaskKind.Activity, IsOffered: false, HandedOutAt: { } handedOut } task) continue;
            if (handedOut < since && !_services.Options.LocalActivities.Contains(task.ResourceArn)) continue; // one that ended with the process is always meant
            if (_services.Effects.WasHandedOut(task)) continue; // after the crash
            var decision = Decide(execution, new ExecutionCommand.OfferTaskAgain(task.Token), _services.Now());
            if (decision is Decision.Accepted { Events.Count: > 0 } accepted) Commit(execution, accepted, _ => { });
        }
    }

    private Decision Decide(HotExecution execution, ExecutionCommand order, DateTimeOffset now) => Decide(execution, execution.State, order, now);

    private Decision Decide(HotExecution execution, ExecutionState state, ExecutionCommand order, DateTimeOffset now)
    {
        try
        {
            var context = new DecisionContext
            {
                Definition = execution.Definition!, // nothing is decided for what has ended, but that it has
                Now = now,
                Randomness = _randomness,
                BudgetClock = _services.Clock,
                Partition = _index,
                Number = execution.Number,
                Limits = _services.Options.Limits,
            };
            var decision = ExecutionEngine.Decide(state, order, context);
            return _services.Machines.IsLeaving(execution.StateMachineId) ? EndedAtTransition(decision, context) : decision;
        }
        catch (Exception e) when (order is not ExecutionCommand.StartExecution) // one that cannot begin is nowhere
        {
            throw _services.Faults.Add(execution.Number, e);
        }
    }

    /// <summary>The executions of a machine that is being deleted end when they next go from one state to another.</summary>
    private static Decision EndedAtTransition(Decision decision, DecisionContext context)
    {
        if (decision is not Decision.Accepted { State.Status: RunStatus.Running } accepted || !accepted.Events.Any(happened => happened is ExecutionEvent.StateEntered)) return decision;
        var stopped = (Decision.Accepted)ExecutionEngine.Decide(accepted.State, new ExecutionCommand.StopExecution(null, null), context);
        return stopped with { Events = [.. accepted.Events, .. stopped.Events] };
    }

    private void Commit(HotExecution execution, Decision.Accepted accepted, Action<Exception?> told, IReadOnlyList<StoreChange>? alongside = null)
    {
        // What can fail comes first: memory and what is queued stay in step.
        var before = execution.State;
        (accepted, var handOuts) = _handOuts.AtOnce(execution, accepted);
        var row = ExecutionRows.Of(execution, accepted.State, _index, _services.Options.OwedAfterHandOut);
        var append = new StoreChange.Append(row, before.Version, Epoch: 0, EventCodec.Encode(accepted.Events))
        {
            Child = accepted.State.Identity.Parent is { } parent && parent != before.Identity?.Parent ? new MapRunChild(parent.Index, parent.Items, parent.Redrive) : null,
        };
        var effects = execution.OncePerContinuation(ExecutionEngine.NewEffects(accepted));
        var ended = EndedTasks.Of(before, accepted);
        var endedRuns = EndedTasks.MapRunsOf(before, accepted.State);
        var change = _services.Effects.Together(append, alongside ?? [], ended);
        var logged = execution.Logging.Select(accepted.Events);

        execution.State = accepted.State;
        Interlocked.Increment(ref execution.Uncommitted);
        _services.Committer.Enqueue(change, _generation, error =>
        {
            Interlocked.Decrement(ref execution.Uncommitted);
            try
            {
                if (handOuts is not null) foreach (var handOut in handOuts) Complete(handOut, accepted, error);
                if (error is not null) return;
                _services.Rates.Count(isStart: before.Version == 0, isEnd: row.Status != ExecutionStatus.Running);
                AfterCommit(execution, row, accepted.State, effects, ended, endedRuns);
                if (logged.Count > 0) _services.Log?.Write(execution.Logging, execution.Arn, row.RedriveCount, logged);
            }
            finally
            {
                told(error);
            }
        });
        if (accepted.State.Status != RunStatus.Running) _hot.Ended(execution);
    }

    /// <summary>Only now may the outside learn of it.</summary>
    private void AfterCommit(HotExecution execution, ExecutionRow row, ExecutionState state, IReadOnlyList<Effect> effects, IReadOnlyList<EndedTask> ended, IReadOnlyList<OpenMapRun> endedRuns)
    {
        _services.Changes.Tell(row);
        _services.WakeUps.Set(row.Number, _index, row.WakeUpAt);
        foreach (var task in ended) _services.Effects.Withdraw(task);
        foreach (var run in endedRuns) _services.Effects.Withdraw(run);
        foreach (var effect in effects) _services.Effects.Run(row.Number, _index, effect);
        if (row.Status == ExecutionStatus.Running) return;
        _services.Faults.Remove(row.Number);
        _services.Endings.Tell(row, state);
        _services.Machines.ExecutionEnded(row.StateMachineId);
        if (state.Identity.Parent is not { } parent) return;
        var canBeRedriven = Redrivability.WhyNot(state, row.StoppedAt!.Value, _services.Options.Limits, execution.StartsOver) is null;
        _services.Effects.ChildEnded(parent, row.Status, canBeRedriven);
    }

    /// <summary>Does something once all that memory holds of an execution is durable: nothing else may be told.</summary>
    private void WhenDurable(HotExecution execution, Action<Exception?> told)
    {
        // Read in this order: a commit that fails ends the generation before it is told.
        if (Volatile.Read(ref execution.Uncommitted) == 0 && _services.Committer.Generation == _generation) told(null);
        else _services.Committer.EnqueueBarrier(_generation, told);
    }

    private async ValueTask<HotExecution?> FindAsync(long number, bool mayBeFaulted = false)
    {
        if (!mayBeFaulted && _services.Faults.Find(number) is { } fault) throw new ExecutionFaultedException(number, fault.Cause);
        if (_hot.Find(number) is { } known) return known;
        return await _services.Store.FindExecutionAsync(number, CancellationToken.None) is { } row && row.Partition == _index ? await LoadAsync(row, _loader.LoadAsync) : null;
    }

    /// <summary>Of an execution that was read after its end only that is in memory; reads the rest.</summary>
    private async ValueTask<HotExecution> WholeAsync(HotExecution execution)
    {
        if (execution.Definition is not null) return execution;
        var row = await _services.Store.FindExecutionAsync(execution.Number, CancellationToken.None);
        return await LoadAsync(row!, _loader.LoadWholeAsync);
    }

    private async ValueTask<HotExecution?> FindAsync(string arn)
    {
        if (_hot.Find(arn) is { } known) return known;
        if (await _services.Store.FindExecutionAsync(arn, CancellationToken.None) is not { } row) return null;
        return _hot.Find(row.Number) ?? await LoadAsync(row, _loader.LoadAsync);
    }

    private async ValueTask<HotExecution> LoadAsync(ExecutionRow row, Func<ExecutionRow, CancellationToken, ValueTask<HotExecution>> load)
    {
        try
        {
            var loaded = await load(row, CancellationToken.None);
            _hot.Add(loaded);
            return loaded;
        }
        catch (Exception e) when (!RuntimeFailures.IsTransient(e))
        {
            throw _services.Faults.Add(row.Number, e);
        }
    }

    private void DropMemoryAfterFailedCommit()
    {
        var generation = _services.Committer.Generation;
        if (generation == _generation) return;
        _generation = generation;
        _hot.Clear();
    }

    private static Action<Exception?> Answer<T>(IReply<T> done, T answer) => error => Complete(done, answer, error);

    private static void Complete<T>(IReply<T> done, T answer, Exception? error)
    {
        if (error is null) done.Set(answer);
        else done.Fail(error);
    }
}
