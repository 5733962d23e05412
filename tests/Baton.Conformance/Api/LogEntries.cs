using System.Buffers;
using System.Text.Json;
using Baton.Api.History;
using Baton.Engine.Events;
using Baton.Json;
using Baton.Runtime.Logs;

namespace Baton.Conformance.Api;

/// <summary>Keeps what log groups get.</summary>
internal sealed class LogEntries : IExecutionLog
{
    public List<JsonObject> All { get; } = [];

    public void Write(ExecutionLogging logging, string executionArn, int redriveCount, IReadOnlyList<ExecutionEvent> events)
    {
        foreach (var happened in events)
        {
            var buffer = new ArrayBufferWriter<byte>();
            using var json = new Utf8JsonWriter(buffer);
            LogEntryJson.Write(json, executionArn, redriveCount, happened, logging.IncludeExecutionData);
            json.Flush();
            All.Add((JsonObject)JsonData.Parse(buffer.WrittenSpan));
        }
    }
}
