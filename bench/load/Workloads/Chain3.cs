using System.Text;
using System.Text.Json.Nodes;
using Baton.Load.Http;

namespace Baton.Load.Workloads;

/// <summary>
/// Three no-op tasks in sequence over the plain API: callers start executions, workers poll the three activities. A caller learns from the
/// worker of the last task that the execution has ended (the success that was answered is durable, and with it the end) and then reads
/// the result with one DescribeExecution: 8 requests a workflow.
/// </summary>
internal sealed class Chain3 : IDisposable
{
    private const int CallersMax = 1_024;

    private static readonly byte[] DescribeOpening = "{\"executionArn\":\""u8.ToArray();
    private static readonly byte[] DescribeClosing = "\"}"u8.ToArray();

    private readonly TaskCompletionSource?[] _ends = new TaskCompletionSource?[CallersMax];
    private readonly List<ActivityWorkers> _workers = [];
    private readonly ServerUnderTest _server;
    private string _machine = "";

    private Chain3(ServerUnderTest server) => _server = server;

    public static async Task RunAsync(LoadOptions options)
    {
        using var folder = new DataFolder(options);
        await using var server = await ServerUnderTest.StartAsync(options, folder.Path);
        using var chain = await StartAsync(server, options.Workers);
        Figures.Say("chain3: warming up");
        await chain.LoopAsync(64, options.Warmup);
        foreach (var callers in options.Callers)
        {
            var runs = new List<ClosedLoop.Result>();
            for (var run = 0; run < options.Runs; run++) runs.Add(await chain.LoopAsync(callers, options.Duration));
            ClosedLoop.Write($"chain3-c{callers}", runs);
        }
        Figures.Write("chain3", "rss-server-after", "MiB", [Machine.ResidentBytes(server.Id) / (1 << 20)]);
        Figures.Write("chain3", "disk-after", "MiB", [Machine.FolderBytes(folder.Path) / (1 << 20)]);
    }

    /// <summary>The machine: each step is a task of an activity of its own.</summary>
    public static string Definition(IReadOnlyList<string> resources)
    {
        var states = new JsonObject();
        for (var i = 0; i < resources.Count; i++)
        {
            var state = new JsonObject { ["Type"] = "Task", ["Resource"] = resources[i] };
            if (i + 1 < resources.Count) state["Next"] = $"Step{i + 2}";
            else state["End"] = true;
            states[$"Step{i + 1}"] = state;
        }
        return new JsonObject { ["StartAt"] = "Step1", ["States"] = states }.ToJsonString();
    }

    public void Dispose()
    {
        foreach (var workers in _workers) workers.Dispose();
    }

    private static async Task<Chain3> StartAsync(ServerUnderTest server, int workers)
    {
        var chain = new Chain3(server);
        using var api = await server.ConnectAsync();
        string[] activities = [await api.CreateActivityAsync("step1"), await api.CreateActivityAsync("step2"), await api.CreateActivityAsync("step3")];
        chain._machine = await api.CreateStateMachineAsync("chain3", Definition(activities));
        foreach (var activity in activities)
        {
            chain._workers.Add(await ActivityWorkers.StartAsync(server, activity, workers, activity == activities[^1] ? chain.Ended : static _ => { }));
        }
        return chain;
    }

    private async Task<ClosedLoop.Result> LoopAsync(int callers, TimeSpan duration)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => _server.ConnectAsync()));
        try
        {
            var loop = ClosedLoop.RunAsync([.. connections.Select(Caller)], duration, _server.Id);
            await await Task.WhenAny([loop, .. _workers.Select(workers => workers.Running)]);
            return await loop;
        }
        finally
        {
            foreach (var connection in connections) connection.Dispose();
        }
    }

    /// <summary>Runs one workflow and checks its result.</summary>
    private Func<ValueTask> Caller(ApiConnection api, int number)
    {
        var start = Api.StartBody(_machine, Orders.Of(number));
        var arn = new byte[512];
        return async () =>
        {
            var ended = _ends[number] = new TaskCompletionSource();
            var text = Member.Text(await api.CallAsync(Operation.StartExecution, start), "\"executionArn\":\""u8);
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
