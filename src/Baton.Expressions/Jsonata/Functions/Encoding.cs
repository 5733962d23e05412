using System.Globalization;
using System.Text;
using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>$base64encode</c>, <c>$base64decode</c> and the functions on URLs.</summary>
internal static class Encoding
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>What stays as it is in a part of a URL.</summary>
    private const string PlainInComponent = Alphanumeric + "-_.!~*'()";

    /// <summary>What has a meaning in a URL as a whole, and stays there too.</summary>
    private const string Reserved = ";/?:@&=+$,#";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IEnumerable<NativeFunction> Functions =>
    [
        new("base64encode", "<s-:s>", 1, (machine, arguments) => Map(machine, arguments[0], ToBase64)) { IsSimple = true },
        new("base64decode", "<s-:s>", 1, (machine, arguments) => Map(machine, arguments[0], FromBase64)) { IsSimple = true },
        Url("encodeUrlComponent", text => Escape(text, PlainInComponent)),
        Url("encodeUrl", text => Escape(text, PlainInComponent + Reserved)),
        Url("decodeUrlComponent", text => Unescape(text, "")),
        Url("decodeUrl", text => Unescape(text, Reserved)),
    ];

    private static NativeFunction Url(string name, Func<string, string?> convert) => new(name, "<s-:s>", 1, (machine, arguments) =>
        Map(machine, arguments[0], text => convert(text) ?? throw new Fault("D3140") { Value = new JsonString(text), SecondValue = name }))
    {
        IsSimple = true,
    };

    private static JsonString? Map(Machine machine, object? value, Func<string, string> convert)
    {
        if (value is not JsonString text) return null;
        machine.AllocateText(3L * text.Value.Length);
        return new JsonString(convert(text.Value));
    }

    /// <summary>Each character gives the low byte of its code.</summary>
    private static string ToBase64(string text) => Convert.ToBase64String([.. text.Select(c => (byte)c)]);

    /// <summary>
    /// Reads as much as can be read: both alphabets, no matter what stands between, up to the first padding. Of each character
    /// the low byte of its code counts.
    /// </summary>
    private static string FromBase64(string text)
    {
        var result = new StringBuilder(text.Length);
        var bits = 0;
        var count = 0;
        foreach (var c in text)
        {
            var unit = (byte)c;
            if (unit == '=') break;
            var digit = unit switch
            {
                >= (byte)'A' and <= (byte)'Z' => unit - 'A',
                >= (byte)'a' and <= (byte)'z' => unit - 'a' + 26,
                >= (byte)'0' and <= (byte)'9' => unit - '0' + 52,
                (byte)'+' or (byte)'-' => 62,
                (byte)'/' or (byte)'_' => 63,
                _ => -1,
            };
            if (digit < 0) continue;
            bits = (bits << 6) | digit;
            count += 6;
            if (count < 8) continue;
            count -= 8;
            result.Append((char)((bits >> count) & 0xFF));
            bits &= (1 << count) - 1;
        }
        return result.ToString();
    }

    /// <returns>The text with all but some characters as escaped UTF-8; null where it has a lone surrogate.</returns>
    private static string? Escape(string text, string plain)
    {
        var result = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (plain.Contains(text[i], StringComparison.Ordinal))
            {
                result.Append(text[i]);
                continue;
            }
            if (!Rune.TryGetRuneAt(text, i, out var rune)) return null;
            var length = rune.EncodeToUtf8(bytes);
            foreach (var unit in bytes[..length]) result.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
            i += rune.Utf16SequenceLength - 1;
        }
        return result.ToString();
    }

    /// <returns>The text with its escapes read, except those of the characters to keep; null where they are not UTF-8.</returns>
    private static string? Unescape(string text, string keep)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '%')
            {
                result.Append(text[i++]);
                continue;
            }
            if (ReadEscaped(text, i) is not { } decoded) return null;
            var end = i + (Utf8.GetByteCount(decoded) * 3);
            result.Append(keep.Contains(decoded, StringComparison.Ordinal) ? text[i..end] : decoded);
            i = end;
        }
        return result.ToString();
    }

    /// <summary>The character whose escaped bytes start at a place.</summary>
    private static string? ReadEscaped(string text, int at)
    {
        if (ByteAt(text, at) is not { } first) return null;
        var length = first switch { < 0x80 => 1, < 0xC0 => 0, < 0xE0 => 2, < 0xF0 => 3, < 0xF8 => 4, _ => 0 };
        if (length == 0) return null;
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            if (ByteAt(text, at + (i * 3)) is not { } next) return null;
            bytes[i] = next;
        }
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static byte? ByteAt(string text, int at) =>
        at + 2 < text.Length && text[at] == '%' && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
