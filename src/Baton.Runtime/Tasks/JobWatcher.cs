using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Tasks;

/// <summary>Waits for the jobs of <c>.sync</c> tasks, and stops those that nobody waits for any more.</summary>
internal sealed partial class JobWatcher(IntegrationCalls calls, ParentTasks parents, Persistence persistence, BackgroundWork background, ILogger logger)
{
    private readonly Invocations _watches = new(int.MaxValue, persistence.Stopping);

    /// <summary>Waits for a task's job, unless that is being done.</summary>
    public void Watch(OpenTask task)
    {
        if (_watches.Add(task) is { } watch) background.Start(() => WatchAsync(watch));
    }

    /// <summary>A task has ended: its job is not waited for, and is stopped where the task did not succeed.</summary>
    public void Withdraw(EndedTask ended)
    {
        var watch = _watches.Withdraw(ended.Task.Token);
        if (ended.Task.IsSubmitted && !ended.Succeeded && watch is not { HasOutcome: true }) background.Start(() => CancelAsync(ended.Task));
    }

    /// <summary>A job was started for a task that had ended meanwhile: it is stopped, unless that task has a result already.</summary>
    public void Settle(OpenTask task) => background.Start(async () =>
    {
        if (await FindEndAsync(task.Token) is ParentTaskEnd.GivenUp) await CancelAsync(task);
    });

    /// <summary>After a restart: stops an execution whose parent does not wait for it any more.</summary>
    public void AskParent(long number, int partition, ParentTask parent) => background.Start(async () =>
    {
        if (await FindEndAsync(parent.Token) is ParentTaskEnd.GivenUp) await persistence.SendAsync(number, partition, new ExecutionCommand.StopExecution(null, ParentTasks.StopCause), CancellationToken.None);
    });

    private Task<object?> FindEndAsync(TaskToken task) => persistence.UntilDoneAsync<object>(
        async () => await parents.FindEndAsync(task, persistence.Stopping), $"How a task of execution {task.Number} ended", CancellationToken.None);

    private async Task WatchAsync(Invocation watch)
    {
        var task = watch.Task;
        try
        {
            var outcome = await calls.CallAsync(task, integration => ((IJobIntegration)integration).WatchAsync(task, watch.Cancelled), watch.Cancelled);
            if (outcome is null) return;
            watch.HasOutcome = true;
            await persistence.SendAsync(task.Token.Number, task.Token.Partition, IntegrationCalls.CommandOf(task, outcome), watch.Cancelled);
        }
        finally
        {
            _watches.End(watch);
        }
    }

    private async Task CancelAsync(OpenTask task)
    {
        if (calls.Find(task) is not IJobIntegration integration) return;
        try
        {
            await persistence.UntilDoneAsync<object>(
                async () =>
                {
                    await integration.CancelAsync(task, persistence.Stopping);
                    return task;
                },
                $"Stopping the job of '{task.ResourceArn}' for execution {task.Token.Number}",
                CancellationToken.None);
        }
        catch (OperationCanceledException) when (persistence.Stopping.IsCancellationRequested)
        {
            return; // a child execution asks after its parent at the next start
        }
        catch (Exception e)
        {
            CancelFailed(logger, task.ResourceArn, task.Token.Number, e);
        }
    }

    [LoggerMessage(EventId = 3304, Level = LogLevel.Warning, Message = "The job that {Resource} started for execution {Number} could not be stopped; nobody waits for it any more.")]
    private static partial void CancelFailed(ILogger logger, string resource, long number, Exception exception);
}
