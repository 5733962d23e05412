using System.Globalization;
using System.Text.Json;
using Baton.Engine.Events;

namespace Baton.Api.History;

/// <summary>Events as Step Functions sends them to a log group: one JSON object each, in which numbers are texts and details have no name of their own.</summary>
public static class LogEntryJson
{
    /// <summary>What of a payload a log entry has room for, as published; the rest is cut off.</summary>
    private const int DataBytesMax = 248 * 1024;

    /// <summary>Writes one event of the history; facts that history does not show are not to be passed in.</summary>
    /// <param name="json">Where the object goes.</param>
    /// <param name="executionArn">The execution.</param>
    /// <param name="redriveCount">How often the execution was redriven.</param>
    /// <param name="happened">The event.</param>
    /// <param name="includeExecutionData">Whether inputs, outputs and parameters are told.</param>
    public static void Write(Utf8JsonWriter json, string executionArn, int redriveCount, ExecutionEvent happened, bool includeExecutionData)
    {
        var type = happened.HistoryType ?? throw new ArgumentException("History does not show this event.", nameof(happened));
        json.WriteStartObject();
        json.WriteString("id", Number(happened.Id));
        json.WriteString("type", type);
        if (HistoryEventJson.DetailsName(happened, type) is not null)
        {
            json.WriteStartObject("details");
            new HistoryDetailsWriter(json, includeExecutionData, DataBytesMax).Write(happened);
            json.WriteEndObject();
        }
        json.WriteString("redrive_count", Number(redriveCount));
        json.WriteString("previous_event_id", Number(happened.PreviousId));
        json.WriteString("event_timestamp", Number(happened.Timestamp.ToUnixTimeMilliseconds()));
        json.WriteString("execution_arn", executionArn);
        json.WriteEndObject();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
