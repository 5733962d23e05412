using System.Text;
using Baton.Client.Transport;

namespace Baton.Client.Worker;

/// <summary>One task from its token to its result: the handler runs while heartbeats are sent, then the result is reported.</summary>
internal sealed class TaskRun(RemoteActivityWorker worker, string activityArn, string token, string input) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Condition _heartbeats = new();

    public async Task RunAsync(CancellationToken graceOver)
    {
        using var done = new CancellationTokenSource();
        var heartbeats = SendHeartbeatsAsync(done.Token);
        var outcome = await TaskWork.RunAsync(worker, activityArn, token, Encoding.UTF8.GetBytes(input), HeartbeatAsync, _gone.Token, graceOver);
        if (outcome is TaskOutcome.Gone || _gone.IsCancellationRequested) WorkerLog.TaskGone(worker.Logger, worker.Activity.NameOrArn);
        else await ReportAsync(outcome, graceOver);
        await done.CancelAsync();
        await heartbeats;
    }

    public void Dispose() => _gone.Dispose();

    private async Task SendHeartbeatsAsync(CancellationToken done)
    {
        using var timer = new PeriodicTimer(worker.HeartbeatInterval, worker.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(done)) await HeartbeatAsync(done);
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The task is reported; no more heartbeats.
        }
    }

    private async Task HeartbeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await worker.Client.SendTaskHeartbeatAsync(new() { TaskToken = token }, cancellationToken);
            if (_heartbeats.Works()) WorkerLog.HeartbeatsAgain(worker.Logger, worker.Activity.NameOrArn);
        }
        catch (StepFunctionsException e) when (IsGone(e))
        {
            await _gone.CancelAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (_heartbeats.BreaksBy(e.GetType().Name)) WorkerLog.HeartbeatFailed(worker.Logger, worker.Activity.NameOrArn, e.Message);
        }
    }

    /// <summary>Reports until the service has taken or refused the result; a result is not lost because the service restarts.</summary>
    private async Task ReportAsync(TaskOutcome outcome, CancellationToken graceOver)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await SendAsync(outcome);
                return;
            }
            catch (StepFunctionsException e) when (IsGone(e))
            {
                WorkerLog.TaskGone(worker.Logger, worker.Activity.NameOrArn);
                return;
            }
            catch (StepFunctionsException e) when (!RetryRule.IsTransient(e))
            {
                WorkerLog.ResultRefused(worker.Logger, worker.Activity.NameOrArn, e.Code, e.Message);
                if (outcome is not TaskOutcome.Succeeded) return;
                outcome = new TaskOutcome.Failed(e.Code, e.Message);
            }
            catch (Exception e)
            {
                // The service is away, or the keys are not there: both come back.
                if (failures == 1) WorkerLog.ReportFailed(worker.Logger, worker.Activity.NameOrArn, e.Message);
                if (graceOver.IsCancellationRequested) return;
                await DelayAsync(failures, graceOver);
            }
        }
    }

    // Not cancellable: a result that is under way is either taken or refused.
    private async Task SendAsync(TaskOutcome outcome)
    {
        if (outcome is TaskOutcome.Failed failed)
        {
            await worker.Client.SendTaskFailureAsync(
                new() { TaskToken = token, Error = failed.Error, Cause = failed.Cause }, CancellationToken.None);
        }
        else if (outcome is TaskOutcome.Succeeded succeeded)
        {
            await worker.Client.SendTaskSuccessAsync(new() { TaskToken = token, Output = Encoding.UTF8.GetString(succeeded.Output) }, CancellationToken.None);
        }
    }

    private async Task DelayAsync(int failures, CancellationToken graceOver)
    {
        try
        {
            await Task.Delay(worker.DelayAfter(failures), worker.Time, graceOver);
        }
        catch (OperationCanceledException) when (graceOver.IsCancellationRequested)
        {
            // The worker stops: one last try follows at once.
        }
    }

    private static bool IsGone(StepFunctionsException e) => StepFunctionsErrors.IsTaskGone(e.Code);
}
