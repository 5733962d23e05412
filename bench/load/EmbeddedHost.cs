using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime;
using Baton.Runtime.Registry;
using Baton.Runtime.Tasks;
using Baton.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Load;

/// <summary>An application that has the runtime and a store with durable defaults in its own process, and does the tasks there.</summary>
internal sealed class EmbeddedHost : IAsyncDisposable
{
    /// <summary>A function in this process whose result is its input.</summary>
    public const string Function = "arn:aws:lambda:us-east-1:000000000000:function:echo";

    private const string Prefix = "arn:aws:states:us-east-1:000000000000";

    private readonly DataFolder _folder;
    private readonly IStore _store;
    private readonly WorkflowRuntime _runtime;

    private EmbeddedHost(DataFolder folder, IStore store)
    {
        _folder = folder;
        _store = store;
        _runtime = new WorkflowRuntime(store, new RuntimeOptions(), [new Echo()], TimeProvider.System, NullLoggerFactory.Instance);
        _runtime.Start();
    }

    public static async Task<EmbeddedHost> StartAsync(LoadOptions options)
    {
        var folder = new DataFolder(options);
        return new EmbeddedHost(folder, await folder.OpenStoreAsync());
    }

    public async Task<StateMachineTarget> CreateStateMachineAsync(string name, string definition)
    {
        var machine = new NewStateMachine($"{Prefix}:stateMachine:{name}", name, "us-east-1", definition, "arn:aws:iam::000000000000:role/baton", "{}");
        return new StateMachineTarget((await _runtime.Machines.CreateAsync(machine, CancellationToken.None)).Machine);
    }

    /// <summary>Runs one execution to its end.</summary>
    /// <returns>Its output.</returns>
    public async Task<JsonText> RunAsync(StateMachineTarget target, JsonText input)
    {
        var executions = $"{Prefix}:execution:{target.Machine.Name}:";
        var ending = await _runtime.Router.RunAsync(target, name => executions + name, input, CancellationToken.None);
        return ending?.Outcome.Output ?? throw new InvalidOperationException($"Expected an execution that succeeds, found {ending}.");
    }

    /// <summary>A caller whose workflows carry a number, and who checks their results.</summary>
    public Func<ValueTask> Caller(StateMachineTarget target, int number)
    {
        var input = JsonText.Parse(Orders.Of(number));
        return async () =>
        {
            var output = await RunAsync(target, input);
            if (Orders.NumberIn(output.Utf8.Span) != number) throw new InvalidOperationException($"Expected the result of order {number}, found {output}.");
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class Echo : ITaskIntegration
    {
        public bool Handles(OpenTask task) => task.ResourceArn == Function;

        public Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken) => Task.FromResult<TaskOutcome>(new TaskOutcome.Succeeded(task.Input));
    }
}
