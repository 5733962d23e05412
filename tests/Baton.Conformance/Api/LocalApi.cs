using Baton.Api;
using Baton.Api.Protocol;
using Baton.Integrations;
using Baton.Integrations.Nested;
using Baton.Json;
using Baton.Local;
using Baton.Runtime;
using Baton.Runtime.Tasks;
using Baton.Server;
using Baton.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Conformance.Api;

/// <summary>
/// The whole API in this process: on one thread, on a disk in memory, with a clock that stands but for calls that wait. After each call everything runs
/// until nothing is ready, so that what was started has ended where it waits for nobody.
/// </summary>
internal sealed class LocalApi
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(10);

    private readonly TurnScheduler _turns = new();
    private readonly ManualTime _clock = new();
    private readonly IReadOnlyDictionary<string, IOperation> _operations;

    public LocalApi(params ITaskIntegration[] integrations)
    {
        var runtime = new WorkflowRuntime(
            new MemoryStore(new MemoryDisk(partitions: 4), _clock), new RuntimeOptions(), integrations, _clock, NullLoggerFactory.Instance,
            new RuntimeSeams(_turns, partition => new SeededRandomness((ulong)partition)), Log);
        _operations = OperationTable.Of(runtime, _clock);
        var endpoint = new StepFunctionsEndpoint(runtime, _clock, NullLogger<StepFunctionsEndpoint>.Instance, CancellationToken.None);
        runtime.Integrations.Add(new NestedExecutions(new InProcessApi(endpoint), runtime.Endings, new IntegrationOptions(), _clock));
        runtime.Start();
        _turns.RunUntilIdle();
    }

    /// <summary>What executions logged.</summary>
    public LogEntries Log { get; } = new();

    /// <summary>Whether an operation is served.</summary>
    public bool Serves(string operation) => _operations.ContainsKey(Target(operation));

    /// <summary>Calls an operation.</summary>
    /// <returns>The response, or <c>{"Error": {"Code", "Message"}}</c>.</returns>
    public JsonObject Call(string operation, JsonObject request)
    {
        var answer = _turns.Start(() => CallAsync(operation, request));
        _turns.RunUntilIdle();
        for (var waited = TimeSpan.Zero; !answer.IsCompleted && waited < WaitMax; waited += TimeSpan.FromSeconds(1))
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            _turns.RunUntilIdle();
        }
        return answer.IsCompleted ? answer.GetAwaiter().GetResult() : throw new InvalidOperationException($"{operation} does not answer.");
    }

    private async Task<JsonObject> CallAsync(string operation, JsonObject request)
    {
        using var response = new ResponseWriter();
        try
        {
            var caller = new ApiCaller(ApiCaller.DefaultRegion, "request", CancellationToken.None, CancellationToken.None);
            await _operations[Target(operation)].ExecuteAsync(new RequestReader(request), response, caller);
            return (JsonObject)JsonData.Parse(response.Finish().Span);
        }
        catch (ApiException e)
        {
            return JsonObject.Of(("Error", JsonObject.Of(("Code", JsonData.Of(e.Code)), ("Message", JsonData.Of(e.Message)))));
        }
    }

    private static string Target(string operation) => $"AWSStepFunctions.{operation}";
}
