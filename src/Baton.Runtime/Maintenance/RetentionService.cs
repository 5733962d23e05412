using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Maintenance;

/// <summary>Removes executions that are older than the retention, again and again, and finishes purges that did not come to their end.</summary>
internal sealed partial class RetentionService(ExecutionPurge purge, RuntimeOptions options, TimeProvider clock, ILogger<RetentionService> logger)
{
    /// <summary>It works a quarter of the time, less where the server is busy.</summary>
    public const int RestTimes = 3;

    private bool _isFailing;

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PassAsync(stoppingToken);
                if (_isFailing) PurgesAgain(logger);
                _isFailing = false;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return; // the next start goes on
            }
            catch (Exception e)
            {
                if (!_isFailing) PurgeFailed(logger, e);
                _isFailing = true;
            }
            await clock.DelayAsync(options.RetentionInterval, stoppingToken);
        }
    }

    private async Task PassAsync(CancellationToken stoppingToken)
    {
        var pace = new Pace(clock, RestTimes);
        var done = new PurgeProgress(0, 0, 0);
        var before = clock.GetUtcNow() - (options.RetentionAge ?? TimeSpan.Zero);
        if (options.RetentionAge is null) done = done with { Children = await purge.FinishAsync(pace, stoppingToken) };
        else await foreach (var progress in purge.RunAsync(new PurgeRequest(before), pace, stoppingToken)) done = progress;
        if (done.Executions + done.Children > 0) Purged(logger, done.Executions, done.Children, before);
    }

    [LoggerMessage(EventId = 3901, Level = LogLevel.Information, Message = "Removed {Executions} executions and {Children} children of Map Runs; what ended before {Before:u} is not kept.")]
    private static partial void Purged(ILogger logger, long executions, long children, DateTimeOffset before);

    [LoggerMessage(EventId = 3902, Level = LogLevel.Error, Message = "Removing old executions failed; it is tried again at the next interval.")]
    private static partial void PurgeFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3903, Level = LogLevel.Information, Message = "Old executions are removed again.")]
    private static partial void PurgesAgain(ILogger logger);
}
