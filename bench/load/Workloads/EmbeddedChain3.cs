using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Runtime.Registry;
using Baton.Runtime.Tasks;
using Baton.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Load.Workloads;

/// <summary>
/// Three no-op tasks in sequence in an application that has the runtime and a SQLite store (durable defaults) in its own process, and
/// does the tasks there; callers wait for the end and read the result.
/// </summary>
internal static class EmbeddedChain3
{
    private const string Prefix = "arn:aws:states:us-east-1:000000000000";
    private const string Function = "arn:aws:lambda:us-east-1:000000000000:function:echo";

    public static async Task RunAsync(LoadOptions options)
    {
        using var folder = new DataFolder(options);
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, TimeProvider.System, CancellationToken.None);
        await using var runtime = new WorkflowRuntime(store, new RuntimeOptions(), [new Echo()], TimeProvider.System, NullLoggerFactory.Instance);
        runtime.Start();
        var definition = Chain3.Definition([Function, Function, Function]);
        var machine = await runtime.Machines.CreateAsync(
            new NewStateMachine($"{Prefix}:stateMachine:chain3", "chain3", "us-east-1", definition, "arn:aws:iam::000000000000:role/baton", "{}"), CancellationToken.None);
        var target = new StateMachineTarget(machine.Machine);

        Task<ClosedLoop.Result> LoopAsync(int callers, TimeSpan duration) =>
            ClosedLoop.RunAsync([.. Enumerable.Range(0, callers).Select(number => Caller(runtime, target, number))], duration, server: null);

        Figures.Say("chain3-embedded: warming up");
        await LoopAsync(64, options.Warmup);
        foreach (var callers in options.Callers)
        {
            var runs = new List<ClosedLoop.Result>();
            for (var run = 0; run < options.Runs; run++) runs.Add(await LoopAsync(callers, options.Duration));
            ClosedLoop.Write($"chain3-embedded-c{callers}", runs);
        }
    }

    /// <summary>Runs one workflow and checks its result.</summary>
    private static Func<ValueTask> Caller(WorkflowRuntime runtime, StateMachineTarget target, int number)
    {
        var input = JsonText.Parse(Orders.Of(number));
        return async () =>
        {
            var started = (StartResult.Started)await runtime.Router.StartAsync(target, static name => $"{Prefix}:execution:chain3:{name}", null, input, CancellationToken.None);
            await runtime.Endings.WaitAsync(started.ExecutionArn, CancellationToken.None);
            var output = (await runtime.Reader.DescribeAsync(started.ExecutionArn, CancellationToken.None))?.Output;
            if (output is null || Orders.NumberIn(output.Utf8.Span) != number) throw new InvalidOperationException($"Expected the result of order {number}, found {output}.");
        };
    }

    /// <summary>A function in this process whose result is its input.</summary>
    private sealed class Echo : ITaskIntegration
    {
        public bool Handles(OpenTask task) => task.ResourceArn == Function;

        public Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken) => Task.FromResult<TaskOutcome>(new TaskOutcome.Succeeded(task.Input));
    }
}
