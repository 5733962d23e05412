using System.Text.Json;
using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Api.History;

/// <summary>Events as <c>GetExecutionHistory</c> tells them: the published names and members, payloads as JSON text inside strings.</summary>
public static class HistoryEventJson
{
    /// <summary>Writes one event of the history; facts that history does not show are not to be passed in.</summary>
    /// <param name="json">Where the object goes.</param>
    /// <param name="happened">The event.</param>
    /// <param name="includeExecutionData">Whether inputs, outputs and parameters are told.</param>
    public static void Write(Utf8JsonWriter json, ExecutionEvent happened, bool includeExecutionData)
    {
        var type = happened.HistoryType ?? throw new ArgumentException("History does not show this event.", nameof(happened));
        json.WriteStartObject();
        json.WritePropertyName("timestamp");
        json.WriteRawValue(EpochSeconds(happened.Timestamp), skipInputValidation: true);
        json.WriteString("type", type);
        json.WriteNumber("id", happened.Id);
        json.WriteNumber("previousEventId", happened.PreviousId);
        if (DetailsName(happened, type) is { } details)
        {
            json.WriteStartObject(details);
            new HistoryDetailsWriter(json, includeExecutionData).Write(happened);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    /// <summary>Seconds since 1970 with three digits of fraction, as the protocol wants times.</summary>
    private static string EpochSeconds(DateTimeOffset time)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        return FormattableString.Invariant($"{milliseconds / 1000}.{milliseconds % 1000:000}");
    }

    /// <summary>The member that holds the details; null for events that have none.</summary>
    internal static string? DetailsName(ExecutionEvent happened, string type) => happened switch
    {
        ExecutionEvent.StateEntered => "stateEnteredEventDetails",
        ExecutionEvent.StateExited => "stateExitedEventDetails",
        ExecutionEvent.TaskStarted { Kind: TaskKind.LambdaFunction } => null,
        ExecutionEvent.StateAborted or ExecutionEvent.ParallelStateStarted or ExecutionEvent.ParallelStateSucceeded
            or ExecutionEvent.ParallelStateFailed or ExecutionEvent.MapStateSucceeded or ExecutionEvent.MapStateFailed
            or ExecutionEvent.MapRunSucceeded or ExecutionEvent.MapRunAborted => null,
        _ => $"{char.ToLowerInvariant(type[0])}{type.AsSpan(1)}EventDetails",
    };
}
