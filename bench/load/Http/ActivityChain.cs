using System.Diagnostics;
using System.Text;

namespace Baton.Load.Http;

/// <summary>
/// Three no-op tasks in sequence over the plain API: callers start executions, workers poll the three activities. A caller learns from the
/// worker of the last task that the execution has ended (the success that was answered is durable, and with it the end) and then reads
/// the result with one DescribeExecution: 8 requests a workflow.
/// </summary>
internal sealed class ActivityChain : IDisposable
{
    public const int CallersMax = 1_024;

    private static readonly byte[] DescribeOpening = "{\"executionArn\":\""u8.ToArray();
    private static readonly byte[] DescribeClosing = "\"}"u8.ToArray();

    private readonly ServerUnderTest _server;
    private readonly TaskCompletionSource?[] _ends = new TaskCompletionSource?[CallersMax];
    private readonly List<ActivityWorkers> _workers = [];

    private ActivityChain(ServerUnderTest server) => _server = server;

    public string StateMachineArn { get; private set; } = "";

    /// <summary>Creates the machine and its activities where they are missing, and starts workers.</summary>
    /// <param name="workers">How many connections poll each activity.</param>
    public static async Task<ActivityChain> StartAsync(ServerUnderTest server, int workers)
    {
        var chain = new ActivityChain(server);
        using var api = await server.ConnectAsync();
        string[] activities = [await api.CreateActivityAsync("step1"), await api.CreateActivityAsync("step2"), await api.CreateActivityAsync("step3")];
        chain.StateMachineArn = await api.CreateStateMachineAsync("chain3", Definitions.Chain(activities));
        foreach (var activity in activities)
        {
            chain._workers.Add(await ActivityWorkers.StartAsync(server, activity, workers, activity == activities[^1] ? chain.Ended : null));
        }
        return chain;
    }

    /// <summary>Runs workflows in a closed loop.</summary>
    public async Task<ClosedLoop.Result> LoopAsync(int callers, TimeSpan duration)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => _server.ConnectAsync()));
        try
        {
            var starts = connections.Select(_ => new List<double>()).ToList();
            var loop = ClosedLoop.RunAsync([.. connections.Select((connection, number) => Caller(connection, number, starts[number]))], duration, _server.Id);
            await await Task.WhenAny([loop, .. _workers.Select(workers => workers.Running)]);
            return await loop with { StartsMs = [.. starts.SelectMany(ofOne => ofOne).Order()] };
        }
        finally
        {
            foreach (var connection in connections) connection.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var workers in _workers) workers.Dispose();
    }

    /// <summary>Runs one workflow and checks its result.</summary>
    /// <param name="starts">Takes how long each start took, in milliseconds.</param>
    private Func<ValueTask> Caller(ApiConnection api, int number, List<double> starts)
    {
        var start = Api.StartBody(StateMachineArn, Orders.Of(number));
        var arn = new byte[512];
        return async () =>
        {
            var ended = _ends[number] = new TaskCompletionSource();
            var since = Stopwatch.GetTimestamp();
            var text = Member.Text(await api.CallAsync(Operation.StartExecution, start), "\"executionArn\":\""u8);
            starts.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            text.CopyTo(arn);
            var length = text.Length;
            await ended.Task;
            var execution = await api.CallAsync(Operation.DescribeExecution, DescribeOpening, arn.AsMemory(0, length), DescribeClosing);
            var output = Member.Text(execution, "\"output\":\""u8);
            if (execution.Span.IndexOf("\"status\":\"SUCCEEDED\""u8) < 0 || Orders.NumberIn(output.Span) != number)
            {
                throw new InvalidOperationException($"Expected the result of order {number}, found {Encoding.UTF8.GetString(execution.Span)}.");
            }
        };
    }

    private void Ended(ReadOnlySpan<byte> input) => _ends[Orders.NumberIn(input)]!.SetResult();
}
