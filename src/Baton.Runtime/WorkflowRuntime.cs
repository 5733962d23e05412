using Baton.Runtime.Execution;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Runtime.Tasks;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime;

/// <summary>
/// The shell around the engine: takes commands, makes decisions durable, keeps time and does what is owed. Open it on a store, run it,
/// dispose of it to drain.
/// </summary>
public sealed partial class WorkflowRuntime : IAsyncDisposable
{
    private const int RowsPerRead = 1_000;

    private readonly EffectRunner _effects;
    private readonly WakeUpService _wakeUps;
    private readonly MachineDeletion _deletion;
    private readonly ILogger<WorkflowRuntime> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];

    public WorkflowRuntime(IStore store, RuntimeOptions options, IEnumerable<ITaskIntegration> integrations, TimeProvider clock, ILoggerFactory loggers)
    {
        Store = store;
        Options = options;
        _logger = loggers.CreateLogger<WorkflowRuntime>();
        Committer = new GroupCommitter(store, loggers.CreateLogger<GroupCommitter>());
        Definitions = new DefinitionCache(store);
        Machines = new StateMachineRegistry(store, Committer, clock);
        Activities = new ActivityRegistry(store, Committer, clock);
        Dispatcher = new ActivityDispatcher(clock);
        _effects = new EffectRunner(Dispatcher, Activities, integrations, options, clock, loggers.CreateLogger<EffectRunner>());
        _wakeUps = new WakeUpService(store, clock, options, loggers.CreateLogger<WakeUpService>());
        Router = new ExecutionRouter(new PartitionServices
        {
            Store = store,
            Committer = Committer,
            Definitions = Definitions,
            Effects = _effects,
            WakeUps = _wakeUps,
            Numbers = new ExecutionNumbers(store.Status.LastNumber),
            Clock = clock,
            Options = options,
            Logger = loggers.CreateLogger<ExecutionRouter>(),
        });
        Reader = new ExecutionReader(store);
        Dispatcher.Send = _effects.Send = _wakeUps.Send = (number, partition, command) => Router.SendAsync(number, partition, command, CancellationToken.None);
        _deletion = new MachineDeletion(store, Machines, Router, loggers.CreateLogger<MachineDeletion>());
    }

    public IStore Store { get; }

    public RuntimeOptions Options { get; }

    public GroupCommitter Committer { get; }

    public DefinitionCache Definitions { get; }

    public StateMachineRegistry Machines { get; }

    public ActivityRegistry Activities { get; }

    public ActivityDispatcher Dispatcher { get; }

    public ExecutionRouter Router { get; }

    public ExecutionReader Reader { get; }

    /// <summary>Starts the partitions and timers, and takes up what the last run left. Commands are taken at once.</summary>
    public void Start()
    {
        _loops.Add(Router.RunAsync());
        _loops.Add(Task.Run(() => _wakeUps.RunAsync(_stopping.Token)));
        _loops.Add(Task.Run(() => RecoverAsync(_stopping.Token)));
        _loops.Add(Task.Run(() => _deletion.RunAsync(_stopping.Token)));
    }

    /// <summary>Deletes a machine: at once as far as callers see, in the background as far as its executions go.</summary>
    public async Task DeleteStateMachineAsync(string arn, CancellationToken cancellationToken)
    {
        if (await Machines.MarkDeletingAsync(arn, cancellationToken) is { } row) _deletion.Enqueue(row);
    }

    /// <summary>Drains: no more timers and calls, what is queued is decided and written.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _effects.StopAsync();
        Router.Close();
        await Task.WhenAll(_loops);
        await Committer.DisposeAsync();
        _effects.Dispose();
        Machines.Dispose();
        Activities.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Dispatches what was owed when the last run ended. After a crash that includes what was handed out just before it.</summary>
    private async Task RecoverAsync(CancellationToken stoppingToken)
    {
        try
        {
            var status = Store.Status;
            var redeliverSince = status.ClosedCleanly || status.LastCommitAt is null ? DateTimeOffset.MaxValue : status.LastCommitAt.Value - Options.RedeliveryWindow;
            var since = status.ClosedCleanly || status.LastCommitAt is null ? DateTimeOffset.MaxValue : status.LastCommitAt.Value;
            long number = 0, recovered = 0;
            while (!stoppingToken.IsCancellationRequested)
            {
                var rows = await Store.ListOwingAsync(since, number, RowsPerRead, stoppingToken);
                await Task.WhenAll(rows.Select(row => Router.RecoverAsync(row, redeliverSince, stoppingToken)));
                recovered += rows.Count;
                if (rows.Count < RowsPerRead) break;
                number = rows[^1].Number;
            }
            if (recovered > 0) Recovered(_logger, recovered);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // stopped before it was done: the next start goes on
        }
        catch (Exception e)
        {
            RecoveryFailed(_logger, e);
            Committer.Break(e);
        }
    }

    [LoggerMessage(EventId = 3401, Level = LogLevel.Information, Message = "Took up {Count} executions that owed work.")]
    private static partial void Recovered(ILogger logger, long count);

    [LoggerMessage(EventId = 3402, Level = LogLevel.Critical, Message = "What the last run left could not be taken up; the process stops.")]
    private static partial void RecoveryFailed(ILogger logger, Exception exception);
}
