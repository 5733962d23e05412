using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Baton.Engine;
using Baton.Json;

namespace Baton.Integrations.Http;

/// <summary>What an HTTP API answered, read as far as it may be long.</summary>
internal sealed class HttpAnswer
{
    private static readonly string[] BinaryTypes = ["image/", "video/", "audio/"];

    public required int StatusCode { get; init; }

    public required string StatusText { get; init; }

    /// <summary>By names in lower case, in which every version of HTTP can tell them.</summary>
    public required IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Headers { get; init; }

    /// <summary>Whether there was more of the body than is read.</summary>
    public required bool IsTooLong { get; init; }

    private byte[] Body { get; init; } = [];

    private MediaTypeHeaderValue? ContentType { get; init; }

    private bool IsReadable { get; init; } = true;

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>The body as text; null where it is none.</summary>
    public string? Text => IsReadable ? Decoded() : null;

    /// <summary>The body as the workflow sees it: JSON where it says that it is, text otherwise.</summary>
    /// <exception cref="HttpTaskException">It can be neither.</exception>
    public JsonData ParsedBody
    {
        get
        {
            var type = ContentType?.MediaType ?? "";
            if (type.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase) || BinaryTypes.Any(binary => type.StartsWith(binary, StringComparison.OrdinalIgnoreCase)))
            {
                throw new HttpTaskException(StateErrors.Runtime, $"The response has the content type '{type}', which is not supported.");
            }
            var text = Text ?? throw new HttpTaskException(StateErrors.Runtime, "The response cannot be read as a text.");
            if (!IsJson(type)) return JsonData.Of(text);
            try
            {
                return JsonData.Parse(text);
            }
            catch (JsonFormatException)
            {
                return JsonData.Of(text); // it says that it is JSON, and is none
            }
        }
    }

    /// <param name="bytesMax">How much of the body is read, after it was unpacked.</param>
    /// <exception cref="IOException">The connection broke, or what came is no HTTP.</exception>
    public static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, int bytesMax, CancellationToken cancellationToken)
    {
        await using var packed = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var stream = Unpacked(packed, response.Content.Headers.ContentEncoding);
        var (body, isTooLong, isReadable) = stream is null ? ([], false, false) : await ReadAsync(stream, bytesMax, cancellationToken);
        return new HttpAnswer
        {
            StatusCode = (int)response.StatusCode,
            StatusText = response.ReasonPhrase ?? "",
            Headers = [.. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), (IReadOnlyList<string>)[.. header.Value]))],
            Body = body,
            IsTooLong = isTooLong,
            ContentType = MediaTypeHeaderValue.TryParse(response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null, out var type) ? type : null,
            IsReadable = isReadable,
        };
    }

    private static async Task<(byte[] Body, bool IsTooLong, bool IsReadable)> ReadAsync(Stream stream, int bytesMax, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var block = new byte[16 * 1024];
        try
        {
            for (int read; (read = await stream.ReadAsync(block, cancellationToken)) > 0;)
            {
                if (buffer.Length + read > bytesMax) return (buffer.ToArray(), true, true);
                buffer.Write(block, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return ([], false, false); // it is not packed as it says
        }
        return (buffer.ToArray(), false, true);
    }

    /// <summary>Null for an encoding that is not known, and for more than one.</summary>
    private static Stream? Unpacked(Stream packed, ICollection<string> encodings) => encodings.Count > 1 ? null : encodings.SingleOrDefault()?.ToLowerInvariant() switch
    {
        null or "identity" => packed,
        "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
        "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
        "br" => new BrotliStream(packed, CompressionMode.Decompress),
        _ => null,
    };

    private static bool IsJson(string type) =>
        type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Equals("text/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    private string? Decoded()
    {
        try
        {
            var encoding = ContentType?.CharSet is { Length: > 0 } charset ? Encoding.GetEncoding(charset.Trim('"'), EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback) : new UTF8Encoding(false, true);
            var text = encoding.GetString(Body);
            return text.Length > 0 && text[0] == '\uFEFF' ? text[1..] : text;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException) // an unknown charset, or bytes that it does not have
        {
            return null;
        }
    }
}
