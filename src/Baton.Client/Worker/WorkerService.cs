using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Baton.Client.Worker;

/// <summary>The hosted service: so many pollers per activity, until the host stops.</summary>
internal sealed class WorkerService(
    BatonWorkerOptions options, IReadOnlyList<ActivityRegistration> activities, IServiceScopeFactory scopes, ILogger<WorkerService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var client = new StepFunctionsClient(options.Client);
        using var graceOver = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.Client.TimeProvider);
        await using var whenStopping = stoppingToken.Register(() => graceOver.CancelAfter(options.ShutdownGrace));

        WorkerLog.Started(logger, options.WorkerName, activities.Count, client.Endpoint);
        var workers = activities.Select(activity => WorkerOf(client, activity)).ToList();
        if (!options.UseStream || !await new StreamWorker(client, workers, options, logger, graceOver.Token).RunAsync(stoppingToken))
        {
            await Task.WhenAll(workers.SelectMany(worker => Pollers(worker, stoppingToken, graceOver.Token)));
        }
        WorkerLog.Stopped(logger, options.WorkerName);
    }

    private RemoteActivityWorker WorkerOf(StepFunctionsClient client, ActivityRegistration activity) => new()
    {
        Client = client,
        Activity = activity,
        Options = options,
        Address = new ActivityAddress(client, activity.NameOrArn, options.CreateActivities),
        Scopes = scopes,
        Logger = logger,
    };

    private static IEnumerable<Task> Pollers(RemoteActivityWorker worker, CancellationToken stopping, CancellationToken graceOver) =>
        Enumerable.Range(0, worker.TasksMax).Select(_ => new ActivityPoller(worker).RunAsync(stopping, graceOver));
}
