using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Baton.Api.Protocol;

/// <summary>Where a page ended: a position, bound to the operation and arguments that it continues, for 24 hours.</summary>
internal static class PageToken
{
    private const int ScopeBytes = 8;
    private const int HeadBytes = ScopeBytes + sizeof(long);
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <param name="position">Where the next page begins.</param>
    /// <param name="scope">The operation and the arguments that must stay the same.</param>
    /// <param name="now">The present time.</param>
    public static string Write(string position, string scope, DateTimeOffset now)
    {
        var bytes = new byte[HeadBytes + Encoding.UTF8.GetByteCount(position)];
        Hash(scope, bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(ScopeBytes), now.ToUnixTimeSeconds());
        Encoding.UTF8.GetBytes(position, bytes.AsSpan(HeadBytes));
        return Base64Url.EncodeToString(bytes);
    }

    /// <inheritdoc cref="Write(string, string, DateTimeOffset)"/>
    public static string Write(long position, string scope, DateTimeOffset now) => Write(position.ToString(CultureInfo.InvariantCulture), scope, now);

    /// <returns>The position; null for no token.</returns>
    /// <exception cref="ApiException"><c>InvalidToken</c>.</exception>
    public static string? Read(string? token, string scope, DateTimeOffset now)
    {
        if (token is null) return null;
        if (!Base64Url.IsValid(token)) throw Errors.InvalidToken();
        var bytes = Base64Url.DecodeFromChars(token).AsSpan();
        Span<byte> expected = stackalloc byte[ScopeBytes];
        Hash(scope, expected);
        if (bytes.Length < HeadBytes || !bytes[..ScopeBytes].SequenceEqual(expected)) throw Errors.InvalidToken();
        var issued = BinaryPrimitives.ReadInt64BigEndian(bytes[ScopeBytes..]);
        if (issued < (now - Life).ToUnixTimeSeconds()) throw Errors.InvalidToken();
        return Encoding.UTF8.GetString(bytes[HeadBytes..]);
    }

    /// <inheritdoc cref="Read(string, string, DateTimeOffset)"/>
    public static long? ReadNumber(string? token, string scope, DateTimeOffset now)
    {
        if (Read(token, scope, now) is not { } position) return null;
        return long.TryParse(position, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Errors.InvalidToken();
    }

    private static void Hash(string scope, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(scope), hash);
        hash[..ScopeBytes].CopyTo(destination);
    }
}
