using System.Diagnostics;
using Baton.Load.Http;

namespace Baton.Load.Workloads;

/// <summary>
/// Workflows of a task, a sleep of 2 s and a task; SIGKILL when the start of the last one was acknowledged; the server again on the same
/// folder. The workers of the second task begin after that, so that every workflow is in flight when the server is killed: waiting
/// for its first worker, asleep, or waiting for its second worker.
/// </summary>
internal static class Restart
{
    private static readonly TimeSpan Sleep = TimeSpan.FromSeconds(2);

    private sealed record Run(double ReadyMs, double FirstMs, double AllMs, double Finished, double Lost, double OthersCores);

    public static async Task RunAsync(LoadOptions options)
    {
        foreach (var count in options.InFlight)
        {
            var runs = new List<Run>();
            for (var run = 0; run < options.Runs; run++) runs.Add(await OnceAsync(options, count));
            void Figure(string metric, string unit, Func<Run, double> value) => Figures.Write($"restart{count}", metric, unit, runs.Select(value), runs.Select(run => run.OthersCores));

            Figure("restart-to-ready", "ms", run => run.ReadyMs);
            Figure("restart-to-first-finish", "ms", run => run.FirstMs);
            Figure("restart-to-all-finished", "ms", run => run.AllMs);
            Figure("finished", "workflows", run => run.Finished);
            Figure("lost", "workflows", run => run.Lost);
        }
    }

    private static async Task<Run> OnceAsync(LoadOptions options, int count)
    {
        using var folder = new DataFolder(options);
        string machine, first, second;
        await using (var server = await ServerUnderTest.StartAsync(options, folder))
        {
            using var setup = await server.ConnectAsync();
            first = await setup.CreateActivityAsync("first");
            second = await setup.CreateActivityAsync("second");
            machine = await setup.CreateStateMachineAsync("restart", Definitions.TaskSleepTask(first, Sleep, second));
            using var workers = await ActivityWorkers.StartAsync(server, first, options.Workers);
            await Starts.RunAsync(server, 0, count, number => Api.StartBody(machine, Orders.Of(number)));
            workers.ExpectEnd();
            await server.KillAsync();
            await workers.Running;
        }

        var firstFinish = new TaskCompletionSource();
        var finishes = new Countdown();
        var allFinished = finishes.Set(count);
        var began = Stopwatch.GetTimestamp();
        await using var restarted = await ServerUnderTest.StartAsync(options, folder);
        var end = Usage.Begin(restarted.Id);
        using var firstWorkers = await ActivityWorkers.StartAsync(restarted, first, options.Workers);
        using var secondWorkers = await ActivityWorkers.StartAsync(restarted, second, options.Workers, _ =>
        {
            firstFinish.TrySetResult();
            finishes.Signal();
        });
        await await Task.WhenAny(firstFinish.Task, firstWorkers.Running, secondWorkers.Running);
        var firstAfter = Stopwatch.GetElapsedTime(began);
        await await Task.WhenAny(allFinished, firstWorkers.Running, secondWorkers.Running);
        var allAfter = Stopwatch.GetElapsedTime(began);
        var others = end().OthersCores;

        using var api = await restarted.ConnectAsync();
        var succeeded = 0;
        await foreach (var execution in api.ListAllAsync(machine)) succeeded += execution.Status == "SUCCEEDED" ? 1 : 0;
        return new Run(restarted.Startup.TotalMilliseconds, firstAfter.TotalMilliseconds, allAfter.TotalMilliseconds, succeeded, count - succeeded, others);
    }
}
