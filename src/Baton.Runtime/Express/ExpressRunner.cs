using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Execution;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Express;

/// <summary>
/// Runs Express executions: the same engine as for others, without a commit for each decision. A synchronous one is in memory alone and runs at most
/// once. An asynchronous one has a durable start and a durable end: a crash between the two makes it run again from its start.
/// </summary>
public sealed partial class ExpressRunner : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly ExpressServices _services;
    private readonly DefinitionCache _definitions;
    private readonly GroupCommitter _committer;
    private readonly ExecutionNumbers _numbers;
    private readonly RuntimeOptions _options;
    private readonly TaskFactory _factory;
    private readonly ILogger<ExpressRunner> _logger;
    private readonly int _childrenMax;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, ExpressExecution> _running = [];
    private readonly HashSet<Signal> _waitForRoom = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping;
    private int _children;
    private bool _closed;

    internal ExpressRunner(
        ExpressServices services, DefinitionCache definitions, GroupCommitter committer, ExecutionNumbers numbers, RuntimeOptions options, TaskFactory factory,
        ILogger<ExpressRunner> logger)
    {
        _services = services;
        _stopping = new CancellationTokenSource(Timeout.InfiniteTimeSpan, services.Clock);
        _definitions = definitions;
        _committer = committer;
        _numbers = numbers;
        _options = options;
        _factory = factory;
        _logger = logger;
        _childrenMax = Math.Max(1, options.ExpressExecutionsMax / 2); // so that clients can start some too
        services.Effects.Send = (number, _, command, alongside) =>
        {
            Invariant.Check(alongside.Count == 0, "Nothing is stored alongside of an Express execution, which has no commits.");
            if (Find(number) is not { } execution) return Task.FromResult<Decision>(new Decision.Rejected(RejectionKind.ExecutionNotRunning, "The execution has ended."));
            execution.Send(command);
            return Task.FromResult<Decision>(new Decision.Accepted(execution.State, [], Continues: false)); // taken: its own loop decides
        };
    }

    /// <summary>How many run at this moment.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _running.Count;
        }
    }

    /// <summary>Runs an execution of a machine to its end.</summary>
    /// <param name="target">The machine at the revision to run.</param>
    /// <param name="name">The name, or null to make one up. Several executions can have the same.</param>
    /// <param name="input">The input.</param>
    /// <exception cref="ExpressLimitException">As many run as may.</exception>
    /// <exception cref="RuntimeStoppedException">The runtime stops.</exception>
    public Task<ExpressOutcome> RunAsync(StateMachineTarget target, string? name, JsonText input) =>
        RunAsync(_definitions.Get(target.Machine.Revision), IdentityOf(target, name, input));

    /// <summary>Runs an execution to its end. Nobody can call it off: a caller that waits no longer only misses how it ended.</summary>
    /// <inheritdoc cref="RunAsync(StateMachineTarget, string?, JsonText)"/>
    public Task<ExpressOutcome> RunAsync(CompiledRevision revision, ExecutionIdentity identity)
    {
        var execution = Admit(_numbers.Next(), revision, identity, _options.ExpressExecutionsMax);
        return _factory.StartNew(() => RunAdmittedAsync(execution)).Unwrap();
    }

    /// <summary>Starts an execution that nobody waits for; comes back when the start is durable.</summary>
    /// <returns>The execution's identity.</returns>
    /// <inheritdoc cref="RunAsync(StateMachineTarget, string?, JsonText)"/>
    public async Task<ExecutionIdentity> StartAsync(StateMachineTarget target, string? name, JsonText input)
    {
        var revision = target.Machine.Revision;
        var execution = Admit(_numbers.Next(), _definitions.Get(revision), IdentityOf(target, name, input), _options.ExpressExecutionsMax);
        try
        {
            var row = new ExpressExecutionRow(execution.Number, revision.StateMachineId, revision.Number, ExpressRows.Encode(execution.Identity));
            await _committer.CommitAsync(new StoreChange.PutExpressExecution(row));
        }
        catch
        {
            Leave(execution);
            throw;
        }
        _ = _factory.StartNew(() => RunOwedAsync(execution));
        return execution.Identity;
    }

    /// <summary>Takes a place for a child of a Map Run.</summary>
    /// <param name="room">Set when there may be one again, where there is none now.</param>
    internal bool TryReserveForChild(Signal room)
    {
        lock (_lock)
        {
            if (_children < _childrenMax)
            {
                _children++;
                return true;
            }
            _waitForRoom.Add(room);
            return false;
        }
    }

    /// <summary>
    /// Runs a child of a Map Run in a place that was taken for it. Nothing is stored of it before it has ended: after a crash or a stop its run starts it again.
    /// </summary>
    internal void StartChild(ExpressParent parent, ExecutionIdentity identity)
    {
        StartChild(new ExpressExecution(_numbers.Next(), _definitions.Get(parent.Run.Revision), identity, _services) { Parent = parent });
    }

    /// <summary>Runs a child of a Map Run from its start again, in a place that was taken for it, and under its number and ARN.</summary>
    internal void RedriveChild(ExpressParent parent, long number, ExecutionState before, int redrive)
    {
        var command = new ExecutionCommand.RedriveExecution(null) { MapRunRedrive = redrive, StartsOver = true };
        StartChild(new ExpressExecution(number, _definitions.Get(parent.Run.Revision), before.Identity, _services) { Parent = parent, Redrive = (command, before) });
    }

    private void StartChild(ExpressExecution execution)
    {
        lock (_lock)
        {
            if (_closed) return; // the next start begins it
            _running.Add(execution.Number, execution);
        }
        _ = _factory.StartNew(() => RunOwedAsync(execution));
    }

    /// <summary>Ends the children of a Map Run that run.</summary>
    internal void CallOffChildren(string mapRunArn)
    {
        foreach (var child in Running(identity => identity.Parent?.MapRunArn == mapRunArn)) child.CallOff();
    }

    /// <summary>The children of a Map Run that run at this moment; nothing is stored of them yet.</summary>
    public IReadOnlyList<ExecutionDescription> ChildrenOf(string mapRunArn) => Describe(identity => identity.Parent?.MapRunArn == mapRunArn);

    /// <summary>The child of a Map Run with this ARN, if it runs at this moment.</summary>
    public ExecutionDescription? FindChild(string arn) => Describe(identity => identity.Parent is not null && identity.ExecutionArn == arn).SingleOrDefault();

    /// <summary>Runs an execution again that an earlier run of the server acknowledged. It began before, so it finds room whatever the bound.</summary>
    internal void RunAgain(ExpressExecutionRow row, CompiledRevision revision)
    {
        var execution = Admit(row.Number, revision, ExpressRows.Decode(row.Started) with { StartedAt = _services.Now() }, int.MaxValue);
        _ = _factory.StartNew(() => RunOwedAsync(execution));
    }

    /// <summary>Takes no more starts, and gives what runs a while to end.</summary>
    public void BeginStop()
    {
        lock (_lock)
        {
            if (_closed) return;
            _closed = true;
            if (_running.Count == 0) _ended.TrySetResult();
            _stopping.CancelAfter(_options.ExpressDrainTime);
        }
    }

    /// <summary>Stops what still runs: whoever waits for one is told so; asynchronous ones run again after the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        BeginStop();
        _stopping.Cancel();
        await _ended.Task;
        _stopping.Dispose();
    }

    private async Task<ExpressOutcome> RunAdmittedAsync(ExpressExecution execution)
    {
        try
        {
            await execution.RunAsync(_stopping.Token);
            if (execution.State.Status == RunStatus.Running) execution.Stop(StateErrors.Runtime, "The server stopped before the execution ended.");
            return ExpressOutcome.Of(execution.State);
        }
        finally
        {
            Leave(execution);
        }
    }

    private async Task RunOwedAsync(ExpressExecution execution)
    {
        try
        {
            await execution.RunAsync(_stopping.Token);
            if (execution.State.Status != RunStatus.Running) await EndAsync(execution);
        }
        catch (Exception e)
        {
            Failed(_logger, execution.Identity.ExecutionArn, e);
        }
        finally
        {
            Leave(execution);
        }
    }

    /// <summary>Makes the end durable; as long as that fails, a crash would make it run again.</summary>
    private async Task EndAsync(ExpressExecution execution)
    {
        StoreChange end = execution.Parent is null ? new StoreChange.RemoveExpressExecution(execution.Number) : ExpressRows.EndOf(execution);
        while (true)
        {
            try
            {
                await _committer.CommitAsync(end);
                if (execution.Identity.Parent is { } parent) _services.Effects.ChildEnded(parent, ExecutionRows.StatusOf(execution.State.Status), canBeRedriven: true);
                return;
            }
            catch (Exception e) when (RuntimeFailures.IsTransient(e) && !_stopping.IsCancellationRequested)
            {
                await _services.Clock.DelayAsync(RetryDelay, _stopping.Token);
            }
            catch (Exception e) when (RuntimeFailures.IsTransient(e))
            {
                return; // it runs again after the next start: at least once
            }
        }
    }

    private ExpressExecution Admit(long number, CompiledRevision revision, ExecutionIdentity identity, int countMax)
    {
        var execution = new ExpressExecution(number, revision, identity, _services);
        lock (_lock)
        {
            if (_closed) throw new RuntimeStoppedException();
            if (_running.Count >= countMax) throw new ExpressLimitException(countMax);
            _running.Add(number, execution);
        }
        return execution;
    }

    private void Leave(ExpressExecution execution)
    {
        lock (_lock)
        {
            _running.Remove(execution.Number);
            if (execution.Parent is not null)
            {
                _children--;
                foreach (var room in _waitForRoom) room.Set();
                _waitForRoom.Clear();
            }
            if (_closed && _running.Count == 0) _ended.TrySetResult();
        }
    }

    private List<ExpressExecution> Running(Func<ExecutionIdentity, bool> which)
    {
        lock (_lock) return [.. _running.Values.Where(execution => which(execution.Identity))];
    }

    private List<ExecutionDescription> Describe(Func<ExecutionIdentity, bool> which) =>
        [.. Running(which).Select(child => new ExecutionDescription(ExpressRows.RowOf(child), child.Identity))];

    private ExpressExecution? Find(long number)
    {
        lock (_lock) return _running.GetValueOrDefault(number);
    }

    private ExecutionIdentity IdentityOf(StateMachineTarget target, string? name, JsonText input) =>
        target.IdentityOf(known => ExpressRows.ArnOf(target.Machine.Arn, known), name, input, _services.Now());

    [LoggerMessage(EventId = 3601, Level = LogLevel.Critical, Message = "The Express execution {Arn} failed in Baton itself. The next start tries it again.")]
    private static partial void Failed(ILogger logger, string arn, Exception exception);
}
