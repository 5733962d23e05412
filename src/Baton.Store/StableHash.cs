using System.Text;

namespace Baton.Store;

/// <summary>A 64-bit hash of a text that is the same in every process and every version: it is stored, and it decides who owns an execution.</summary>
/// <remarks>FNV-1a over the UTF-8 bytes, then the finalizer of MurmurHash3, because FNV alone leaves the high bits of short, similar texts alike.</remarks>
public static class StableHash
{
    private const int StackBytesMax = 1024;

    public static long Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytesMax = Encoding.UTF8.GetMaxByteCount(text.Length);
        var buffer = bytesMax <= StackBytesMax ? stackalloc byte[StackBytesMax] : new byte[bytesMax];
        return Of(buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
    }

    public static long Of(ReadOnlySpan<byte> utf8)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var value in utf8)
        {
            hash = (hash ^ value) * 0x100000001b3UL;
        }
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return (long)(hash ^ (hash >> 33));
    }
}
