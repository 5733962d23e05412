using System.Threading.Channels;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Runtime.Storage;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Execution;

/// <summary>
/// Owns the executions whose ARN hashes to it and handles what concerns them one thing at a time, so that nothing here is locked.
/// A decision changes memory at once and is told to nobody before it is durable; if its commit fails, all that the partition
/// holds in memory is dropped and read again.
/// </summary>
internal sealed partial class Partition
{
    private const int WorkMax = 10_000;

    private readonly int _index;
    private readonly PartitionServices _services;
    private readonly ExecutionLoader _loader;
    private readonly Channel<PartitionWork> _work = Channel.CreateBounded<PartitionWork>(new BoundedChannelOptions(WorkMax) { SingleReader = true });
    private readonly HotExecutions _hot;
    private readonly CryptoRandomness _randomness = new();
    private int _failedCommits;
    private int _failedCommitsSeen;

    public Partition(int index, PartitionServices services)
    {
        _index = index;
        _services = services;
        _loader = new ExecutionLoader(services.Store, services.Definitions);
        _hot = new HotExecutions(Math.Max(1, services.Options.HotExecutionsMax / services.Store.Status.Partitions));
    }

    /// <summary>Queues work; waits when the queue is full.</summary>
    public ValueTask PostAsync(PartitionWork work, CancellationToken cancellationToken) => _work.Writer.WriteAsync(work, cancellationToken);

    /// <summary>Takes no more work; <see cref="RunAsync"/> ends when what is queued is done.</summary>
    public void Close() => _work.Writer.Complete();

    public async Task RunAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync())
        {
            DropMemoryAfterFailedCommit();
            try
            {
                await DoAsync(work);
            }
            catch (Exception e)
            {
                // A fault of ours or a store that cannot be read: this piece of work fails, the others go on.
                WorkFailed(_services.Logger, work.GetType().Name, _index, e);
                Fail(work, e);
            }
        }
    }

    private async ValueTask DoAsync(PartitionWork work)
    {
        switch (work)
        {
            case PartitionWork.Start start: await StartAsync(start); break;
            case PartitionWork.Command command: await SendAsync(command); break;
            case PartitionWork.Recover recover: await RecoverAsync(recover); break;
            default: throw new InvariantException("Work is a start, a command or a recovery.");
        }
    }

    private async ValueTask StartAsync(PartitionWork.Start start)
    {
        var arn = start.Identity.ExecutionArn;
        if (!start.IsNameNew && await FindAsync(arn) is { } taken)
        {
            var same = taken.State.Status == RunStatus.Running && taken.State.Identity.Input.Equals(start.Identity.Input);
            Answer(taken, start.Done, same ? new StartResult.Started(arn, taken.State.Identity.StartedAt) : new StartResult.NameTaken(arn));
            return;
        }
        var execution = new HotExecution(_services.Numbers.Next(), arn, start.Machine.Id, start.Machine.Revision.Number, start.Definition);
        var decision = Decide(execution, new ExecutionCommand.StartExecution(start.Identity));
        _hot.Add(execution);
        Commit(execution, (Decision.Accepted)decision, error =>
        {
            if (error is null) start.Done.TrySetResult(new StartResult.Started(arn, execution.State.Identity.StartedAt));
            else start.Done.TrySetException(error);
        });
    }

    private async ValueTask SendAsync(PartitionWork.Command command)
    {
        if (await FindAsync(command.Number) is not { } execution)
        {
            command.Done?.TrySetResult(new Decision.Rejected(RejectionKind.ExecutionNotRunning, $"There is no execution number {command.Number}."));
            return;
        }
        switch (Decide(execution, command.Order))
        {
            case Decision.Accepted { Events.Count: > 0 } accepted:
                Commit(execution, accepted, error =>
                {
                    if (error is null) command.Done?.TrySetResult(accepted);
                    else command.Done?.TrySetException(error);
                });
                break;
            case var nothingHappened:
                if (command.Done is { } done) Answer(execution, done, nothingHappened);
                break;
        }
    }

    private async ValueTask RecoverAsync(PartitionWork.Recover recover)
    {
        if (await FindAsync(recover.Number) is { } execution)
        {
            foreach (var effect in ExecutionEngine.PendingEffects(execution.State)) _services.Effects.Run(execution.Number, _index, effect);
            foreach (var frame in execution.State.Frames)
            {
                // Handed out shortly before the crash: the worker may never have got it.
                if (frame.Task is { Kind: TaskKind.Activity, StartedAt: { } started } task && started >= recover.RedeliverSince)
                {
                    _services.Effects.Run(execution.Number, _index, new Effect.DispatchActivity(task));
                }
            }
        }
        recover.Done.TrySetResult();
    }

    private Decision Decide(HotExecution execution, ExecutionCommand order) => ExecutionEngine.Decide(execution.State, order, new DecisionContext
    {
        Definition = execution.Definition!, // nothing is decided for what has ended, but that it has
        Now = _services.Now(),
        Randomness = _randomness,
        BudgetClock = _services.Clock,
        Partition = _index,
        Number = execution.Number,
        Limits = _services.Options.Limits,
    });

    private void Commit(HotExecution execution, Decision.Accepted accepted, Action<Exception?> told)
    {
        var version = execution.State.Version;
        execution.State = accepted.State;
        var row = ExecutionRows.Of(execution, _index, _services.Options.RedeliveryWindow, accepted.Continues);
        Interlocked.Increment(ref execution.Uncommitted);
        _services.Committer.Enqueue(new StoreChange.Append(row, version, Epoch: 0, EventCodec.Encode(accepted.Events)), error =>
        {
            Interlocked.Decrement(ref execution.Uncommitted);
            if (error is not null) Interlocked.Increment(ref _failedCommits);
            told(error);
            if (error is null) AfterCommit(execution.Number, row, accepted);
        });
    }

    /// <summary>Only now may the outside learn of it.</summary>
    private void AfterCommit(long number, ExecutionRow row, Decision.Accepted accepted)
    {
        foreach (var effect in ExecutionEngine.NewEffects(accepted)) _services.Effects.Run(number, _index, effect);
        if (row.WakeUpAt is { } at) _services.WakeUps.Arm(number, _index, at);
    }

    /// <summary>Answers from memory, but not before what memory holds is durable.</summary>
    private void Answer<T>(HotExecution execution, TaskCompletionSource<T> done, T answer)
    {
        if (Volatile.Read(ref execution.Uncommitted) == 0)
        {
            done.TrySetResult(answer);
            return;
        }
        _services.Committer.EnqueueBarrier(error =>
        {
            if (error is null) done.TrySetResult(answer);
            else done.TrySetException(error);
        });
    }

    private async ValueTask<HotExecution?> FindAsync(long number) =>
        _hot.Find(number) ?? Keep(await _loader.LoadAsync(number, CancellationToken.None));

    private async ValueTask<HotExecution?> FindAsync(string arn) =>
        _hot.Find(arn) ?? Keep(await _loader.LoadAsync(arn, CancellationToken.None));

    private HotExecution? Keep(HotExecution? loaded)
    {
        if (loaded is not null && _hot.Find(loaded.Number) is { } known) return known;
        if (loaded is not null) _hot.Add(loaded);
        return loaded;
    }

    private void DropMemoryAfterFailedCommit()
    {
        var failed = Volatile.Read(ref _failedCommits);
        if (failed == _failedCommitsSeen) return;
        _failedCommitsSeen = failed;
        _hot.Clear();
    }

    private static void Fail(PartitionWork work, Exception error)
    {
        switch (work)
        {
            case PartitionWork.Start start: start.Done.TrySetException(error); break;
            case PartitionWork.Command command: command.Done?.TrySetException(error); break;
            case PartitionWork.Recover recover: recover.Done.TrySetException(error); break;
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "{Work} failed in partition {Partition}.")]
    private static partial void WorkFailed(ILogger logger, string work, int partition, Exception exception);
}
