using Baton.Api;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Integrations.Nested;
using Baton.Json;
using Baton.Local;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Runtime.Storage;
using Baton.Server;
using Baton.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Integrations.Tests.Nested;

/// <summary>The runtime with its API and the integration of nested executions, on one thread, a disk in memory and a clock that the test moves.</summary>
internal sealed class NestedHarness
{
    private readonly IntegrationOptions _options = new();

    public NestedHarness()
    {
        Open();
        Run(() => Runtime.Activities.CreateAsync(Activity, "work", "us-east-1", "{}", "{}", CancellationToken.None));
    }

    public const string Activity = "arn:aws:states:us-east-1:000000000000:activity:work";

    public ManualTime Clock { get; } = new();

    public MemoryDisk Disk { get; } = new(partitions: 4);

    public TurnScheduler Turns { get; private set; } = null!;

    public FaultyStore Store { get; private set; } = null!;

    public WorkflowRuntime Runtime { get; private set; } = null!;

    public static string Parent(string suffix, string more = "", string child = "child") => $$$"""
        {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution{{{suffix}}}",
          "Parameters":{"StateMachineArn":"{{{MachineArn(child)}}}","Input":{"x.$":"$.x"}{{{more}}}},"End":true} } }
        """;

    public static string Working => $$"""{"StartAt":"W","States":{"W":{"Type":"Task","Resource":"{{Activity}}","End":true} } }""";

    public static string MachineArn(string name) => $"arn:aws:states:us-east-1:000000000000:stateMachine:{name}";

    public IReadOnlyList<ExecutionRow> Of(string machine) => [.. Disk.Executions.Select(stored => stored.Row).Where(row => row.Arn.Contains($":{machine}:", StringComparison.Ordinal))];

    /// <summary>The one execution of a machine.</summary>
    public ExecutionRow Only(string machine) => Assert.Single(Of(machine));

    public void Machine(string name, string definition) =>
        Run(() => Runtime.Machines.CreateAsync(new(MachineArn(name), name, "us-east-1", definition, "arn:aws:iam::000000000000:role/r", "{}"), CancellationToken.None));

    public void Start(string machine, string name = "n", string input = """{"x":1}""")
    {
        BeginStart(machine, name, input);
        Turns.RunUntilIdle();
    }

    /// <summary>Begins a start without giving it a turn.</summary>
    public void BeginStart(string machine, string name = "n", string input = """{"x":1}""") => Turns.Start(async () =>
    {
        var row = await Runtime.Machines.FindAsync(MachineArn(machine), CancellationToken.None);
        return await Runtime.Router.StartAsync(new(row!), execution => $"arn:aws:states:us-east-1:000000000000:execution:{machine}:{execution}", name, JsonText.Parse(input), CancellationToken.None);
    });

    /// <summary>Does the work that waits for a worker.</summary>
    public void Work(string? output = """{"done":true}""")
    {
        var task = Run(() => Runtime.Dispatcher.PollAsync(Activity, "worker", TimeSpan.Zero, CancellationToken.None, CancellationToken.None))!;
        ExecutionCommand command = output is null ? new ExecutionCommand.FailTask(task.Token, "Work.Failed", "why") : new ExecutionCommand.CompleteTask(task.Token, JsonText.Parse(output));
        Run(() => Runtime.Router.SendAsync(task.Token, command, CancellationToken.None));
        Turns.RunUntilIdle();
    }

    public void Stop(string machine)
    {
        BeginStop(machine);
        Turns.RunUntilIdle();
    }

    public void BeginStop(string machine)
    {
        var row = Only(machine);
        Turns.Start<Decision>(() => Runtime.Router.SendAsync(row, new ExecutionCommand.StopExecution("Stopped", null), CancellationToken.None));
    }

    public void Crash()
    {
        CrashAndHold();
        Turns.RunUntilIdle();
    }

    /// <summary>Crashes and starts again without giving a turn.</summary>
    public void CrashAndHold()
    {
        Turns.Drop();
        Clock.DropTimers();
        OpenHeld();
    }

    public void RunUntil(Func<bool> isSo)
    {
        for (var turns = 0; !isSo(); turns++) Assert.True(Turns.RunOne() && turns < 100_000, "It does not come to that.");
    }

    public T Run<T>(Func<Task<T>> work) => Turns.RunToEnd(work);

    public IReadOnlyList<ExecutionEvent> Events(ExecutionRow row) =>
        [.. Disk.Executions.Single(stored => stored.Row.Arn == row.Arn).Batches.SelectMany(batch => EventCodec.Decode(batch.Events)).Where(happened => happened.HistoryType is not null)];

    public ExecutionDescription Describe(string machine)
    {
        var arn = Only(machine).Arn;
        return Run(() => Runtime.Reader.DescribeAsync(arn, CancellationToken.None).AsTask())!;
    }

    private void Open()
    {
        OpenHeld();
        Turns.RunUntilIdle();
    }

    private void OpenHeld()
    {
        Turns = new TurnScheduler(null);
        Store = new FaultyStore(new MemoryStore(Disk, Clock), Clock);
        Runtime = new WorkflowRuntime(Store, new RuntimeOptions(), [], Clock, NullLoggerFactory.Instance, new RuntimeSeams(Turns, partition => new SeededRandomness((ulong)partition)));
        var endpoint = new StepFunctionsEndpoint(Runtime, Clock, NullLogger<StepFunctionsEndpoint>.Instance, CancellationToken.None);
        Runtime.Integrations.Add(new NestedExecutions(new InProcessApi(endpoint), Runtime.Endings, _options, Clock));
        Runtime.Start();
    }
}
