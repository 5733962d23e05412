namespace Baton.Client.Worker;

/// <summary>Error names that the worker host itself reports; everything else is the name of the exception's type.</summary>
public static class WorkerErrors
{
    /// <summary>The worker was stopped before the task was done. Retry on it: another worker can take the task.</summary>
    public const string WorkerStopped = "Baton.WorkerStopped";

    /// <summary>A handler gave up because its task was withdrawn. No workflow sees it.</summary>
    internal const string TaskWithdrawn = "Baton.TaskWithdrawn";
}
