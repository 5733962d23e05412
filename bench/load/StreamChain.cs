using System.Text;
using Baton.Load.Http;

namespace Baton.Load;

/// <summary>Three no-op tasks in sequence over worker streams.</summary>
internal sealed class StreamChain : IAsyncDisposable
{
    private readonly ServerUnderTest _server;
    private readonly StreamWorkers _workers;
    private readonly string _stateMachineArn;

    private StreamChain(ServerUnderTest server, StreamWorkers workers, string stateMachineArn)
    {
        _server = server;
        _workers = workers;
        _stateMachineArn = stateMachineArn;
    }

    /// <param name="tasks">How many tasks of each activity the worker takes at once.</param>
    public static async Task<StreamChain> StartAsync(ServerUnderTest server, int tasks)
    {
        using var api = await server.ConnectAsync();
        string[] activities = [await api.CreateActivityAsync("step1"), await api.CreateActivityAsync("step2"), await api.CreateActivityAsync("step3")];
        var stateMachineArn = await api.CreateStateMachineAsync("chain3", Definitions.Chain(activities));
        return new StreamChain(server, await StreamWorkers.StartAsync(server, activities, tasks), stateMachineArn);
    }

    /// <summary>Runs workflows in a closed loop.</summary>
    public Task<ClosedLoop.Result> LoopAsync(int callers, TimeSpan duration) => ClosedLoop.RunAsync([.. Enumerable.Range(0, callers).Select(Caller)], duration, _server.Id);

    public ValueTask DisposeAsync() => _workers.DisposeAsync();

    /// <summary>Runs one workflow and checks its result.</summary>
    private Func<ValueTask> Caller(int number)
    {
        var input = Orders.Of(number);
        return async () =>
        {
            var output = await _workers.RunAsync(_stateMachineArn, input);
            if (Orders.NumberIn(Encoding.UTF8.GetBytes(output)) != number) throw new InvalidOperationException($"Expected the result of order {number}, found {output}.");
        };
    }
}
