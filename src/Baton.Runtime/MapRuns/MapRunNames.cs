using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Baton.Runtime.MapRuns;

/// <summary>The names of a Map Run's children: made of the run and the index, so that a child that is started again is the same one.</summary>
public static class MapRunNames
{
    private const int IndexPosition = 12;
    private const int NamePart = 7;

    /// <summary>A UUID of version 7, so that names ascend and lie together in the store's index: the run's start, bits of the run's ARN, the index.</summary>
    public static Guid Child(string mapRunArn, DateTimeOffset startedAt, int index)
    {
        Span<byte> bytes = stackalloc byte[16];
        SHA256.HashData(Encoding.UTF8.GetBytes(mapRunArn)).AsSpan(0, 16).CopyTo(bytes);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)startedAt.ToUnixTimeMilliseconds() << 16 | BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]));
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        BinaryPrimitives.WriteInt32BigEndian(bytes[IndexPosition..], index);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The index that a child's name was made of.</summary>
    /// <param name="childArn"><c>arn:PARTITION:states:REGION:ACCOUNT:TYPE:MACHINE/LABEL:NAME</c>, and for an Express one more.</param>
    public static int IndexOf(string childArn)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.Parse(childArn.Split(':')[NamePart]).TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt32BigEndian(bytes[IndexPosition..]);
    }
}
