using Baton.Runtime.Connections;
using Baton.Runtime.Execution;
using Baton.Runtime.Express;
using Baton.Runtime.Logs;
using Baton.Runtime.Maintenance;
using Baton.Runtime.MapRuns;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Runtime.Tasks;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime;

/// <summary>
/// The shell around the engine: takes commands, makes decisions durable, keeps time and does what is owed. Open it on a store, start
/// it, dispose of it to drain.
/// </summary>
public sealed class WorkflowRuntime : IAsyncDisposable
{
    private readonly EffectRunner _effects;
    private readonly EffectRunner _expressEffects;
    private readonly ExpressRecovery _expressRecovery;
    private readonly WakeUpService _wakeUps;
    private readonly MachineDeletion _deletion;
    private readonly Recovery _recovery;
    private readonly RetentionService _retention;
    private readonly TaskFactory _factory;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];
    private bool _hasPartitions;
    private bool _disposed;

    /// <param name="store">Everything durable.</param>
    /// <param name="options">How the runtime behaves.</param>
    /// <param name="integrations">What tasks can call.</param>
    /// <param name="clock">The time.</param>
    /// <param name="loggers">Where the runtime says what happens to it.</param>
    /// <param name="log">Where executions are logged; null for nowhere.</param>
    /// <param name="items">Where distributed Maps read items from and write results to; null for nowhere.</param>
    public WorkflowRuntime(
        IStore store, RuntimeOptions options, IEnumerable<ITaskIntegration> integrations, TimeProvider clock, ILoggerFactory loggers,
        IExecutionLog? log = null, MapRunItemAccess? items = null)
        : this(store, options, integrations, clock, loggers, RuntimeSeams.Production, log, items)
    {
    }

    internal WorkflowRuntime(
        IStore store, RuntimeOptions options, IEnumerable<ITaskIntegration> integrations, TimeProvider clock, ILoggerFactory loggers, RuntimeSeams seams,
        IExecutionLog? log = null, MapRunItemAccess? items = null)
    {
        Store = store;
        Options = options;
        _factory = new TaskFactory(CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskContinuationOptions.None, seams.Scheduler ?? TaskScheduler.Default);
        clock = new SteadyTime(clock);
        Committer = new GroupCommitter(store, loggers.CreateLogger<GroupCommitter>(), seams.Scheduler);
        Definitions = new DefinitionCache(store);
        var machineRows = new MachineRows(store, Committer);
        Versions = new VersionRegistry(store, Committer, machineRows, clock);
        Aliases = new AliasRegistry(store, Committer, machineRows, clock, seams.Randomness(store.Status.Partitions));
        var numbers = new ExecutionNumbers(store.Status.LastNumber);
        SearchPaths = new SearchPaths(store, numbers);
        Machines = new StateMachineRegistry(machineRows, Versions, SearchPaths, clock, store.Status.LastStateMachineId);
        Activities = new ActivityRegistry(store, Committer, clock);
        Connections = new ConnectionRegistry(store, Committer, options.Secrets, clock);
        Dispatcher = new ActivityDispatcher(clock);
        Endings = new ExecutionEndings(store);
        Changes = new ExecutionChanges(clock);
        Rates = new ExecutionRates(clock);
        Faults = new ExecutionFaults(clock, loggers.CreateLogger<ExecutionFaults>());
        Integrations = [.. integrations];
        BackgroundWork Background() => new(_factory, loggers.CreateLogger<BackgroundWork>());
        EffectRunner Effects(int invocationsMax, BackgroundWork work) =>
            new(Dispatcher, Activities, Integrations, store, invocationsMax, work, clock, loggers.CreateLogger<EffectRunner>());
        var background = Background();
        _effects = Effects(options.InvocationsMax, background);
        _expressEffects = Effects(options.ExpressExecutionsMax, Background());
        _wakeUps = new WakeUpService(store, clock, options, loggers.CreateLogger<WakeUpService>());
        Router = new ExecutionRouter(new PartitionServices
        {
            Store = store,
            Committer = Committer,
            Definitions = Definitions,
            Machines = Machines,
            SearchPaths = SearchPaths,
            Effects = _effects,
            WakeUps = _wakeUps,
            Faults = Faults,
            Log = log,
            Numbers = numbers,
            Endings = Endings,
            Changes = Changes,
            Rates = Rates,
            Clock = clock,
            Options = options,
            Randomness = seams.Randomness,
        });
        Express = new ExpressRunner(
            new ExpressServices
            {
                Effects = _expressEffects,
                Log = log,
                Clock = clock,
                Randomness = new SharedRandomness(seams.Randomness(ExpressServices.Partition)),
                Limits = options.Limits with { DurationMax = options.ExpressDurationMax, HistoryEventsMax = int.MaxValue },
            },
            Definitions, Committer, numbers, options, _factory, loggers.CreateLogger<ExpressRunner>());
        _expressRecovery = new ExpressRecovery(store, Express, Definitions, Committer, clock, loggers.CreateLogger<ExpressRecovery>());
        Reader = new ExecutionReader(store, Express, Machines, Definitions, options.Limits, clock);
        Steps = new StepInspector(store, Definitions, options.Limits);
        _effects.MapRuns = _expressEffects.MapRuns = MapRuns = new MapRunService(
            new MapRunServices
            {
                Store = store,
                Committer = Committer,
                Definitions = Definitions,
                Machines = Machines,
                Router = Router,
                Standard = new StandardChildren(Router, store),
                Express = new ExpressChildren(Express, new ExecutionLoader(store, Definitions)),
                Reader = Reader,
                Options = options,
                Clock = clock,
                Randomness = seams.Randomness(store.Status.Partitions),
                Logger = loggers.CreateLogger<MapRunService>(),
                Items = items,
            },
            background,
            _stopping.Token);
        Purge = new ExecutionPurge(store, Router, Committer, Definitions);
        _retention = new RetentionService(Purge, options, clock, loggers.CreateLogger<RetentionService>());
        Verification = new StoreVerification(store, options);
        Liveness = new LivenessChecker(store, Machines, clock, options);
        _effects.Send = (number, partition, command, alongside) => Router.SendAsync(number, partition, command, alongside, CancellationToken.None);
        Dispatcher.Send = (number, partition, command) => Router.SendAsync(number, partition, command, CancellationToken.None);
        Dispatcher.Post = Router.Post;
        _wakeUps.Post = Router.Post;
        Dispatcher.SendLater = _effects.SendLater;
        _deletion = new MachineDeletion(store, Machines, Router, clock, loggers.CreateLogger<MachineDeletion>());
        Machines.EndedWhileLeaving = _deletion.Enqueue;
        _recovery = new Recovery(store, Router, Dispatcher, Committer, options, clock, loggers.CreateLogger<Recovery>());
    }

    public IStore Store { get; }

    public RuntimeOptions Options { get; }

    public GroupCommitter Committer { get; }

    public DefinitionCache Definitions { get; }

    public StateMachineRegistry Machines { get; }

    public VersionRegistry Versions { get; }

    public SearchPaths SearchPaths { get; }

    public AliasRegistry Aliases { get; }

    public ActivityRegistry Activities { get; }

    public ConnectionRegistry Connections { get; }

    public ActivityDispatcher Dispatcher { get; }

    public ExecutionRouter Router { get; }

    public ExpressRunner Express { get; }

    public ExecutionReader Reader { get; }

    public StepInspector Steps { get; }

    public MapRunService MapRuns { get; }

    public ExecutionFaults Faults { get; }

    public ExecutionEndings Endings { get; }

    public ExecutionChanges Changes { get; }

    public ExecutionRates Rates { get; }

    /// <summary>Who does tasks. One that needs the runtime itself joins here before <see cref="Start"/>.</summary>
    public List<ITaskIntegration> Integrations { get; }

    /// <summary>What else runs from <see cref="Start"/> until the runtime drains. Joins before that.</summary>
    public List<Func<CancellationToken, Task>> Services { get; } = [];

    public LivenessChecker Liveness { get; }

    public ExecutionPurge Purge { get; }

    public StoreVerification Verification { get; }

    /// <summary>Whether nothing is dispatched and no timer fires, because only the partitions were started.</summary>
    public bool IsPaused { get; private set; } = true;

    /// <summary>Starts the partitions alone: no timer fires, nothing that is owed is done, nothing is purged by itself.</summary>
    public void StartPaused()
    {
        if (_hasPartitions) return;
        _hasPartitions = true;
        Store.OwesRedelivery = !Store.Status.WasLeftClean; // until it is taken up
        _loops.Add(Router.RunAsync(_factory));
    }

    /// <summary>Starts the partitions and timers, and takes up what the last run left. Commands are taken at once.</summary>
    public void Start()
    {
        StartPaused();
        IsPaused = false;
        _loops.Add(_factory.StartNew(() => _wakeUps.RunAsync(_stopping.Token)).Unwrap());
        _loops.Add(_factory.StartNew(() => _recovery.RunAsync(_stopping.Token)).Unwrap());
        _loops.Add(_factory.StartNew(() => _expressRecovery.RunAsync(_stopping.Token)).Unwrap());
        _loops.Add(_factory.StartNew(() => MapRuns.EndForgottenAsync()).Unwrap());
        _loops.Add(_factory.StartNew(() => _deletion.RunAsync(_stopping.Token)).Unwrap());
        _loops.Add(_factory.StartNew(() => _retention.RunAsync(_stopping.Token)).Unwrap());
        foreach (var service in Services) _loops.Add(_factory.StartNew(() => service(_stopping.Token)).Unwrap());
    }

    /// <summary>Deletes a machine: it takes no more starts, its executions end at their next transition, and with the last of them it is gone.</summary>
    public async Task DeleteStateMachineAsync(string arn, CancellationToken cancellationToken)
    {
        if (await Machines.MarkDeletingAsync(arn, cancellationToken) is { } row) _deletion.Enqueue(row);
    }

    /// <summary>Drains: no more timers, polls and calls; what is queued is decided and written.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        _stopping.Cancel();
        Dispatcher.Stop();
        await Express.DisposeAsync();
        await Task.WhenAll(_effects.StopAsync(), _expressEffects.StopAsync());
        Router.Close();
        try
        {
            await Task.WhenAll(_loops);
        }
        finally
        {
            await Committer.DisposeAsync();
            if (!Dispatcher.IsSettled) Store.OwesRedelivery = true;
            _effects.Dispose();
            _expressEffects.Dispose();
            _stopping.Dispose();
        }
    }
}
