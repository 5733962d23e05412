using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Baton.Engine.Execution;

namespace Baton.Api.Streams;

/// <summary>Writes items into frames, and begins another frame where one is long enough. What is written goes out with one write.</summary>
internal sealed class FrameWriter : IDisposable
{
    private const int PrefixBytes = sizeof(int);

    private readonly FrameBuffer _buffer = new();
    private readonly Utf8JsonWriter _json;
    private readonly byte[] _token = new byte[TaskToken.TextLength];
    private int _frameStart = -1;

    public FrameWriter() =>
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public Utf8JsonWriter Json => _json;

    /// <summary>Writes the items of one member; each writes one value.</summary>
    public void Items<T>(string member, List<T> items, Action<FrameWriter, T> write)
    {
        if (items.Count == 0) return;
        Open(member);
        foreach (var item in items)
        {
            if (Length > StreamLimits.FrameBytesWanted)
            {
                _json.WriteEndArray();
                EndFrame();
                Open(member);
            }
            write(this, item);
        }
        _json.WriteEndArray();
    }

    public void Flag(string member)
    {
        BeginFrame();
        _json.WriteBoolean(member, true);
    }

    /// <summary>A token as a value.</summary>
    public void Token(TaskToken token)
    {
        token.Format(_token);
        _json.WriteStringValue(_token);
    }

    /// <summary>A token as a member.</summary>
    public void Token(string member, TaskToken token)
    {
        _json.WritePropertyName(member);
        Token(token);
    }

    public void Time(string member, DateTimeOffset time) => _json.WriteNumber(member, time.ToUnixTimeMilliseconds() / 1000m);

    public void Payload(string member, ReadOnlySpan<byte> utf8)
    {
        _json.WritePropertyName(member);
        _json.WriteRawValue(utf8, skipInputValidation: true);
    }

    /// <returns>All frames; an empty one where nothing was written. Valid until the next item.</returns>
    public ReadOnlyMemory<byte> Finish()
    {
        BeginFrame();
        EndFrame();
        var written = _buffer.Written;
        _buffer.Clear();
        return written;
    }

    public void Dispose() => _json.Dispose();

    private long Length => _frameStart < 0 ? 0 : _buffer.Count + _json.BytesPending - _frameStart;

    private void Open(string member)
    {
        BeginFrame();
        _json.WriteStartArray(member);
    }

    private void BeginFrame()
    {
        if (_frameStart >= 0) return;
        _frameStart = _buffer.Count;
        _buffer.GetSpan(PrefixBytes);
        _buffer.Advance(PrefixBytes);
        _json.Reset();
        _json.WriteStartObject();
    }

    private void EndFrame()
    {
        _json.WriteEndObject();
        _json.Flush();
        BinaryPrimitives.WriteInt32BigEndian(_buffer.At(_frameStart), _buffer.Count - _frameStart - PrefixBytes);
        _frameStart = -1;
    }

    /// <summary>A buffer in which what was written can be changed, and which gives back what one large payload made it take.</summary>
    private sealed class FrameBuffer : IBufferWriter<byte>
    {
        private const int BytesMin = 4 * 1024;
        private const int BytesKept = 512 * 1024;

        private byte[] _bytes = new byte[BytesMin];

        public int Count { get; private set; }

        public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Count);

        public Span<byte> At(int index) => _bytes.AsSpan(index);

        public void Advance(int count) => Count += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            MakeRoom(sizeHint);
            return _bytes.AsMemory(Count);
        }

        public Span<byte> GetSpan(int sizeHint = 0)
        {
            MakeRoom(sizeHint);
            return _bytes.AsSpan(Count);
        }

        /// <summary>What was written stays where it is until the next write.</summary>
        public void Clear()
        {
            Count = 0;
            if (_bytes.Length > BytesKept) _bytes = new byte[BytesMin];
        }

        private void MakeRoom(int count)
        {
            if (_bytes.Length - Count < Math.Max(count, 256)) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Count + count));
        }
    }
}
