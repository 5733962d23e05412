using System.Buffers;
using System.Text.Json;
using Baton.Engine.Events;
using Baton.Json;

namespace Baton.Runtime.Storage;

/// <summary>
/// Events as they are stored: a JSON array of objects, one an event, in order. Names and shapes only ever grow; the golden files of
/// the tests prove that what was stored still reads.
/// </summary>
public static class EventCodec
{
    /// <summary>Payloads lie in events, and events in an array.</summary>
    private const int DepthMax = JsonLimits.DepthCap + 8;

    /// <summary>A thread keeps its writer unless large payloads made it grow beyond this.</summary>
    private const int BytesKept = 256 * 1024;

    [ThreadStatic] private static EventWriter? _writer;

    /// <summary>Encodes the events of one commit.</summary>
    public static byte[] Encode(IReadOnlyList<ExecutionEvent> events)
    {
        var writer = _writer ?? NewWriter();
        _writer = null; // one that fails half way is not used again
        var encoded = writer.Encode(events);
        if (writer.Capacity <= BytesKept) _writer = writer;
        return encoded;
    }

    private static EventWriter NewWriter()
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        return new EventWriter(buffer, new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }));
    }

    /// <summary>Decodes what <see cref="Encode"/> gave.</summary>
    /// <exception cref="StoredEventException">The bytes are no events that this version knows.</exception>
    public static List<ExecutionEvent> Decode(ReadOnlyMemory<byte> stored)
    {
        try
        {
            using var document = JsonDocument.Parse(stored, new JsonDocumentOptions { MaxDepth = DepthMax });
            var events = new List<ExecutionEvent>(document.RootElement.GetArrayLength());
            var reader = new EventReader();
            foreach (var element in document.RootElement.EnumerateArray()) events.Add(reader.Read(element));
            return events;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new StoredEventException("Stored events cannot be read.", e);
        }
    }
}

/// <summary>Stored events are damaged, or of a version that this one does not know.</summary>
public sealed class StoredEventException(string message, Exception? inner = null) : Exception(message, inner);
