using System.IO.Compression;
using Baton.Integrations.S3.Buckets;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.S3.Items;

/// <summary>The text of an object, decompressed where its key or its <c>Content-Encoding</c> says that it is compressed.</summary>
internal static class ObjectStream
{
    /// <exception cref="ItemReaderException">It is compressed in a way that is not read.</exception>
    public static Stream Of(BucketContent content, string key)
    {
        var encodings = (content.Encoding ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(encoding => encoding is not ("identity" or "aws-chunked"))
            .ToList();
        var isGzip = encodings is ["gzip"] || HasEnding(key, ".gz", ".gzip");
        if (encodings is not ([] or ["gzip"])) throw new ItemReaderException($"The object '{key}' is compressed with '{content.Encoding}'; only gzip can be read.");
        if (HasEnding(key, ".zst", ".zstd")) throw new ItemReaderException($"The object '{key}' is compressed with ZSTD, which cannot be read; gzip can.");
        return isGzip ? new GZipStream(content.Stream, CompressionMode.Decompress) : content.Stream;
    }

    private static bool HasEnding(string key, params string[] endings) => endings.Any(ending => key.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
