using System.IO.Compression;
using System.Text;
using Baton.Integrations.S3;
using Baton.Integrations.S3.Buckets;
using Baton.Integrations.S3.Items;
using Baton.Json;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.Tests.S3;

/// <summary>The bucket <c>things</c> in a folder that is gone after the test, and what reads and writes it.</summary>
internal sealed class LocalBucket : IDisposable
{
    public const string Name = "things";

    private const string GetObject = "arn:aws:states:::s3:getObject";
    private const string ListObjects = "arn:aws:states:::s3:listObjectsV2";

    public LocalBucket()
    {
        Folder = Directory.CreateTempSubdirectory("baton-bucket-").FullName;
        Catalog = new BucketCatalog(new BucketOptions { Folders = { [Name] = Folder } });
    }

    public string Folder { get; }

    public BucketCatalog Catalog { get; }

    public ItemReaderLimits Limits { get; init; } = new();

    public LocalBucket With(string key, string text) => With(key, Encoding.UTF8.GetBytes(text));

    public LocalBucket With(string key, byte[] bytes)
    {
        var path = Path.Combine(Folder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    public string Text(string key) => File.ReadAllText(Path.Combine(Folder, key));

    public JsonData Json(string key) => JsonData.Parse(Text(key));

    public static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    /// <summary>The items of an object, read as a <c>ReaderConfig</c> says.</summary>
    public IAsyncEnumerable<MapRunItem> Items(string key, string configuration, long? max = null) =>
        Items(GetObject, $$"""{ "Bucket": "{{Name}}", "Key": "{{key}}" }""", configuration, max);

    public IAsyncEnumerable<MapRunItem> List(string prefix, string configuration = "{}", long? max = null) =>
        Items(ListObjects, $$"""{ "Bucket": "{{Name}}", "Prefix": "{{prefix}}" }""", configuration, max);

    public IAsyncEnumerable<MapRunItem> Items(string resource, string arguments, string configuration, long? max) => new S3ItemReader(Catalog, Limits).ReadAsync(
        new ItemReaderRequest(resource, (JsonObject)JsonData.Parse(arguments), (JsonObject)JsonData.Parse(configuration), max), TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Catalog.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

internal static class Items
{
    /// <summary>The items as one JSON text, those of objects with their keys.</summary>
    public static async Task<string> TextAsync(this IAsyncEnumerable<MapRunItem> items) =>
        "[" + string.Join(",", (await items.AllAsync()).Select(item => item.Key is null ? $"{item.Value}" : $"{item.Key}:{item.Value}")) + "]";

    public static async Task<List<MapRunItem>> AllAsync(this IAsyncEnumerable<MapRunItem> items) => await items.ToListAsync(TestContext.Current.CancellationToken);

    public static async Task<string> CauseAsync(this IAsyncEnumerable<MapRunItem> items) =>
        (await Assert.ThrowsAsync<ItemReaderException>(items.AllAsync)).Message;
}
