using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.Execution;

/// <summary>Which of the three families of history events tells of a task.</summary>
public enum TaskKind
{
    Activity,
    LambdaFunction,
    Service,
}

/// <summary>A task that was scheduled and has not ended.</summary>
public sealed record OpenTask
{
    public required TaskToken Token { get; init; }

    public required TaskKind Kind { get; init; }

    /// <summary>The <c>Resource</c> of the state.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>What history calls resourceType; null for activities and Lambda functions.</summary>
    public string? ResourceType { get; init; }

    /// <summary>What history calls resource.</summary>
    public required string Resource { get; init; }

    public required IntegrationPattern Pattern { get; init; }

    public required JsonText Input { get; init; }

    public string? RoleArn { get; init; }

    public required long ScheduledEventId { get; init; }

    public long? TimeoutSeconds { get; init; }

    public long? HeartbeatSeconds { get; init; }

    /// <summary>When it was handed to whoever does it; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was handed out last: later than the start where it was offered again.</summary>
    public DateTimeOffset? HandedOutAt { get; init; }

    /// <summary>Whether it waits for a worker again after it was handed out, because the one before may never have got it.</summary>
    public bool IsOfferedAgain { get; init; }

    /// <summary>Whether a worker has to get it: it never was handed out, or is offered again.</summary>
    public bool IsOffered => StartedAt is null || IsOfferedAgain;

    /// <summary>Whether something is to be done for it outside: a worker is to get it, it is to be called, or the job that it started is to be watched.</summary>
    public bool IsOwing => Kind == TaskKind.Activity ? IsOffered || HandedOutAt is null : !IsSubmitted || Pattern == IntegrationPattern.RunJob;

    /// <summary>What the service answered when it took the task, whose end comes later: somebody calls back, or the job that it started ends. Null before.</summary>
    public JsonText? Submission { get; init; }

    /// <summary>The execution that waits for it.</summary>
    public ExecutionIdentity Execution { get; init; } = null!;

    public bool IsSubmitted => Submission is not null;

    public DateTimeOffset? TimeoutAt { get; init; }

    public DateTimeOffset? HeartbeatAt { get; init; }
}
