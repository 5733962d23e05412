using Baton.Api;
using Baton.Api.Protocol;
using Baton.Integrations;
using Baton.Integrations.Lambda;
using Baton.Integrations.Nested;
using Baton.Json;
using Baton.Local;
using Baton.Runtime;
using Baton.Server;
using Baton.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Conformance.Api;

/// <summary>
/// The whole API in this process: on one thread, on a disk in memory, with a clock that stands. After each call everything runs until nothing is ready,
/// so that what was started has ended where it waits for nobody.
/// </summary>
internal sealed class LocalApi
{
    private readonly TurnScheduler _turns = new();
    private readonly IReadOnlyDictionary<string, IOperation> _operations;

    /// <param name="functions">Stands for the Lambda Invoke API; null where no function is called.</param>
    public LocalApi(HttpMessageHandler? functions = null)
    {
        var clock = new ManualTime();
        var runtime = new WorkflowRuntime(
            new MemoryStore(new MemoryDisk(partitions: 4), clock), new RuntimeOptions(), [], clock, NullLoggerFactory.Instance,
            new RuntimeSeams(_turns, partition => new SeededRandomness((ulong)partition)));
        _operations = OperationTable.Of(runtime, clock);
        var endpoint = new StepFunctionsEndpoint(runtime, clock, NullLogger<StepFunctionsEndpoint>.Instance, CancellationToken.None);
        runtime.Integrations.Add(new NestedExecutions(new InProcessApi(endpoint), runtime.Endings, new IntegrationOptions(), clock));
        if (functions is not null)
        {
            var options = new IntegrationOptions();
            options.Endpoints["lambda"] = new Uri("http://lambda.stand-in");
            runtime.Integrations.Add(new LambdaIntegration(new HttpClient(functions), options, clock));
        }
        runtime.Start();
        _turns.RunUntilIdle();
    }

    /// <summary>Whether an operation is served.</summary>
    public bool Serves(string operation) => _operations.ContainsKey(Target(operation));

    /// <summary>Calls an operation.</summary>
    /// <returns>The response, or <c>{"Error": {"Code", "Message"}}</c>.</returns>
    public JsonObject Call(string operation, JsonObject request) => _turns.RunToEnd(async () =>
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
    });

    private static string Target(string operation) => $"AWSStepFunctions.{operation}";
}
