using Baton.Client.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace Baton.Client.Worker;

/// <summary>One task from its token to its result: the handler runs while heartbeats are sent, then the result is reported.</summary>
internal sealed class TaskRun(ActivityWorker worker, string activityArn, string token, string input) : IDisposable
{
    private const int ErrorLengthMax = 256;
    private const int CauseLengthMax = 32_768;

    private readonly CancellationTokenSource _gone = new();
    private readonly Condition _heartbeats = new();

    private abstract record Outcome
    {
        private Outcome() { } // the cases below are all there are

        public sealed record Succeeded(string Output) : Outcome;

        public sealed record Failed(string Error, string Cause) : Outcome;

        /// <summary>Nobody waits for a result.</summary>
        public sealed record Gone : Outcome;
    }

    public async Task RunAsync(CancellationToken graceOver)
    {
        using var done = new CancellationTokenSource();
        var heartbeats = SendHeartbeatsAsync(done.Token);
        var outcome = await WorkAsync(graceOver);
        if (outcome is Outcome.Gone || _gone.IsCancellationRequested) WorkerLog.TaskGone(worker.Logger, worker.Activity.NameOrArn);
        else await ReportAsync(outcome, graceOver);
        await done.CancelAsync();
        await heartbeats;
    }

    public void Dispose() => _gone.Dispose();

    private async Task<Outcome> WorkAsync(CancellationToken graceOver)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token, graceOver);
        await using var scope = worker.Scopes.CreateAsyncScope();
        var context = new ActivityContext(HeartbeatAsync)
        {
            ActivityArn = activityArn,
            TaskToken = token,
            WorkerName = worker.Options.WorkerName,
            Services = scope.ServiceProvider,
            CancellationToken = stop.Token,
        };
        try
        {
            return new Outcome.Succeeded(await worker.Activity.Handle(input, context));
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return new Outcome.Gone();
        }
        catch (OperationCanceledException) when (graceOver.IsCancellationRequested)
        {
            return new Outcome.Failed(WorkerErrors.WorkerStopped, $"The worker '{worker.Options.WorkerName}' was stopped before the task was done.");
        }
        catch (TaskFailureException e)
        {
            return new Outcome.Failed(e.Error, e.Cause);
        }
        catch (Exception e)
        {
            // Whatever a handler throws is the task's failure, not the worker's; Retry and Catch decide.
            WorkerLog.HandlerFailed(worker.Logger, worker.Activity.NameOrArn, e);
            return new Outcome.Failed(e.GetType().Name, e.Message);
        }
    }

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
    private async Task ReportAsync(Outcome outcome, CancellationToken graceOver)
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
                if (outcome is not Outcome.Succeeded) return;
                outcome = new Outcome.Failed(e.Code, e.Message);
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
    private async Task SendAsync(Outcome outcome)
    {
        if (outcome is Outcome.Failed failed)
        {
            await worker.Client.SendTaskFailureAsync(
                new() { TaskToken = token, Error = Cut(failed.Error, ErrorLengthMax), Cause = Cut(failed.Cause, CauseLengthMax) }, CancellationToken.None);
        }
        else if (outcome is Outcome.Succeeded succeeded)
        {
            await worker.Client.SendTaskSuccessAsync(new() { TaskToken = token, Output = succeeded.Output }, CancellationToken.None);
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

    private static bool IsGone(StepFunctionsException e) =>
        e.Code is StepFunctionsErrors.TaskTimedOut or StepFunctionsErrors.TaskDoesNotExist or StepFunctionsErrors.InvalidToken;

    private static string Cut(string text, int lengthMax) => text.Length <= lengthMax ? text : text[..lengthMax];
}
