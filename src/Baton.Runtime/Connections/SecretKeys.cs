using System.Security.Cryptography;
using System.Text;

namespace Baton.Runtime.Connections;

/// <summary>
/// The keys that secrets are encrypted with before they are stored (AES-256-GCM). The first encrypts; the others still decrypt what was encrypted when they
/// were first, so that a new key can take over while the old one is there.
/// </summary>
/// <remarks>Layout of a sealed text: 1 byte version (1), 8 bytes id of the key, 12 bytes nonce, 16 bytes tag, then as many bytes as the clear text has.</remarks>
public sealed class SecretKeys
{
    /// <summary>The length of a key, in bytes.</summary>
    public const int KeyBytes = 32;

    private const byte Version = 1;
    private const int IdBytes = 8;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + IdBytes + NonceBytes + TagBytes;

    private readonly List<(byte[] Id, byte[] Key)> _keys;

    /// <param name="keys">The first encrypts.</param>
    public SecretKeys(params IEnumerable<byte[]> keys)
    {
        _keys = [.. keys.Select(key => (IdOf(key), key))];
        if (_keys.Count == 0 || _keys.Any(key => key.Key.Length != KeyBytes)) throw new ArgumentException($"Expected at least one key, each of {KeyBytes} bytes.", nameof(keys));
    }

    /// <summary>Reads keys in Base64, apart by line breaks or commas; a line that begins with # is passed over.</summary>
    /// <exception cref="FormatException">A key is none; the message does not hold it.</exception>
    public static SecretKeys Parse(string text)
    {
        var keys = new List<byte[]>();
        foreach (var entry in text.Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            var key = new byte[KeyBytes];
            if (!Convert.TryFromBase64String(entry, key, out var length) || length != KeyBytes) throw new FormatException($"Key {keys.Count + 1} is not {KeyBytes} bytes in Base64.");
            keys.Add(key);
        }
        return keys.Count > 0 ? new SecretKeys(keys) : throw new FormatException("There is no key.");
    }

    /// <summary>A new key, as <see cref="Parse"/> reads it.</summary>
    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <param name="clear">What is secret.</param>
    /// <param name="owner">What the secret belongs to: it cannot be opened as another's.</param>
    public byte[] Seal(ReadOnlySpan<byte> clear, string owner)
    {
        var (id, key) = _keys[0];
        var text = new byte[HeadBytes + clear.Length];
        text[0] = Version;
        id.CopyTo(text.AsSpan(1));
        var nonce = text.AsSpan(1 + IdBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, clear, text.AsSpan(HeadBytes), text.AsSpan(HeadBytes - TagBytes, TagBytes), Encoding.UTF8.GetBytes(owner));
        return text;
    }

    /// <inheritdoc cref="Seal"/>
    /// <param name="text">What <see cref="Seal"/> gave.</param>
    /// <exception cref="SecretKeyException">The key is not here, or the text was changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> text, string owner)
    {
        if (text.Length < HeadBytes || text[0] != Version) throw new SecretKeyException($"The secrets of '{owner}' are not in a form that this version reads.");
        foreach (var (id, key) in _keys)
        {
            if (!text.Slice(1, IdBytes).SequenceEqual(id)) continue;
            var clear = new byte[text.Length - HeadBytes];
            try
            {
                using var cipher = new AesGcm(key, TagBytes);
                cipher.Decrypt(text.Slice(1 + IdBytes, NonceBytes), text[HeadBytes..], text[(HeadBytes - TagBytes)..HeadBytes], clear, Encoding.UTF8.GetBytes(owner));
                return clear;
            }
            catch (AuthenticationTagMismatchException)
            {
                throw new SecretKeyException($"The secrets of '{owner}' were changed outside of Baton.");
            }
        }
        throw new SecretKeyException($"The key that the secrets of '{owner}' were encrypted with is not among those of this server. Add it to them, or give the secrets anew.");
    }

    /// <summary>Whether a text was sealed with the key that seals now.</summary>
    public bool IsCurrent(ReadOnlySpan<byte> text) => text.Length >= HeadBytes && text.Slice(1, IdBytes).SequenceEqual(_keys[0].Id);

    private static byte[] IdOf(byte[] key) => SHA256.HashData(key)[..IdBytes];
}

/// <summary>A secret cannot be encrypted or decrypted; the message holds none.</summary>
public sealed class SecretKeyException(string message) : Exception(message);
