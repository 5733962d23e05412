using System.Buffers;
using System.Text.Json;
using Baton.Api.History;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Local;

namespace Baton.Conformance.Asl;

/// <summary>What a run gave, in the shape in which the recordings tell it.</summary>
internal static class Snapshot
{
    public static JsonObject Of(LocalExecution run)
    {
        var snapshot = new JsonObject.Builder();
        snapshot.Set("status", JsonData.Of(StatusName(run.State.Status)));
        if (run.State.Outcome?.Output is { } output) snapshot.Set("output", Recorded(JsonData.Of(output.ToString())));
        if (run.State.Outcome?.Error is { } error) snapshot.Set("error", Recorded(JsonData.Of(error)));
        if (run.State.Outcome?.Cause is { } cause) snapshot.Set("cause", Recorded(JsonData.Of(cause)));
        snapshot.Set("events", new JsonArray(Events(run).Items.ToArray().Select(Recorded)));
        return snapshot.Build();
    }

    private static JsonArray Events(LocalExecution run)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var happened in run.History) HistoryEventJson.Write(json, happened, includeExecutionData: true);
        json.WriteEndArray();
        json.Flush();
        return (JsonArray)JsonData.Parse(buffer.WrittenSpan);
    }

    /// <summary>The recording parsed every string of an answer that is a JSON object.</summary>
    public static JsonData Recorded(JsonData answer)
    {
        switch (answer)
        {
            case JsonObject members:
                var result = new JsonObject.Builder(members.Count);
                foreach (var (name, value) in members) result.Set(name, Recorded(value));
                return result.Build();
            case JsonArray items:
                return new JsonArray(items.Select(Recorded));
            case JsonString { Value: ['{', ..] text }:
                return TryParse(text) ?? answer;
            default:
                return answer;
        }
    }

    public static JsonData? TryParse(string text)
    {
        try
        {
            return JsonData.Parse(text);
        }
        catch (JsonFormatException)
        {
            return null;
        }
    }

    private static string StatusName(RunStatus status) => status == RunStatus.TimedOut ? "TIMED_OUT" : status.ToString().ToUpperInvariant();
}
