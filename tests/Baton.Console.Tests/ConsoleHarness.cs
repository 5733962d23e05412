using Baton.Engine.Execution;
using Baton.Json;
using Baton.Local;
using Baton.Runtime;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Store;
using Baton.WebConsole.Bulk;
using Baton.WebConsole.Runs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.WebConsole.Tests;

/// <summary>A whole runtime with what the console adds to it, on one thread and on a disk in memory, with a clock that the test moves.</summary>
internal sealed class ConsoleHarness
{
    /// <summary>Fails, waits or succeeds, as <c>kind</c> of its input says.</summary>
    private const string Definition =
        """
        {"StartAt":"Kind","States":{
          "Kind":{"Type":"Choice","Choices":[{"Variable":"$.kind","StringEquals":"fail","Next":"No"},{"Variable":"$.kind","StringEquals":"wait","Next":"Wait"}],"Default":"Yes"},
          "No":{"Type":"Fail","Error":"No","Cause":"No order"},"Wait":{"Type":"Wait","Seconds":1000000,"End":true},"Yes":{"Type":"Succeed"}}}
        """;

    public ConsoleHarness() => Open();

    public ManualTime Clock { get; } = new(new DateTimeOffset(2026, 11, 12, 8, 0, 0, TimeSpan.Zero));

    public MemoryDisk Disk { get; } = new(partitions: 4);

    public TurnScheduler Turns { get; private set; } = null!;

    public WorkflowRuntime Runtime { get; private set; } = null!;

    public ExecutionSearch Search { get; private set; } = null!;

    public BulkJobs Jobs { get; private set; } = null!;

    public T Run<T>(Func<Task<T>> work) => Turns.RunToEnd(work);

    /// <summary>Does something, and no more than it takes: what else is ready stays so.</summary>
    public T RunAlone<T>(Func<Task<T>> work)
    {
        var running = Turns.Start(work);
        while (!running.IsCompleted && Turns.RunOne())
        {
        }
        return running.GetAwaiter().GetResult();
    }

    /// <summary>The process is gone in this moment, and starts again.</summary>
    public void Crash()
    {
        Turns.Drop();
        Clock.DropTimers();
        Open();
    }

    public static string MachineArn(string name) => $"arn:aws:states:us-east-1:000000000000:stateMachine:{name}";

    public static string Arn(string machine, string name) => $"arn:aws:states:us-east-1:000000000000:execution:{machine}:{name}";

    public StateMachineRow CreateMachine(string name) =>
        Run(() => Runtime.Machines.CreateAsync(new(MachineArn(name), name, "us-east-1", Definition, "arn:aws:iam::000000000000:role/r", "{}"), CancellationToken.None)).Machine;

    /// <summary>From now on executions of a machine are found by the value at a path of their input.</summary>
    public void Declare(StateMachineRow machine, string path) => Run(() => Runtime.Machines.TagAsync(machine.Arn, _ => $$"""{"{{SearchPath.TagPrefix}}{{path}}":""}""", CancellationToken.None));

    /// <param name="kind"><c>fail</c>, <c>wait</c> or anything else.</param>
    public void Start(StateMachineRow machine, string name, string kind, int order = 1)
    {
        Run(() => Runtime.Router.StartAsync(
            new StateMachineTarget(machine), one => Arn(machine.Name, one), name, JsonText.Parse($$"""{"kind":"{{kind}}","order":{"id":{{order}} } }"""), CancellationToken.None));
        Turns.RunUntilIdle();
    }

    public IEnumerable<ExecutionRow> Rows => Disk.Executions.Select(stored => stored.Row);

    public ExecutionState State(string arn)
    {
        var (_, batches) = Disk.Executions.Single(stored => stored.Row.Arn == arn);
        return Engine.ExecutionEngine.Replay(batches.SelectMany(batch => EventCodec.Decode(batch.Events)));
    }

    private void Open()
    {
        Turns = new TurnScheduler(null);
        Runtime = new WorkflowRuntime(new MemoryStore(Disk, Clock), new RuntimeOptions(), [], Clock, NullLoggerFactory.Instance, new RuntimeSeams(Turns, partition => new SeededRandomness((ulong)partition)));
        Search = new ExecutionSearch(Runtime, Clock);
        Jobs = new BulkJobs(Runtime);
        Runtime.Services.Add(new BulkRunner(Runtime, Jobs, Search, Clock, NullLogger<BulkRunner>.Instance).RunAsync);
        Runtime.Start();
    }
}
