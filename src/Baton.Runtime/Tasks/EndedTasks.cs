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
    public static IReadOnlyList<EndedTask> Of(ExecutionState before, Decision.Accepted decision)
    {
        List<EndedTask>? ended = null; // most decisions end one or none, and each is asked
        if (decision.State.Status != RunStatus.Running)
        {
            Add(before.Root);
            if (before.Inner.Count > 0) foreach (var frame in before.Inner) Add(frame);
        }
        else
        {
            for (var i = 0; i < decision.Events.Count; i++)
            {
                if (decision.Events[i] is ExecutionEvent.TaskSucceeded or ExecutionEvent.TaskFailed or ExecutionEvent.StateAborted) Add(before.Find(decision.Events[i].Frame));
            }
        }
        return ended is null ? [] : ended;

        void Add(Frame? frame)
        {
            if (frame?.Task is { } task) (ended ??= []).Add(new EndedTask(task, HasResult(task, decision.Events)));
        }
    }

    /// <summary>The Map Runs that nobody waits for any more.</summary>
    public static IReadOnlyList<OpenMapRun> MapRunsOf(ExecutionState before, ExecutionState after) => before.HasMapRuns ? LeftOf(before, after) : [];

    private static List<OpenMapRun> LeftOf(ExecutionState before, ExecutionState after) =>
        [.. before.Frames.Select(frame => frame.MapRun).OfType<OpenMapRun>().Where(run => after.Find(run.Token.Frame)?.MapRun?.Token != run.Token)];

    private static bool HasResult(OpenTask task, IReadOnlyList<ExecutionEvent> events) =>
        events.Any(happened => happened is ExecutionEvent.TaskSucceeded && happened.Frame == task.Token.Frame);
}
