using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Baton.Expressions;

namespace Baton.Engine.Execution;

/// <summary>
/// Names one attempt of one task: which execution it is of, where in it, and enough randomness that nobody guesses it. Clients
/// see it as an opaque text.
/// </summary>
/// <param name="Partition">The partition that owns the execution.</param>
/// <param name="Number">The execution's number.</param>
/// <param name="Frame">The frame that waits for the task.</param>
/// <param name="High">Random bits.</param>
/// <param name="Low">More random bits.</param>
public readonly record struct TaskToken(int Partition, long Number, int Frame, ulong High, ulong Low)
{
    private const byte Version = 0xB1;
    private const int Length = 1 + sizeof(ushort) + sizeof(long) + sizeof(int) + sizeof(ulong) + sizeof(ulong);

    /// <summary>How long a token's text is.</summary>
    public static int TextLength { get; } = Base64Url.GetEncodedLength(Length);

    public static TaskToken New(int partition, long number, int frame, IRandomness randomness) =>
        new(partition, number, frame, randomness.NextBits(), randomness.NextBits());

    /// <summary>Reads a token's text; false where it is none of ours.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TaskToken token)
    {
        token = default;
        Span<byte> bytes = stackalloc byte[Length];
        return text?.Length == TextLength && Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done && written == Length && TryRead(bytes, out token);
    }

    /// <summary>Reads a token's text in UTF-8; false where it is none of ours.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out TaskToken token)
    {
        token = default;
        Span<byte> bytes = stackalloc byte[Length];
        return text.Length == TextLength && Base64Url.DecodeFromUtf8(text, bytes, out _, out var written) == OperationStatus.Done && written == Length && TryRead(bytes, out token);
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, out TaskToken token)
    {
        token = default;
        if (bytes[0] != Version) return false;
        token = new TaskToken(
            BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[3..]),
            BinaryPrimitives.ReadInt32BigEndian(bytes[11..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[15..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[23..]));
        return true;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        Write(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Writes the token's text in UTF-8.</summary>
    /// <param name="text">Has <see cref="TextLength"/> bytes.</param>
    public void Format(Span<byte> text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Write(bytes);
        Base64Url.EncodeToUtf8(bytes, text);
    }

    private void Write(Span<byte> bytes)
    {
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], (ushort)Partition);
        BinaryPrimitives.WriteInt64BigEndian(bytes[3..], Number);
        BinaryPrimitives.WriteInt32BigEndian(bytes[11..], Frame);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[15..], High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[23..], Low);
    }
}
