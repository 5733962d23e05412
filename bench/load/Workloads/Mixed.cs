using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Baton.Load.Http;

namespace Baton.Load.Workloads;

/// <summary>
/// A soak: for a given time and at a given rate, starters start workflows of every kind (tasks in sequence, a fan-out, a sleep between
/// tasks, states without tasks) while the server is killed every now and then. A start that was not acknowledged is asked for again under
/// the same name. Then every acknowledged one has to have ended once, successfully, nothing else may be there, and no more results of
/// tasks may have been acknowledged than there were tasks.
/// </summary>
internal sealed class Mixed
{
    private const int Starters = 16;
    private const int Width = 20;

    private static readonly TimeSpan Sleep = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DrainMax = TimeSpan.FromMinutes(5);

    private readonly LoadOptions _options;
    private readonly DataFolder _folder;
    private readonly ConcurrentDictionary<string, string> _acknowledged = [];
    private volatile ServerUnderTest _server;
    private int _results;
    private int _lastNumber;

    private Mixed(LoadOptions options, DataFolder folder, ServerUnderTest server)
    {
        _options = options;
        _folder = folder;
        _server = server;
    }

    public static async Task RunAsync(LoadOptions options)
    {
        using var folder = new DataFolder(options);
        var soak = new Mixed(options, folder, await ServerUnderTest.StartAsync(options, folder));
        try
        {
            await soak.RunAsync();
        }
        finally
        {
            await soak._server.DisposeAsync();
        }
    }

    private async Task RunAsync()
    {
        string activity;
        string[] machines;
        using (var api = await _server.ConnectAsync())
        {
            activity = await api.CreateActivityAsync("step");
            machines =
            [
                await api.CreateStateMachineAsync("mixed-chain", Definitions.Chain(activity, activity, activity)),
                await api.CreateStateMachineAsync("mixed-fanout", Definitions.FanOut(activity)),
                await api.CreateStateMachineAsync("mixed-sleep", Definitions.TaskSleepTask(activity, Sleep, activity)),
                await api.CreateStateMachineAsync("mixed-pure", Definitions.Pure),
            ];
        }
        var began = Stopwatch.GetTimestamp();
        var kills = 0;
        var starters = Enumerable.Range(0, Starters).Select(_ => StartAsync(machines, began)).WhenFirstFails();
        for (; Stopwatch.GetElapsedTime(began) + _options.KillEvery < _options.Soak; kills++)
        {
            using var workers = await ActivityWorkers.StartAsync(_server, activity, _options.Workers, _ => Interlocked.Increment(ref _results));
            await await Task.WhenAny(Task.Delay(_options.KillEvery), starters, workers.Running);
            workers.ExpectEnd();
            await _server.KillAsync();
            await workers.Running;
            _server = await ServerUnderTest.StartAsync(_options, _folder);
            Figures.Say($"mixed: killed and started again; {_acknowledged.Count} acknowledged");
        }
        using var lastWorkers = await ActivityWorkers.StartAsync(_server, activity, _options.Workers, _ => Interlocked.Increment(ref _results));
        await await Task.WhenAny(starters, lastWorkers.Running);
        await await Task.WhenAny(DrainAsync(machines), lastWorkers.Running);
        await CheckAsync(machines, kills, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Starts one workflow after the other until the time is over; each is asked for until it is acknowledged.</summary>
    private async Task StartAsync(string[] machines, long began)
    {
        ApiConnection? api = null;
        while (true)
        {
            var number = Interlocked.Increment(ref _lastNumber);
            var due = TimeSpan.FromSeconds((double)number / _options.Rate);
            if (due >= _options.Soak) break;
            if (due - Stopwatch.GetElapsedTime(began) is var early && early > TimeSpan.Zero) await Task.Delay(early);
            var name = string.Create(CultureInfo.InvariantCulture, $"order-{number:0000000000}");
            var machine = machines[number % machines.Length];
            var body = Api.StartBody(machine, InputOf(number % machines.Length, number), name);
            for (var isRepeat = false; !_acknowledged.ContainsKey(name); isRepeat = true)
            {
                try
                {
                    api ??= await _server.ConnectAsync();
                    await api.CallAsync(Operation.StartExecution, body);
                    _acknowledged[name] = machine;
                }
                catch (ApiCallException e) when (isRepeat && e.Code == "ExecutionAlreadyExists")
                {
                    _acknowledged[name] = machine; // it was started, and has ended
                }
                catch (SocketException)
                {
                    api?.Dispose(); // the server was killed: whether this one was started is unknown
                    api = null;
                    await Task.Delay(10);
                }
            }
        }
        api?.Dispose();
    }

    private static int TasksOf(int kind) => kind switch { 0 => 3, 1 => Width, 2 => 2, _ => 0 };

    private static string InputOf(int kind, int number) => kind switch
    {
        1 => $"[{string.Join(',', Enumerable.Range(0, Width).Select(Orders.Of))}]",
        3 => """{"n":1}""",
        _ => Orders.Of(number),
    };

    private async Task DrainAsync(string[] machines)
    {
        using var api = await _server.ConnectAsync();
        foreach (var machine in machines) await api.AllEndedAsync(machine).WaitAsync(DrainMax);
    }

    private async Task CheckAsync(string[] machines, int kills, TimeSpan took)
    {
        using var api = await _server.ConnectAsync();
        var (found, failed, unknown) = (new HashSet<string>(), 0, 0);
        foreach (var machine in machines)
        {
            await foreach (var execution in api.ListAllAsync(machine))
            {
                if (!found.Add(execution.Name) || !_acknowledged.TryGetValue(execution.Name, out var of) || of != machine) unknown++;
                else if (execution.Status != "SUCCEEDED") failed++;
            }
        }
        var lost = _acknowledged.Keys.Count(name => !found.Contains(name));
        var tasks = _acknowledged.Values.Sum(machine => TasksOf(Array.IndexOf(machines, machine)));
        Figures.Write("mixed", "workflows", "workflows/s", [found.Count / took.TotalSeconds]);
        Figures.Write("mixed", "kills", "count", [kills]);
        Figures.Write("mixed", "acknowledged", "workflows", [_acknowledged.Count]);
        Figures.Write("mixed", "lost", "workflows", [lost]);
        Figures.Write("mixed", "failed", "workflows", [failed]);
        Figures.Write("mixed", "unknown-or-twice", "workflows", [unknown]);
        Figures.Write("mixed", "tasks", "tasks", [tasks]);
        Figures.Write("mixed", "results-acknowledged", "results", [_results]);
        Figures.Write("mixed", "rss-server-after", "MiB", [Machine.ResidentBytes(_server.Id) / (1 << 20)]);
        if (_results > tasks) throw new InvalidOperationException($"Expected at most one acknowledged result for each of {tasks} tasks, found {_results}.");
        if (lost + failed + unknown > 0) throw new InvalidOperationException("Not every acknowledged workflow ended once and successfully.");
    }
}
