using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Baton.Client.Streams;

/// <summary>A frame that fills: each kind of item has its own array, and is written as it comes.</summary>
internal sealed class OutgoingFrame
{
    private const int PrefixBytes = sizeof(int);

    private readonly Dictionary<string, Member> _members = [];

    /// <summary>About how many bytes it has.</summary>
    public long Length { get; private set; }

    /// <summary>Adds one value to the array of a member.</summary>
    public void Add<T>(string member, T item, Action<Utf8JsonWriter, T> write)
    {
        if (!_members.TryGetValue(member, out var found)) _members[member] = found = new Member();
        var before = found.Length;
        if (before == 0) found.Json.WriteStartArray();
        write(found.Json, item);
        Length += found.Length - before;
    }

    /// <summary>Writes the frame and empties it.</summary>
    public void WriteTo(ArrayBufferWriter<byte> output)
    {
        var start = output.WrittenCount;
        output.GetSpan(PrefixBytes)[..PrefixBytes].Clear();
        output.Advance(PrefixBytes);
        output.Write("{"u8);
        var isFirst = true;
        foreach (var (name, member) in _members)
        {
            if (member.Length == 0) continue;
            output.Write(isFirst ? "\""u8 : ",\""u8);
            isFirst = false;
            Encoding.ASCII.GetBytes(name.AsSpan(), output);
            output.Write("\":"u8);
            member.WriteTo(output);
        }
        output.Write("}"u8);
        // The buffer gives what was written as read-only, but it is ours.
        var prefix = MemoryMarshal.AsMemory(output.WrittenMemory.Slice(start, PrefixBytes));
        BinaryPrimitives.WriteInt32BigEndian(prefix.Span, output.WrittenCount - start - PrefixBytes);
        Length = 0;
    }

    private sealed class Member
    {
        private readonly ArrayBufferWriter<byte> _buffer = new();

        public Member() => Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

        public Utf8JsonWriter Json { get; }

        public long Length => _buffer.WrittenCount + Json.BytesPending;

        public void WriteTo(ArrayBufferWriter<byte> output)
        {
            Json.WriteEndArray();
            Json.Flush();
            output.Write(_buffer.WrittenSpan);
            _buffer.ResetWrittenCount();
            Json.Reset();
        }
    }
}
