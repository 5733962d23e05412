using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Runtime.Tasks;

/// <summary>A task that a decision ended.</summary>
/// <param name="Succeeded">Whether it has a result; otherwise it failed, timed out or was given up.</param>
internal readonly record struct EndedTask(OpenTask Task, bool Succeeded);

/// <summary>The tasks that a decision ended: what was done for them outside is taken back.</summary>
internal static class EndedTasks
{
    public static IEnumerable<EndedTask> Of(ExecutionState before, Decision.Accepted decision) =>
        from task in decision.State.Status == RunStatus.Running ? Ended(before, decision) : before.Frames.Select(frame => frame.Task)
        where task is not null
        select new EndedTask(task, decision.Events.Any(happened => happened is ExecutionEvent.TaskSucceeded && happened.Frame == task.Token.Frame));

    private static IEnumerable<OpenTask?> Ended(ExecutionState before, Decision.Accepted decision) =>
        from happened in decision.Events
        where happened is ExecutionEvent.TaskSucceeded or ExecutionEvent.TaskFailed or ExecutionEvent.StateAborted
        select before.Find(happened.Frame)?.Task;

    /// <summary>The Map Runs that nobody waits for any more.</summary>
    public static IReadOnlyList<OpenMapRun> MapRunsOf(ExecutionState before, ExecutionState after)
    {
        if (!before.HasMapRuns) return [];
        return [.. before.Frames.Select(frame => frame.MapRun).OfType<OpenMapRun>().Where(run => after.Find(run.Token.Frame)?.MapRun?.Token != run.Token)];
    }
}
