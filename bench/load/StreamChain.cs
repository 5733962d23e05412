using Baton.Client;
using Baton.Load.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Baton.Load;

/// <summary>
/// Three no-op tasks in sequence over worker streams: a worker host of Baton.Client does the tasks, with typed handlers, and callers start
/// executions over another stream, which tells them the end with its output.
/// </summary>
internal sealed class StreamChain : IAsyncDisposable
{
    private readonly ServerUnderTest _server;
    private readonly string _stateMachineArn;
    private readonly ServiceProvider _host;
    private readonly ExecutionStream _stream;

    private StreamChain(ServerUnderTest server, string stateMachineArn, ServiceProvider host)
    {
        _server = server;
        _stateMachineArn = stateMachineArn;
        _host = host;
        _stream = new ExecutionStream(OptionsOf(server));
    }

    /// <param name="tasks">How many tasks of each activity the worker takes at once.</param>
    public static async Task<StreamChain> StartAsync(ServerUnderTest server, int tasks)
    {
        using var api = await server.ConnectAsync();
        var services = new ServiceCollection().AddLogging();
        var worker = services.AddBatonWorker(options =>
        {
            options.Client.Endpoint = OptionsOf(server).Endpoint;
            options.Pollers = tasks;
        });
        string[] activities = [await api.CreateActivityAsync("step1"), await api.CreateActivityAsync("step2"), await api.CreateActivityAsync("step3")];
        foreach (var activity in activities) worker.AddActivity<Order, Order>(activity, (order, _) => Task.FromResult(order));
        var stateMachineArn = await api.CreateStateMachineAsync("chain3", Definitions.Chain(activities));
        var host = services.BuildServiceProvider();
        foreach (var service in host.GetServices<IHostedService>()) await service.StartAsync(CancellationToken.None);
        return new StreamChain(server, stateMachineArn, host);
    }

    /// <summary>Runs workflows in a closed loop.</summary>
    public Task<ClosedLoop.Result> LoopAsync(int callers, TimeSpan duration) => ClosedLoop.RunAsync([.. Enumerable.Range(0, callers).Select(Caller)], duration, _server.Id);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _host.GetServices<IHostedService>()) await service.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
        await _stream.DisposeAsync();
    }

    private static StepFunctionsClientOptions OptionsOf(ServerUnderTest server) => new() { Endpoint = new Uri($"http://{server.Address}") };

    /// <summary>Runs one workflow and checks its result.</summary>
    private Func<ValueTask> Caller(int number)
    {
        var request = new StartExecutionRequest { StateMachineArn = _stateMachineArn, Input = Orders.Of(number) };
        return async () =>
        {
            var end = await _stream.RunExecutionAsync(request);
            if (end.Status != ExecutionStatus.Succeeded || Orders.NumberIn(System.Text.Encoding.UTF8.GetBytes(end.Output!)) != number)
            {
                throw new InvalidOperationException($"Expected the result of order {number}, found {end}.");
            }
        };
    }

    private sealed record Order(string Id, string Status, decimal Amount, string Note);
}
