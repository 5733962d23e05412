using System.Text.Json;
using Baton.Client;

namespace Baton.Checklists;

/// <summary>The events of a Task's work, and of a Map Run: scheduled, started, submitted, redriven, ended.</summary>
internal static class TaskEvents
{
    public static void Apply(HistoryEvent happened, StateVisit? visit)
    {
        if (visit is null) return;
        if (Scheduled(happened, visit) is { } scheduled) visit.Attempts.Add(scheduled);
        else if (Ending(happened.Type) is { } status) End(happened, visit, status);
        else if (visit.Attempts.LastOrDefault() is { } attempt) Progress(happened, attempt);
    }

    private static Attempt? Scheduled(HistoryEvent happened, StateVisit visit) => happened switch
    {
        { ActivityScheduledEventDetails: { } activity } => new Attempt
        {
            Visit = visit,
            ScheduledAt = happened.Timestamp,
            Resource = $"activity {LastPart(activity.Resource)}",
            Parameters = activity.Input,
            TimeoutSeconds = activity.TimeoutInSeconds,
            HeartbeatSeconds = activity.HeartbeatInSeconds,
        },
        { TaskScheduledEventDetails: { } task } => new Attempt
        {
            Visit = visit,
            ScheduledAt = happened.Timestamp,
            Resource = $"{task.ResourceType} {task.Resource}",
            Parameters = task.Parameters,
            TimeoutSeconds = task.TimeoutInSeconds,
            HeartbeatSeconds = task.HeartbeatInSeconds,
        },
        { LambdaFunctionScheduledEventDetails: { } function } => new Attempt
        {
            Visit = visit,
            ScheduledAt = happened.Timestamp,
            Resource = $"function {LastPart(function.Resource)}",
            Parameters = function.Input,
            TimeoutSeconds = function.TimeoutInSeconds,
        },
        { MapRunRedrivenEventDetails: { } run } => new Attempt { Visit = visit, ScheduledAt = happened.Timestamp, StartedAt = happened.Timestamp, Resource = MapRun(run) },
        _ => null,
    };

    private static VisitStatus? Ending(string type) => type switch
    {
        "TaskSucceeded" or "ActivitySucceeded" or "LambdaFunctionSucceeded" or "MapRunSucceeded" => VisitStatus.Succeeded,
        "TaskTimedOut" or "ActivityTimedOut" or "LambdaFunctionTimedOut" => VisitStatus.TimedOut,
        "TaskFailed" or "TaskStartFailed" or "TaskSubmitFailed" or "ActivityFailed" or "ActivityScheduleFailed" or "MapRunFailed"
            or "LambdaFunctionFailed" or "LambdaFunctionScheduleFailed" or "LambdaFunctionStartFailed" => VisitStatus.Failed,
        _ => null,
    };

    private static void End(HistoryEvent happened, StateVisit visit, VisitStatus status)
    {
        var attempt = visit.Attempts.LastOrDefault();
        // What could not even be scheduled has no event before its end.
        if (attempt is not { Status: VisitStatus.Running }) visit.Attempts.Add(attempt = new Attempt { Visit = visit, ScheduledAt = happened.Timestamp });
        attempt.EndedAt = happened.Timestamp;
        attempt.LastEvent = happened.Id;
        attempt.Status = status;
        attempt.Worker ??= Person(happened);
        if (happened.Failure is { } failure) attempt.Failure = new Failure(failure.Error, failure.Cause);
    }

    private static void Progress(HistoryEvent happened, Attempt attempt)
    {
        attempt.LastEvent = happened.Id;
        if (happened.Type == "TaskSubmitted") (attempt.SubmittedAt, attempt.HumanTask) = (happened.Timestamp, HumanTask(happened));
        else if (happened.Type.EndsWith("Started", StringComparison.Ordinal)) attempt.StartedAt = happened.Timestamp;
        attempt.Worker ??= happened.ActivityStartedEventDetails?.WorkerName;
        if (happened.MapRunStartedEventDetails is { } run) attempt.Resource = MapRun(run);
    }

    /// <summary>Who did a task for people: its result says so.</summary>
    private static string? Person(HistoryEvent happened)
    {
        using var result = HumanOutput(happened.TaskSucceededEventDetails);
        return result is not null && result.RootElement.TryGetProperty("CompletedBy", out var by) ? by.GetString() : null;
    }

    private static long? HumanTask(HistoryEvent happened)
    {
        using var submission = HumanOutput(happened.TaskSubmittedEventDetails);
        return submission is not null && submission.RootElement.TryGetProperty("TaskId", out var id) && id.TryGetInt64(out var number) ? number : null;
    }

    /// <summary>What a task for people told of itself; null for another one, and where that is no object.</summary>
    private static JsonDocument? HumanOutput(TaskEventDetails? details)
    {
        if (details is not { ResourceType: "human", Output: ['{', ..] output }) return null;
        return JsonDocument.Parse(output);
    }

    private static string MapRun(MapRunEventDetails run) => $"Map Run {run.MapRunArn?.Split(":mapRun:")[^1]}";

    private static string LastPart(string arn) => arn[(arn.LastIndexOf(':') + 1)..];
}
