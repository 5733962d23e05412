using Baton.Integrations.S3.Buckets;
using Baton.Json;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.S3.Items;

/// <summary>The <c>manifest.json</c> of an S3 inventory. Its data files are looked for in the bucket that the manifest is in.</summary>
/// <param name="Files">The keys of the data files.</param>
internal sealed record InventoryManifest(CsvFormat Format, IReadOnlyList<string> Files)
{
    /// <exception cref="ItemReaderException">It is no manifest of an inventory in CSV.</exception>
    public static async Task<InventoryManifest> ReadAsync(IBucket bucket, string key, string? version, ItemReaderLimits limits, CancellationToken cancellationToken)
    {
        var manifest = await ParseAsync(bucket, key, version, limits.ManifestBytesMax, cancellationToken);
        if (manifest is not JsonObject { } fields || fields["files"] is not JsonArray files || fields["fileSchema"] is not JsonString schema)
        {
            throw new ItemReaderException($"The object '{key}' is not the manifest of an S3 inventory: it must have 'fileSchema' and 'files'.");
        }
        if (fields["fileFormat"] is JsonString { Value: not "CSV" } format) throw new ItemReaderException($"The inventory of the manifest '{key}' is in {format.Value}; only CSV can be read.");
        return new InventoryManifest(
            new CsvFormat((byte)',', schema.Value.Split(',', StringSplitOptions.TrimEntries)),
            [.. files.Select((file, i) => ((file as JsonObject)?["key"] as JsonString)?.Value ?? throw new ItemReaderException($"File {i + 1} of the manifest '{key}' must have a 'key'."))]);
    }

    private static async Task<JsonData> ParseAsync(IBucket bucket, string key, string? version, int bytesMax, CancellationToken cancellationToken)
    {
        await using var content = await bucket.OpenAsync(key, version, cancellationToken);
        await using var stream = ObjectStream.Of(content, key);
        using var text = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(block, cancellationToken)) > 0;)
        {
            text.Write(block, 0, read);
            if (text.Length > bytesMax) throw new ItemReaderException($"The manifest '{key}' is larger than {bytesMax} bytes.");
        }
        try
        {
            return JsonData.Parse(text.GetBuffer().AsSpan(0, (int)text.Length), new JsonLimits(bytesMax, JsonLimits.Default.DepthMax));
        }
        catch (JsonFormatException e)
        {
            throw new ItemReaderException($"The manifest '{key}' is not valid JSON: {e.Message}", e);
        }
    }
}
