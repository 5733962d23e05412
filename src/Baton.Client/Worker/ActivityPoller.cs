namespace Baton.Client.Worker;

/// <summary>Asks for a task, works on it, asks again. A service that is away is waited for.</summary>
internal sealed class ActivityPoller(RemoteActivityWorker worker)
{
    private int _failures;

    /// <param name="stopping">No more tasks are asked for.</param>
    /// <param name="graceOver">No more time for the task at hand.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken graceOver)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                using var task = await PollAsync(stopping);
                if (task is not null) await task.RunAsync(graceOver);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return; // a poll that waited for a task; nothing was taken
            }
        }
    }

    private async Task<TaskRun?> PollAsync(CancellationToken stopping)
    {
        try
        {
            var arn = await worker.Address.ArnAsync(stopping);
            var task = await worker.Client.GetActivityTaskAsync(new() { ActivityArn = arn, WorkerName = worker.Options.WorkerName }, stopping);
            if (worker.Polling.Works()) WorkerLog.PollsAgain(worker.Logger, worker.Activity.NameOrArn);
            _failures = 0;
            return string.IsNullOrEmpty(task.TaskToken) ? null : new TaskRun(worker, arn, task.TaskToken, task.Input ?? "null");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (e is StepFunctionsException { Code: StepFunctionsErrors.ActivityDoesNotExist }) worker.Address.IsMissing();
            if (worker.Polling.BreaksBy(Trouble(e))) WorkerLog.PollFailed(worker.Logger, worker.Activity.NameOrArn, e.Message);
            await Task.Delay(worker.DelayAfter(++_failures), worker.Time, stopping);
            return null;
        }
    }

    private static string Trouble(Exception e) => e is StepFunctionsException refused ? refused.Code : e.GetType().Name;
}
