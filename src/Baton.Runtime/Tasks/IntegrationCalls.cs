using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Language.Model;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Tasks;

/// <summary>Finds who does a task and turns whatever happens into an outcome.</summary>
internal sealed partial class IntegrationCalls(IReadOnlyList<ITaskIntegration> integrations, Persistence persistence, ILogger logger)
{
    /// <summary>Who does the task; null where nobody on this server does.</summary>
    public ITaskIntegration? Find(OpenTask task) => integrations.FirstOrDefault(integration => integration.Handles(task));

    /// <summary>What an execution is told of an outcome: the submission of a task that is to end later, or its end.</summary>
    public static ExecutionCommand CommandOf(OpenTask task, TaskOutcome outcome) => outcome switch
    {
        TaskOutcome.Failed failed => new ExecutionCommand.FailTask(task.Token, failed.Error, failed.Cause),
        TaskOutcome.Succeeded done when task.Pattern != IntegrationPattern.RequestResponse && !task.IsSubmitted => new ExecutionCommand.SubmitTask(task.Token, done.Output),
        TaskOutcome.Succeeded done => new ExecutionCommand.CompleteTask(task.Token, done.Output),
        _ => throw new InvariantException("An outcome is a success or a failure."),
    };

    /// <returns>How the call ended; null where nobody wants to know: the task has ended, or the server stops and the next start calls again.</returns>
    public async Task<TaskOutcome?> CallAsync(OpenTask task, Func<ITaskIntegration, Task<TaskOutcome>> call, CancellationToken unwanted)
    {
        try
        {
            if (Find(task) is not { } integration) return new TaskOutcome.Failed(StateErrors.Runtime, $"The resource '{task.ResourceArn}' is not available on this server.");

            // One that does not listen to the cancellation is not waited for.
            return await persistence.UntilDoneAsync(() => call(integration).WaitAsync(unwanted), $"What '{task.ResourceArn}' does for execution {task.Token.Number}", unwanted);
        }
        catch (Exception) when (unwanted.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            return new TaskOutcome.Failed(StateErrors.Timeout, null); // it gave up by itself
        }
        catch (Exception e)
        {
            CallFailed(logger, task.ResourceArn, e);
            return new TaskOutcome.Failed(StateErrors.Runtime, e.Message);
        }
    }

    [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "Calling {Resource} failed unexpectedly.")]
    private static partial void CallFailed(ILogger logger, string resource, Exception exception);
}
