using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Baton.Api.Protocol;

/// <summary>Where a page ended: a position, bound to the operation and arguments that it continues, for 24 hours.</summary>
internal static class PageToken
{
    private const int ScopeBytes = 8;
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <param name="position">Where the next page begins.</param>
    /// <param name="scope">The operation and the arguments that must stay the same.</param>
    /// <param name="now">The present time.</param>
    public static string Write(long position, string scope, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[ScopeBytes + sizeof(long) + sizeof(long)];
        Hash(scope, bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[ScopeBytes..], position);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(ScopeBytes + sizeof(long))..], now.ToUnixTimeSeconds());
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>The position; null for no token.</returns>
    /// <exception cref="ApiException"><c>InvalidToken</c>.</exception>
    public static long? Read(string? token, string scope, DateTimeOffset now)
    {
        if (token is null) return null;
        Span<byte> bytes = stackalloc byte[ScopeBytes + sizeof(long) + sizeof(long)];
        Span<byte> expected = stackalloc byte[ScopeBytes];
        Hash(scope, expected);
        if (token.Length != Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out _)) throw Errors.InvalidToken();
        var issued = BinaryPrimitives.ReadInt64BigEndian(bytes[(ScopeBytes + sizeof(long))..]);
        if (!bytes[..ScopeBytes].SequenceEqual(expected) || issued < (now - Life).ToUnixTimeSeconds()) throw Errors.InvalidToken();
        return BinaryPrimitives.ReadInt64BigEndian(bytes[ScopeBytes..]);
    }

    private static void Hash(string scope, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(scope), hash);
        hash[..ScopeBytes].CopyTo(destination);
    }
}
