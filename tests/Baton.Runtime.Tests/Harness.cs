using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Execution;
using Baton.Runtime.Storage;
using Baton.Runtime.Tasks;
using Baton.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Runtime.Tests;

/// <summary>A whole runtime on one thread and on a disk in memory, with a clock that the test moves. Each step runs until nothing is ready.</summary>
internal sealed class Harness
{
    public const string Activity = "arn:aws:states:us-east-1:000000000000:activity:work";
    public const string Function = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private readonly RuntimeOptions _options;
    private readonly ulong? _order;

    /// <param name="options">The runtime's.</param>
    /// <param name="order">Decides the order of what is ready; null is the order in which it became so.</param>
    public Harness(RuntimeOptions? options = null, ulong? order = null)
    {
        _options = options ?? new RuntimeOptions();
        _order = order;
        Open();
        Run(() => Runtime.Activities.CreateAsync(Activity, "work", "us-east-1", "{}", "{}", CancellationToken.None));
    }

    public ManualTime Clock { get; } = new();

    public MemoryDisk Disk { get; } = new(partitions: 4);

    public FakeCalls Calls { get; } = new();

    public LogLines Log { get; } = new();

    public TurnScheduler Turns { get; private set; } = null!;

    public FaultyStore Store { get; private set; } = null!;

    public WorkflowRuntime Runtime { get; private set; } = null!;

    public static string TaskState(string resource, string more = "") =>
        $$"""{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"{{resource}}"{{more}},"End":true} } }""";

    public static string WaitState(int seconds) => $$"""{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":{{seconds}},"End":true} } }""";

    public void Open() => OpenWith(_ => { });

    /// <summary>Opens with a store that fails from the beginning.</summary>
    public void OpenWith(Action<FaultyStore> faults)
    {
        Make(faults);
        Runtime.Start();
        Turns.RunUntilIdle();
    }

    /// <summary>The process is gone in this moment, and what it left is opened as after a restore.</summary>
    public void CrashAndPause()
    {
        Turns.Drop();
        Clock.DropTimers();
        Make(_ => { });
        Runtime.StartPaused();
    }

    private void Make(Action<FaultyStore> faults)
    {
        Turns = new TurnScheduler(_order is { } order ? new SeededRandomness(order) : null);
        Store = new FaultyStore(new MemoryStore(Disk, Clock), Clock);
        faults(Store);
        Runtime = new WorkflowRuntime(
            Store, _options, [Calls], Clock, NullLoggerFactory.Instance, new RuntimeSeams(Turns, partition => new SeededRandomness((ulong)partition)), Log);
    }

    /// <summary>The process is gone in this moment, and starts again.</summary>
    public void Crash(Action<FaultyStore>? faults = null)
    {
        Turns.Drop();
        Clock.DropTimers();
        OpenWith(faults ?? (_ => { }));
    }

    /// <summary>The process stops as it should, and starts again.</summary>
    public void Restart()
    {
        Stop();
        Open();
    }

    public void Stop()
    {
        Run(() => Runtime.DisposeAsync().AsTask());
        Run(() => Store.DisposeAsync().AsTask());
        Clock.DropTimers();
    }

    public void Pass(TimeSpan span)
    {
        Clock.Advance(span);
        Turns.RunUntilIdle();
    }

    /// <summary>Gives turns until something is so.</summary>
    public void RunUntil(Func<bool> isSo)
    {
        for (var turns = 0; !isSo(); turns++) Assert.True(Turns.RunOne() && turns < 100_000, "It does not come to that.");
    }

    public T Run<T>(Func<Task<T>> work) => Turns.RunToEnd(work);

    public void Run(Func<Task> work) => Turns.RunToEnd(work);

    /// <summary>Begins something that may wait.</summary>
    public Task<T> Begin<T>(Func<Task<T>> work)
    {
        var begun = Turns.Start(work);
        Turns.RunUntilIdle();
        return begun;
    }

    public StateMachineRow Machine(string definition, string name = "m", string settings = "{}", StateMachineType type = StateMachineType.Standard) =>
        Run(() => Runtime.Machines.CreateAsync(
            new($"arn:aws:states:us-east-1:000000000000:stateMachine:{name}", name, "us-east-1", definition, "arn:aws:iam::000000000000:role/r", settings) { Type = type },
            CancellationToken.None)).Machine;

    public StateMachineRow ExpressMachine(string definition, string settings = "{}") => Machine(definition, "x", settings, StateMachineType.Express);

    public static string Arn(string name) => $"arn:aws:states:us-east-1:000000000000:execution:m:{name}";

    public Task<StartResult> StartAsync(StateMachineRow machine, string? name, string input = "{}") =>
        Runtime.Router.StartAsync(new(machine), Arn, name, JsonText.Parse(input), CancellationToken.None);

    public StartResult Start(StateMachineRow machine, string name, string input = "{}") => Run(() => StartAsync(machine, name, input));

    public Task<HandedOutTask?> PollAsync(TimeSpan? wait = null, CancellationToken stopWaiting = default, CancellationToken isGone = default) =>
        Runtime.Dispatcher.PollAsync(Activity, "worker", wait ?? TimeSpan.FromSeconds(60), stopWaiting, isGone);

    /// <summary>Takes the task that is waiting; null where none is.</summary>
    public HandedOutTask? Poll() => Run(() => PollAsync(TimeSpan.Zero));

    public Decision Send(TaskToken token, ExecutionCommand command) => Run(() => Runtime.Router.SendAsync(token, command, CancellationToken.None));

    public Decision Complete(TaskToken token, string output = "{}") => Send(token, new ExecutionCommand.CompleteTask(token, JsonText.Parse(output)));

    public Decision StopExecution(string name)
    {
        var row = Row(name);
        return Run(() => Runtime.Router.SendAsync(row, new ExecutionCommand.StopExecution(null, null), CancellationToken.None));
    }

    public Decision RedriveExecution(string name, string? clientToken = null) => Run(() => RedriveAsync(name, clientToken));

    public Task<Decision> RedriveAsync(string name, string? clientToken = null) =>
        Runtime.Router.RedriveAsync(Row(name), new RedriveRequest(clientToken), CancellationToken.None);

    public ExecutionRow Row(string name) => Disk.Executions.Single(stored => stored.Row.Arn == Arn(name)).Row;

    public ExecutionStatus Status(string name) => Row(name).Status;

    public IReadOnlyList<string> History(string name) => HistoryOf(Arn(name));

    public IReadOnlyList<string> HistoryOf(string arn) => [..
        from batch in Disk.Executions.Single(stored => stored.Row.Arn == arn).Batches
        from happened in EventCodec.Decode(batch.Events)
        where happened.HistoryType is not null
        select happened.HistoryType!];
}
