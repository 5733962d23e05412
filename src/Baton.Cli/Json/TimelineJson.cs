using System.Text.Json;
using Baton.Cli.Api;

namespace Baton.Cli.Json;

/// <summary>A timeline: the execution, and its states in the order in which they were entered.</summary>
/// <param name="FailedAt">The name of the state that made it fail.</param>
internal sealed record TimelineJson(ExecutionJson Execution, string? FailedAt, IReadOnlyList<VisitJson> States)
{
    public static TimelineJson Of(ExecutionReport report) =>
        new(ExecutionJson.Of(report.Execution), report.Timeline.FailedAt?.Name, VisitJson.Of(report.Timeline.Root));
}

internal sealed record VisitJson
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public required string Status { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public DateTimeOffset? LeftAt { get; init; }

    public JsonElement? Input { get; init; }

    public JsonElement? Output { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    public IReadOnlyList<AttemptJson>? Attempts { get; init; }

    /// <param name="lane">The states.</param>
    /// <param name="includeData">Whether inputs and outputs are told.</param>
    public static IReadOnlyList<VisitJson> Of(Lane lane, bool includeData = false) =>
    [
        .. lane.Visits.Select(visit => new VisitJson
        {
            Name = visit.Name,
            Type = visit.Type,
            Status = StatusWords.Of(visit.Status),
            EnteredAt = visit.EnteredAt.ToUniversalTime(),
            LeftAt = visit.LeftAt?.ToUniversalTime(),
            Input = includeData ? ExecutionJson.JsonOf(visit.Input) : null,
            Output = includeData ? ExecutionJson.JsonOf(visit.Output) : null,
            Error = visit.Failure?.Error,
            Cause = visit.Failure?.Cause,
            Attempts = visit.Attempts.Count == 0 ? null : [.. visit.Attempts.Select(attempt => AttemptJson.Of(attempt, includeData))],
        }),
    ];
}

internal sealed record AttemptJson
{
    public required string Status { get; init; }

    public string? Resource { get; init; }

    public required DateTimeOffset ScheduledAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public long? TimeoutSeconds { get; init; }

    public long? HeartbeatSeconds { get; init; }

    public string? Worker { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    /// <summary>Branches or iterations.</summary>
    public IReadOnlyList<LaneJson>? Lanes { get; init; }

    public static AttemptJson Of(Attempt attempt, bool includeData) => new()
    {
        Status = StatusWords.Of(attempt.Status),
        Resource = attempt.Resource,
        ScheduledAt = attempt.ScheduledAt.ToUniversalTime(),
        StartedAt = attempt.StartedAt?.ToUniversalTime(),
        SubmittedAt = attempt.SubmittedAt?.ToUniversalTime(),
        EndedAt = attempt.EndedAt?.ToUniversalTime(),
        TimeoutSeconds = attempt.TimeoutSeconds,
        HeartbeatSeconds = attempt.HeartbeatSeconds,
        Worker = attempt.Worker,
        Error = attempt.Failure?.Error,
        Cause = attempt.Failure?.Cause,
        Lanes = attempt.Lanes.Count == 0 ? null : [.. attempt.Lanes.Select(lane => new LaneJson(lane.Index, StatusWords.Of(lane.Status), VisitJson.Of(lane, includeData)))],
    };
}

internal sealed record LaneJson(int Index, string Status, IReadOnlyList<VisitJson> States);
