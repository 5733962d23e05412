using System.Text;

namespace Baton.Runtime.Storage;

/// <summary>A hash that is stored and so never changes: FNV-1a, 64 bits.</summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(string text)
    {
        var hash = Offset;
        Span<byte> bytes = stackalloc byte[512];
        var utf8 = Encoding.UTF8.GetByteCount(text) <= bytes.Length ? bytes[..Encoding.UTF8.GetBytes(text, bytes)] : Encoding.UTF8.GetBytes(text);
        foreach (var b in utf8) hash = (hash ^ b) * Prime;
        return hash;
    }
}
