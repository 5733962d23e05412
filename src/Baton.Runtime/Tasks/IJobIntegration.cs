using Baton.Engine.Execution;

namespace Baton.Runtime.Tasks;

/// <summary>
/// Does tasks whose resource ends in <c>.sync</c>: <see cref="ITaskIntegration.InvokeAsync"/> starts a job, and what it answers is kept as
/// <see cref="OpenTask.Submission"/>; the task is done when the job is.
/// </summary>
public interface IJobIntegration : ITaskIntegration
{
    /// <summary>
    /// Waits for the end of the job that <see cref="OpenTask.Submission"/> tells of, after a restart too. Takes none of the slots for
    /// calls, and may take as long as the job does.
    /// </summary>
    Task<TaskOutcome> WatchAsync(OpenTask task, CancellationToken cancellationToken);

    /// <summary>Stops the job, because nobody waits for it any more. Does nothing where it has ended.</summary>
    Task CancelAsync(OpenTask task, CancellationToken cancellationToken);
}
