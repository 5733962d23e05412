using System.Runtime.CompilerServices;
using System.Text;
using Baton.Integrations.S3.Buckets;
using Baton.Json;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.S3.Items;

/// <summary>Goes from what an <c>ItemReader</c> names to the objects, and from them to the items.</summary>
internal sealed class ObjectSource(BucketCatalog buckets, ItemReaderLimits limits, ReaderConfig config)
{
    private const string UriStart = "s3://";

    /// <summary>The items of one object, or of those that it is the manifest of.</summary>
    public IAsyncEnumerable<MapRunItem> ReadAsync(ReaderArguments arguments, CancellationToken cancellationToken)
    {
        var bucket = buckets.Open(arguments.Bucket, arguments.ExpectedBucketOwner);
        var (key, version) = (arguments.Key, arguments.VersionId);
        return (config.InputType, config.ManifestType) switch
        {
            ("MANIFEST", null) or (_, "S3_INVENTORY") => InventoryAsync(bucket, key, version, cancellationToken),
            (_, "ATHENA_DATA") => AthenaAsync(bucket, key, version, cancellationToken),
            _ => ObjectAsync(bucket, key, version, cancellationToken),
        };
    }

    /// <summary>The objects that a list names, or their items.</summary>
    public async IAsyncEnumerable<MapRunItem> ListAsync(ReaderArguments arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bucket = buckets.Open(arguments.Bucket, arguments.ExpectedBucketOwner);
        await foreach (var found in bucket.ListAsync(arguments.Prefix, cancellationToken))
        {
            if (!config.LoadAndFlatten)
            {
                yield return new MapRunItem(ItemOf(found), Source: $"S3://{bucket.Name}");
                continue;
            }
            if (found.Size == 0 && found.Key.EndsWith('/')) continue; // what consoles make to show a folder
            await foreach (var item in ObjectAsync(bucket, found.Key, null, cancellationToken)) yield return item;
        }
    }

    private static JsonObject ItemOf(BucketObject found) => JsonObject.Of(
        ("Etag", JsonData.Of(found.ETag)),
        ("Key", JsonData.Of(found.Key)),
        ("LastModified", JsonData.Of(found.LastModified.ToUnixTimeSeconds())),
        ("Size", JsonData.Of(found.Size)),
        ("StorageClass", JsonData.Of(found.StorageClass)));

    private IAsyncEnumerable<MapRunItem> ObjectAsync(IBucket bucket, string key, string? version, CancellationToken cancellationToken) => config.InputType switch
    {
        "JSON" => OpenedAsync(bucket, key, version, stream => JsonItems.ReadAsync(stream, config.ItemsPointer, limits, cancellationToken), cancellationToken),
        "JSONL" => OpenedAsync(bucket, key, version, stream => JsonLineItems.ReadAsync(stream, limits, cancellationToken), cancellationToken),
        "CSV" => CsvAsync(bucket, key, version, config.Csv, cancellationToken),
        "PARQUET" => throw new ItemReaderException($"The object '{key}' cannot be read: there is no reader for the InputType PARQUET; CSV, JSON and JSONL can be read."),
        "MANIFEST" => throw new ItemReaderException("The InputType of what the manifest or the list names must be CSV, JSON or JSONL, not MANIFEST."),
        _ => throw new ItemReaderException("The field 'InputType' of ReaderConfig must say what is read: CSV, JSON or JSONL."),
    };

    private IAsyncEnumerable<MapRunItem> CsvAsync(IBucket bucket, string key, string? version, CsvFormat format, CancellationToken cancellationToken)
    {
        if (format.Headers is not null) CsvItems.RequireHeaders(format.Headers);
        return OpenedAsync(bucket, key, version, stream => CsvItems.ReadAsync(stream, format, limits, cancellationToken), cancellationToken);
    }

    private static async IAsyncEnumerable<MapRunItem> OpenedAsync(
        IBucket bucket, string key, string? version, Func<Stream, IAsyncEnumerable<MapRunItem>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var content = await bucket.OpenAsync(key, version, cancellationToken);
        await using var stream = ObjectStream.Of(content, key);
        var source = $"S3://{bucket.Name}/{key}";
        await foreach (var item in read(stream)) yield return item with { Source = source };
    }

    /// <summary>The rows of an S3 inventory: an item for each object that it lists, its fields named by the manifest's <c>fileSchema</c>.</summary>
    private async IAsyncEnumerable<MapRunItem> InventoryAsync(IBucket bucket, string key, string? version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var manifest = await InventoryManifest.ReadAsync(bucket, key, version, limits, cancellationToken);
        foreach (var file in manifest.Files)
        {
            await foreach (var item in CsvAsync(bucket, file, null, manifest.Format, cancellationToken)) yield return item;
        }
    }

    /// <summary>The items of the objects that an Athena UNLOAD wrote; its manifest has the address of one in each line.</summary>
    private async IAsyncEnumerable<MapRunItem> AthenaAsync(IBucket bucket, string key, string? version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var content = await bucket.OpenAsync(key, version, cancellationToken);
        await using var stream = ObjectStream.Of(content, key);
        var lines = new LineReader(stream, limits);
        while (await lines.ReadAsync(cancellationToken))
        {
            var address = Encoding.UTF8.GetString(lines.Line).Trim(' ', '\t', '"');
            if (address.Length == 0) continue;
            if (!address.StartsWith(UriStart, StringComparison.Ordinal) || address.Split('/', 4) is not [_, _, { Length: > 0 } name, { Length: > 0 } data])
            {
                throw new ItemReaderException($"Line {lines.Number} of the manifest '{key}' must be an address like s3://BUCKET/KEY.");
            }
            await foreach (var item in ObjectAsync(buckets.Open(name), data, null, cancellationToken)) yield return item;
        }
    }
}
