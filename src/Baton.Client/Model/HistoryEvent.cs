using System.Text.Json;
using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>One entry of an execution's history. The details are under the one member that belongs to its type; some types have none.</summary>
public sealed record HistoryEvent
{
    /// <summary>1 for the first event, then one more each.</summary>
    public required long Id { get; init; }

    /// <summary>The event that led to this one; 0 where there is none.</summary>
    public long PreviousEventId { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>One of the 62 names of the API, such as <c>TaskStateEntered</c>.</summary>
    public required string Type { get; init; }

    public ExecutionStartedEventDetails? ExecutionStartedEventDetails { get; init; }

    public OutputEventDetails? ExecutionSucceededEventDetails { get; init; }

    public FailureEventDetails? ExecutionFailedEventDetails { get; init; }

    public FailureEventDetails? ExecutionAbortedEventDetails { get; init; }

    public FailureEventDetails? ExecutionTimedOutEventDetails { get; init; }

    public ExecutionRedrivenEventDetails? ExecutionRedrivenEventDetails { get; init; }

    public StateEnteredEventDetails? StateEnteredEventDetails { get; init; }

    public StateExitedEventDetails? StateExitedEventDetails { get; init; }

    public TaskScheduledEventDetails? TaskScheduledEventDetails { get; init; }

    public TaskEventDetails? TaskStartedEventDetails { get; init; }

    public TaskEventDetails? TaskSubmittedEventDetails { get; init; }

    public TaskEventDetails? TaskSucceededEventDetails { get; init; }

    public TaskEventDetails? TaskFailedEventDetails { get; init; }

    public TaskEventDetails? TaskStartFailedEventDetails { get; init; }

    public TaskEventDetails? TaskSubmitFailedEventDetails { get; init; }

    public TaskEventDetails? TaskTimedOutEventDetails { get; init; }

    public LambdaFunctionScheduledEventDetails? LambdaFunctionScheduledEventDetails { get; init; }

    public OutputEventDetails? LambdaFunctionSucceededEventDetails { get; init; }

    public FailureEventDetails? LambdaFunctionFailedEventDetails { get; init; }

    public FailureEventDetails? LambdaFunctionScheduleFailedEventDetails { get; init; }

    public FailureEventDetails? LambdaFunctionStartFailedEventDetails { get; init; }

    public FailureEventDetails? LambdaFunctionTimedOutEventDetails { get; init; }

    public ActivityScheduledEventDetails? ActivityScheduledEventDetails { get; init; }

    public ActivityStartedEventDetails? ActivityStartedEventDetails { get; init; }

    public OutputEventDetails? ActivitySucceededEventDetails { get; init; }

    public FailureEventDetails? ActivityFailedEventDetails { get; init; }

    public FailureEventDetails? ActivityScheduleFailedEventDetails { get; init; }

    public FailureEventDetails? ActivityTimedOutEventDetails { get; init; }

    public MapStateStartedEventDetails? MapStateStartedEventDetails { get; init; }

    public MapIterationEventDetails? MapIterationStartedEventDetails { get; init; }

    public MapIterationEventDetails? MapIterationSucceededEventDetails { get; init; }

    public MapIterationEventDetails? MapIterationFailedEventDetails { get; init; }

    public MapIterationEventDetails? MapIterationAbortedEventDetails { get; init; }

    public MapRunEventDetails? MapRunStartedEventDetails { get; init; }

    public MapRunEventDetails? MapRunRedrivenEventDetails { get; init; }

    public FailureEventDetails? MapRunFailedEventDetails { get; init; }

    public EvaluationFailedEventDetails? EvaluationFailedEventDetails { get; init; }

    /// <summary>Reads an event from the JSON that the API tells it in.</summary>
    /// <exception cref="JsonException">The text is not such an event.</exception>
    public static HistoryEvent Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, WireJson.Default.HistoryEvent) ?? throw new JsonException("Expected an event, found null.");

    /// <summary>Error and cause of whichever kind of failure this event tells of; null when it tells of none or says nothing about it.</summary>
    [JsonIgnore]
    public FailureEventDetails? Failure =>
        ExecutionFailedEventDetails ?? ExecutionAbortedEventDetails ?? ExecutionTimedOutEventDetails
        ?? ActivityFailedEventDetails ?? ActivityScheduleFailedEventDetails ?? ActivityTimedOutEventDetails
        ?? LambdaFunctionFailedEventDetails ?? LambdaFunctionScheduleFailedEventDetails ?? LambdaFunctionStartFailedEventDetails
        ?? LambdaFunctionTimedOutEventDetails ?? MapRunFailedEventDetails
        ?? Of(TaskFailedEventDetails ?? TaskStartFailedEventDetails ?? TaskSubmitFailedEventDetails ?? TaskTimedOutEventDetails)
        ?? Of(EvaluationFailedEventDetails);

    private static FailureEventDetails? Of(TaskEventDetails? task) => task is null ? null : new() { Error = task.Error, Cause = task.Cause };

    private static FailureEventDetails? Of(EvaluationFailedEventDetails? evaluation) =>
        evaluation is null ? null : new() { Error = evaluation.Error, Cause = evaluation.Cause };
}
