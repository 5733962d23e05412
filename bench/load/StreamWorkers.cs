using Baton.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Baton.Load;

/// <summary>A worker host of Baton.Client that does no-op tasks over worker streams, with typed handlers, and a stream for callers, which starts executions and tells their end with the output.</summary>
internal sealed class StreamWorkers : IAsyncDisposable
{
    private readonly ServiceProvider _host;
    private readonly ExecutionStream _stream;

    private StreamWorkers(ServiceProvider host, ExecutionStream stream)
    {
        _host = host;
        _stream = stream;
    }

    /// <param name="tasks">How many tasks of each activity the worker takes at once.</param>
    public static async Task<StreamWorkers> StartAsync(ServerUnderTest server, IReadOnlyList<string> activities, int tasks)
    {
        var services = new ServiceCollection().AddLogging();
        var worker = services.AddBatonWorker(options =>
        {
            options.Client.Endpoint = EndpointOf(server);
            options.Pollers = tasks;
        });
        foreach (var activity in activities) worker.AddActivity<Order, Order>(activity, (order, _) => Task.FromResult(order));
        var host = services.BuildServiceProvider();
        foreach (var service in host.GetServices<IHostedService>()) await service.StartAsync(CancellationToken.None);
        return new StreamWorkers(host, new ExecutionStream(new StepFunctionsClientOptions { Endpoint = EndpointOf(server) }));
    }

    /// <summary>Runs an execution to its end, which has to be a success.</summary>
    /// <returns>Its output.</returns>
    public async Task<string> RunAsync(string stateMachineArn, string input)
    {
        var end = await _stream.RunExecutionAsync(new StartExecutionRequest { StateMachineArn = stateMachineArn, Input = input });
        return end.Status == ExecutionStatus.Succeeded ? end.Output! : throw new InvalidOperationException($"Expected an execution that succeeds, found {end}.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _host.GetServices<IHostedService>()) await service.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
        await _stream.DisposeAsync();
    }

    private static Uri EndpointOf(ServerUnderTest server) => new($"http://{server.Address}");

    private sealed record Order(string Id, string Status, decimal Amount, string Note);
}
