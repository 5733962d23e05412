using System.Text;

namespace Baton.Json;

/// <summary>UTF-8 that refuses what is no text instead of replacing it.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="JsonFormatException">The text has a lone surrogate; JSON could only have it escaped.</exception>
    public static byte[] GetBytes(string text)
    {
        try
        {
            return Encoding.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            var before = text.AsSpan(0, e.Index);
            var line = before.LastIndexOf('\n');
            throw new JsonFormatException("The JSON text has a lone surrogate.", before.Count('\n') + 1, Encoding.GetByteCount(before[(line + 1)..]) + 1, e);
        }
    }
}
