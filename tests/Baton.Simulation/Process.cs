using Baton.Api;
using Baton.Api.Protocol;
using Baton.Integrations;
using Baton.Integrations.Nested;
using Baton.Json;
using Baton.Local;
using Baton.Runtime;
using Baton.Runtime.Logs;
using Baton.Runtime.Tasks;
using Baton.Server;
using Baton.Testing;
using Microsoft.Extensions.Logging;

namespace Baton.Simulation;

/// <summary>One run of the server, from its start to its stop or its crash, on a disk that outlives it.</summary>
internal sealed class Process
{
    private readonly StepFunctionsEndpoint _endpoint;

    public Process(MemoryDisk disk, ManualTime clock, ITaskIntegration services, IExecutionLog log, RuntimeOptions options, ILoggerFactory loggers, ulong seed)
    {
        Turns = new TurnScheduler(new SeededRandomness(seed));
        Store = new FaultyStore(new MemoryStore(disk, clock), clock);
        Runtime = new WorkflowRuntime(
            Store, options, [services], clock, loggers, new RuntimeSeams(Turns, partition => new SeededRandomness(seed + 1 + (ulong)partition)), log);
        _endpoint = new StepFunctionsEndpoint(Runtime, clock, loggers.CreateLogger<StepFunctionsEndpoint>(), Stopping.Token);
        Runtime.Integrations.Insert(0, new NestedExecutions(new InProcessApi(_endpoint), Runtime.Endings, new IntegrationOptions(), clock));
        Runtime.Committer.Broken += _ => IsBroken = true;
    }

    public TurnScheduler Turns { get; }

    public FaultyStore Store { get; }

    public WorkflowRuntime Runtime { get; }

    public CancellationTokenSource Stopping { get; } = new();

    /// <summary>The store failed in a way after which the process is to end.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Does what a client asks for.</summary>
    /// <exception cref="ApiException">The error that it gets.</exception>
    public Task<JsonObject> CallAsync(string operation, JsonObject request, CancellationToken isGone) => _endpoint.CallAsync(operation, request, "us-east-1", task: null, isGone);
}
