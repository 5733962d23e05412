using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Runtime.Tasks;

/// <summary>The tasks that a decision ended: what was done for them outside is taken back.</summary>
internal static class EndedTasks
{
    public static IEnumerable<OpenTask> Of(ExecutionState before, Decision.Accepted decision) =>
        decision.State.Status == RunStatus.Running
            ? from happened in decision.Events
              where happened is ExecutionEvent.TaskSucceeded or ExecutionEvent.TaskFailed or ExecutionEvent.StateAborted
              let task = before.Find(happened.Frame)?.Task
              where task is not null
              select task
            : before.Frames.Select(frame => frame.Task).OfType<OpenTask>();

    /// <summary>The Map Runs that nobody waits for any more.</summary>
    public static IReadOnlyList<OpenMapRun> MapRunsOf(ExecutionState before, ExecutionState after)
    {
        if (before.Inner.Count == 0 && before.Root.MapRun is null) return [];
        return [.. before.Frames.Select(frame => frame.MapRun).OfType<OpenMapRun>().Where(run => after.Find(run.Token.Frame)?.MapRun?.Token != run.Token)];
    }
}
