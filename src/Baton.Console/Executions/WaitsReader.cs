using Baton.Engine.Execution;
using Baton.Language.Model;
using Baton.Runtime;
using Baton.Store;

namespace Baton.WebConsole.Executions;

/// <summary>Something that an execution waits for.</summary>
/// <param name="Kind">
/// <c>WORKER</c>: nobody has the activity's task yet. <c>WORK</c>: a worker has it. <c>CALL</c>: a function or service is being called. <c>CALLBACK</c>: somebody has the
/// task's token. <c>PERSON</c>: a task for people. <c>JOB</c>, <c>CHILD</c>: a job or an execution that it started. <c>MAP_RUN</c>. <c>TIMER</c>. <c>RETRY</c>: the time before
/// a failed state is tried again. <c>TURN</c>: nothing, it goes on by itself.
/// </param>
/// <param name="State">The state; absent before the first.</param>
/// <param name="EventId">The event that entered it.</param>
/// <param name="Since">When it was entered, in seconds since the epoch.</param>
internal sealed record WaitView(string Kind, string? State, long EventId, double Since)
{
    /// <summary>What was called, or the activity.</summary>
    public string? Resource { get; init; }

    /// <summary>When the waiting ends by itself.</summary>
    public double? Until { get; init; }

    /// <summary>When the task times out.</summary>
    public double? TimeoutAt { get; init; }

    /// <summary>When the task times out unless it is heard of.</summary>
    public double? HeartbeatAt { get; init; }

    /// <summary>When a worker, a function or a service got the task.</summary>
    public double? StartedAt { get; init; }

    /// <summary>How many retries were made in this visit of the state.</summary>
    public int Retries { get; init; }

    /// <summary>The execution that is waited for.</summary>
    public string? ExecutionArn { get; init; }

    public string? MapRunArn { get; init; }

    /// <summary>How many workers of the activity wait for a task.</summary>
    public int? Workers { get; init; }

    /// <summary>How many tasks of the activity wait for a worker.</summary>
    public int? Tasks { get; init; }

    /// <summary>When a worker last asked for one task of the activity; absent for not since the server's start.</summary>
    public double? AskedAt { get; init; }
}

/// <summary>Why nothing goes on at all.</summary>
/// <param name="Kind"><c>PAUSED</c>, <c>STORE_REFUSES</c>, <c>STORE_BROKEN</c>, <c>SET_ASIDE</c> or <c>LATE</c> for this execution alone.</param>
/// <param name="Message">A sentence.</param>
internal sealed record ObstacleView(string Kind, string Message);

/// <summary>What an execution waits for; nothing once it has ended.</summary>
/// <param name="Obstacle">Absent where all goes on.</param>
/// <param name="Waits">The first of them.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Deadline">When the whole execution times out, in seconds since the epoch.</param>
internal sealed record WaitsView(ObstacleView? Obstacle, IReadOnlyList<WaitView> Waits, int Total, double? Deadline);

/// <summary>Tells why an execution does not go on, from its durable state and from what the runtime knows of workers, store and itself.</summary>
internal sealed class WaitsReader(WorkflowRuntime runtime, TimeProvider clock)
{
    private const int ToldMax = 100;

    /// <summary>How late a timer may be before that is told.</summary>
    private static readonly TimeSpan LatenessMax = TimeSpan.FromMinutes(1);

    public async Task<WaitsView> ReadAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        if (row.Status != ExecutionStatus.Running) return new WaitsView(null, [], 0, null);
        var state = await runtime.Steps.StateOfAsync(row, cancellationToken);
        var around = state.Frames.Select(frame => frame.Parent).ToHashSet();
        var waiting = state.Frames.Where(frame => !around.Contains(frame.Id)).OrderBy(frame => frame.EnteredEventId).ToList();
        return new WaitsView(ObstacleTo(row), [.. waiting.Take(ToldMax).Select(WaitOf)], waiting.Count, Seconds(state.Identity.Deadline));
    }

    private ObstacleView? ObstacleTo(ExecutionRow row)
    {
        if (runtime.Committer.BrokenBy is not null) return new ObstacleView("STORE_BROKEN", "The storage failed, and the server writes nothing any more: check the disk, then start the server again.");
        if (runtime.Committer.RefusedBy is { } refused) return new ObstacleView("STORE_REFUSES", $"The storage takes no writes at the moment: {refused.Message}");
        if (runtime.Faults.Find(row.Number) is { } fault) return new ObstacleView("SET_ASIDE", $"It was set aside because something in Baton itself failed on it: {fault.Cause.Message} The next start of the server tries again; until then it can only be stopped.");
        if (runtime.IsPaused) return new ObstacleView("PAUSED", "The server is paused: nothing is started or dispatched and no timer fires. 'baton resume' goes on.");
        return row.WakeUpAt + LatenessMax < clock.GetUtcNow() ? new ObstacleView("LATE", $"It was to be woken at {row.WakeUpAt:O}, and that is late: the server is overloaded, or its clock was changed.") : null;
    }

    private WaitView WaitOf(Frame frame)
    {
        var wait = new WaitView("TURN", frame.State, frame.EnteredEventId, frame.EnteredAt.ToUnixTimeMilliseconds() / 1_000.0) { Retries = frame.RetryCount };
        if (frame.Task is { } task) return OfTask(wait, task);
        if (frame.MapRun is { } run) return wait with { Kind = "MAP_RUN", MapRunArn = run.Arn };
        return frame.WakeUpAt is { } until ? wait with { Kind = frame.Retrying ? "RETRY" : "TIMER", Until = Seconds(until) } : wait;
    }

    private WaitView OfTask(WaitView wait, OpenTask task)
    {
        wait = wait with { Resource = task.Kind == TaskKind.Service ? $"{task.ResourceType}:{task.Resource}" : task.ResourceArn, TimeoutAt = Seconds(task.TimeoutAt), HeartbeatAt = Seconds(task.HeartbeatAt) };
        if (task.Kind == TaskKind.Activity && task.IsOffered)
        {
            var status = runtime.Dispatcher.StatusOf(task.ResourceArn);
            var workers = status.Pollers + status.Streams.Count(stream => stream.Unanswered < stream.TasksMax);
            return wait with { Kind = "WORKER", Workers = workers, Tasks = status.Waiting, AskedAt = Seconds(status.LastSeen?.At) };
        }
        wait = wait with { StartedAt = Seconds(task.HandedOutAt ?? task.StartedAt) };
        if (task.Kind == TaskKind.Activity) return wait with { Kind = "WORK" };
        if (!task.IsSubmitted) return wait with { Kind = "CALL" };
        if (task.Pattern == IntegrationPattern.WaitForTaskToken) return wait with { Kind = task.ResourceType == "human" ? "PERSON" : "CALLBACK" };
        return Relatives.StartedBy(task) is { } child ? wait with { Kind = "CHILD", ExecutionArn = child } : wait with { Kind = "JOB" };
    }

    private static double? Seconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() / 1_000.0;
}
