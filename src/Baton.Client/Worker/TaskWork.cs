using Microsoft.Extensions.DependencyInjection;

namespace Baton.Client.Worker;

/// <summary>Does a task: runs its handler in a scope of its own, and makes an outcome of whatever that does.</summary>
internal static class TaskWork
{
    /// <param name="worker">What does the activity.</param>
    /// <param name="activityArn">The activity.</param>
    /// <param name="token">The task.</param>
    /// <param name="input">JSON text in UTF-8.</param>
    /// <param name="heartbeat">Sends a heartbeat.</param>
    /// <param name="gone">Nobody waits for the result any more.</param>
    /// <param name="graceOver">No more time for the task.</param>
    public static Task<TaskOutcome> RunAsync(
        ActivityWorker worker, string activityArn, string token, byte[] input, Func<CancellationToken, Task> heartbeat, CancellationToken gone, CancellationToken graceOver) =>
        WorkerTelemetry.RunAsync(worker, activityArn, () => WorkAsync(worker, activityArn, token, input, heartbeat, gone, graceOver));

    private static async Task<TaskOutcome> WorkAsync(
        ActivityWorker worker, string activityArn, string token, byte[] input, Func<CancellationToken, Task> heartbeat, CancellationToken gone, CancellationToken graceOver)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(gone, graceOver);
        await using var scope = worker.Scopes.CreateAsyncScope();
        var context = new ActivityContext(heartbeat)
        {
            ActivityArn = activityArn,
            TaskToken = token,
            WorkerName = worker.Options.WorkerName,
            Services = scope.ServiceProvider,
            CancellationToken = stop.Token,
        };
        try
        {
            return new TaskOutcome.Succeeded(await worker.Activity.Handle(input, context));
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return new TaskOutcome.Gone();
        }
        catch (OperationCanceledException) when (graceOver.IsCancellationRequested)
        {
            return new TaskOutcome.Failed(WorkerErrors.WorkerStopped, $"The worker '{worker.Options.WorkerName}' was stopped before the task was done.");
        }
        catch (TaskFailureException e)
        {
            return new TaskOutcome.Failed(e.Error, e.Cause);
        }
        catch (Exception e)
        {
            // Whatever a handler throws is the task's failure, not the worker's; Retry and Catch decide.
            WorkerLog.HandlerFailed(worker.Logger, worker.Activity.NameOrArn, e);
            return new TaskOutcome.Failed(e.GetType().Name, e.Message);
        }
    }
}
