using System.Text;
using Baton.Api.Protocol;
using Baton.Json;

namespace Baton.Api.Operations;

/// <summary>Reads payloads that come as JSON text in a member.</summary>
internal static class Payloads
{
    /// <summary>How deep a payload may nest: half of what values may, so that a workflow can put it into others.</summary>
    public static int DepthMax => JsonLimits.Default.DepthMax;

    /// <param name="text">The JSON text.</param>
    /// <param name="bytesMax">How long it may be in UTF-8.</param>
    /// <param name="error">Makes the operation's own error of a reason.</param>
    /// <param name="emptyReason">The reason for an empty text.</param>
    public static JsonText Parse(string text, int bytesMax, Func<string, ApiException> error, string emptyReason)
    {
        if (string.IsNullOrWhiteSpace(text)) throw error(emptyReason);
        return Parse(Encoding.UTF8.GetBytes(text), bytesMax, error);
    }

    /// <inheritdoc cref="Parse(string, int, Func{string, ApiException}, string)"/>
    /// <param name="utf8">The JSON text, which is taken over.</param>
    public static JsonText Parse(byte[] utf8, int bytesMax, Func<string, ApiException> error)
    {
        if (utf8.Length > bytesMax) throw error($"The text has {utf8.Length} bytes; the limit is {bytesMax}.");
        try
        {
            return JsonText.Parse(utf8, new JsonLimits(bytesMax, DepthMax));
        }
        catch (JsonFormatException e)
        {
            throw error(JsonFaults.Describe(Encoding.UTF8.GetString(utf8), e));
        }
    }
}
