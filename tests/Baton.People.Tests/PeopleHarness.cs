using Baton.Engine.Execution;
using Baton.Json;
using Baton.Local;
using Baton.People.Messages;
using Baton.People.Tasks;
using Baton.Runtime;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.People.Tests;

/// <summary>A whole runtime with its people on one thread and on a disk in memory, with a clock that the test moves. Each step runs until nothing is ready.</summary>
internal sealed class PeopleHarness : IDisposable
{
    public const string HumanTask = "arn:aws:states:::human:createTask";
    public const string WaitingTask = HumanTask + ".waitForTaskToken";

    private readonly string _folder = Directory.CreateTempSubdirectory("baton-people-").FullName;
    private readonly bool _hasMail;

    public PeopleHarness(bool hasMail = true)
    {
        _hasMail = hasMail;
        Open();
    }

    public static Actor Ada { get; } = new("ada", ["support"]);

    public static Actor Bob { get; } = new("bob", ["support"]);

    public static Actor Eve { get; } = new("eve", ["sales"]);

    public ManualTime Clock { get; } = new();

    public MemoryDisk Disk { get; } = new(partitions: 4);

    public CollectedMails Mails { get; } = new();

    public CollectedCalls Webhooks { get; } = new();

    public TurnScheduler Turns { get; private set; } = null!;

    public FaultyStore Store { get; private set; } = null!;

    public WorkflowRuntime Runtime { get; private set; } = null!;

    public PeopleServices People { get; private set; } = null!;

    public TaskService Tasks => People.Tasks;

    public Links.LinkSigner Links => People.Links;

    /// <summary>Where outsiders reach the server, from its next start on.</summary>
    public Task<string> Address { get; set; } = System.Threading.Tasks.Task.FromResult("http://127.0.0.1:7070");

    /// <summary>Gets the store before it is used.</summary>
    public Action<FaultyStore> Faults { get; set; } = _ => { };

    /// <summary>The process is gone in this moment, and starts again.</summary>
    public void Crash()
    {
        Turns.Drop();
        Clock.DropTimers();
        Open();
    }

    public void Pass(TimeSpan span)
    {
        Clock.Advance(span);
        Turns.RunUntilIdle();
    }

    public T Run<T>(Func<Task<T>> work) => Turns.RunToEnd(work);

    /// <summary>Does something that is refused.</summary>
    public PeopleException Refused<T>(Func<Task<T>> work) => Assert.Throws<PeopleException>(() => Run(work));

    /// <summary>Starts an execution of one task state.</summary>
    /// <param name="arguments">The task's Parameters.</param>
    /// <param name="more">More fields of the state, each with a comma before it.</param>
    /// <returns>The task that it made.</returns>
    public Tasks.HumanTask Start(string arguments, string name = "e", string resource = WaitingTask, string more = "", string tags = "{}")
    {
        StartMachine($$"""{"StartAt":"Ask","States":{"Ask":{"Type":"Task","Resource":"{{resource}}","Parameters":{{arguments}}{{more}},"End":true} } }""", name, tags);
        return TasksOf(name)[^1];
    }

    public void StartMachine(string definition, string name = "e", string tags = "{}")
    {
        var machine = Run(() => Runtime.Machines.CreateAsync(
            new($"arn:aws:states:us-east-1:000000000000:stateMachine:m-{name}", $"m-{name}", "us-east-1", definition, "arn:aws:iam::000000000000:role/r", "{}") { Tags = tags }, CancellationToken.None)).Machine;
        Run(() => Runtime.Router.StartAsync(new StateMachineTarget(machine), Arn, name, JsonText.Parse("{}"), CancellationToken.None));
        Turns.RunUntilIdle();
    }

    public static string Arn(string name) => $"arn:aws:states:us-east-1:000000000000:execution:m:{name}";

    public IReadOnlyList<Tasks.HumanTask> TasksOf(string execution) => [.. List(new TaskQuery(long.MaxValue, 1_000) { IsActive = null, Execution = Arn(execution) }).Reverse()];

    public IReadOnlyList<Tasks.HumanTask> List(TaskQuery query) => Run(() => Tasks.ListAsync(query, CancellationToken.None));

    public Tasks.HumanTask Task(long id) => Run(() => Tasks.FindAsync(id, CancellationToken.None));

    public IReadOnlyList<string> History(long id) => [.. Run(() => Tasks.HistoryAsync(id, CancellationToken.None)).Select(act => $"{act.By ?? "-"} {act.What}{(act.Text is { } text ? $" {text}" : "")}")];

    public ExecutionRow Row(string name) => Disk.Executions.Single(stored => stored.Row.Arn == Arn(name)).Row;

    public ExecutionState State(string name)
    {
        var execution = Disk.Executions.Single(stored => stored.Row.Arn == Arn(name));
        return Engine.ExecutionEngine.Replay(execution.Batches.SelectMany(batch => EventCodec.Decode(batch.Events)));
    }

    /// <summary>What an execution ended with.</summary>
    public string Output(string name) => State(name).Outcome!.Output!.ToString();

    public void Dispose()
    {
        Turns.Drop();
        Directory.Delete(_folder, recursive: true);
    }

    private void Open()
    {
        Turns = new TurnScheduler(null);
        Store = new FaultyStore(new MemoryStore(Disk, Clock), Clock);
        Faults(Store);
        Runtime = new WorkflowRuntime(
            Store, new RuntimeOptions(), [], Clock, NullLoggerFactory.Instance, new RuntimeSeams(Turns, partition => new SeededRandomness((ulong)partition)));
        var options = new PeopleOptions { DataFolder = _folder, PublicAddress = Address };
        People = Run(() => PeopleServices.OpenAsync(Runtime, options, _hasMail ? Mails : null, Webhooks, (_, _) => throw new NotSupportedException("Nothing here reads checklists."), () => null, Clock, new StrictLog(), CancellationToken.None));
        Runtime.Start();
        Turns.RunUntilIdle();
    }
}

/// <summary>Takes every mail, or refuses as it is told.</summary>
internal sealed class CollectedMails : IMailTransport
{
    public List<Message> Sent { get; } = [];

    public DeliveryException? Refusal { get; set; }

    public Task SendAsync(Message message, CancellationToken cancellationToken)
    {
        if (Refusal is not null) throw Refusal;
        Sent.Add(message);
        return Task.CompletedTask;
    }
}

/// <summary>Takes every call of a webhook.</summary>
internal sealed class CollectedCalls : IWebhookTransport
{
    public List<Message> Sent { get; } = [];

    public Task SendAsync(Message message, CancellationToken cancellationToken)
    {
        Sent.Add(message);
        return Task.CompletedTask;
    }
}

/// <summary>Nothing in a test is to be logged as an error: that fails it.</summary>
internal sealed class StrictLog : ILoggerFactory, ILogger
{
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null) Console.Error.WriteLine(exception);
    }

    public void Dispose()
    {
    }
}
