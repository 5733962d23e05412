using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.S3.Model;
using Baton.Engine;
using Baton.Integrations.S3;
using Baton.Integrations.S3.Buckets;
using Baton.Integrations.S3.Items;
using Baton.Integrations.S3.Results;
using Baton.Json;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.Tests.S3;

public sealed class S3BucketTests(MotoServer moto) : IClassFixture<MotoServer>
{
    private readonly string _bucket = $"b-{Guid.NewGuid():n}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_written_is_read_and_listed()
    {
        using var catalog = await CatalogAsync();
        var bucket = catalog.Open(_bucket);
        await WriteAsync(bucket, "p/b c&d+ü🎈.txt", "hello"u8.ToArray());
        await WriteAsync(bucket, "p/a", []);
        await WriteAsync(bucket, "q", "x"u8.ToArray());

        var listed = await ListAsync(bucket, "p/");
        Assert.Equal(["p/a", "p/b c&d+ü🎈.txt"], listed.Select(found => found.Key));
        Assert.Equal((5, "\"5d41402abc4b2a76b9719d911017c592\"", "STANDARD"), (listed[1].Size, listed[1].ETag, listed[1].StorageClass));
        Assert.InRange(listed[1].LastModified, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Equal("hello", await ReadAsync(bucket, "p/b c&d+ü🎈.txt"));
        Assert.Empty(await ListAsync(bucket, "none"));
    }

    [Fact]
    public async Task A_list_goes_over_its_pages()
    {
        using var catalog = await CatalogAsync();
        using var client = moto.Client();
        var keys = Enumerable.Range(0, 1203).Select(i => $"k{i:0000}").ToList();
        await Parallel.ForEachAsync(keys, Token, async (key, token) => await client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = key, ContentBody = "" }, token));
        Assert.Equal(keys, (await ListAsync(catalog.Open(_bucket), "")).Select(found => found.Key));
    }

    [Fact]
    public async Task A_large_object_goes_in_parts_and_one_that_is_given_up_leaves_none()
    {
        using var catalog = await CatalogAsync();
        var bucket = catalog.Open(_bucket);
        var bytes = new byte[20 * 1024 * 1024 + 3];
        new Random(1).NextBytes(bytes);
        await WriteAsync(bucket, "large", bytes);
        await using (var content = await bucket.OpenAsync("large", null, Token))
        {
            using var read = new MemoryStream();
            await content.Stream.CopyToAsync(read, Token);
            Assert.True(bytes.AsSpan().SequenceEqual(read.ToArray()));
        }

        await using (var upload = await bucket.CreateAsync("given-up", Token)) await upload.WriteAsync(bytes, Token);
        using var client = moto.Client();
        Assert.Empty((await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = _bucket }, Token)).MultipartUploads ?? []);
        Assert.Equal(["large"], (await ListAsync(bucket, "")).Select(found => found.Key));
    }

    [Fact]
    public async Task A_version_can_be_read()
    {
        using var catalog = await CatalogAsync();
        using var client = moto.Client();
        await client.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = _bucket, VersioningConfig = new() { Status = Amazon.S3.VersionStatus.Enabled } }, Token);
        var first = await client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "in.jsonl", ContentBody = "1" }, Token);
        await client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "in.jsonl", ContentBody = "2" }, Token);
        Assert.Equal("[2]", await Items(catalog, "getObject", """{ "InputType": "JSONL" }""", ("Key", "in.jsonl")).TextAsync());
        Assert.Equal("[1]", await Items(catalog, "getObject", """{ "InputType": "JSONL" }""", ("Key", "in.jsonl"), ("VersionId", first.VersionId)).TextAsync());
    }

    [Fact]
    public async Task Items_come_from_objects_and_their_encoding_counts()
    {
        using var catalog = await CatalogAsync();
        using var client = moto.Client();
        var packed = new PutObjectRequest { BucketName = _bucket, Key = "d/1.csv", InputStream = new MemoryStream(LocalBucket.Gzip("a\n1\n")) };
        packed.Headers.ContentEncoding = "gzip";
        await client.PutObjectAsync(packed, Token);
        await client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "d/2.csv", ContentBody = "a\n2\n3\n" }, Token);

        const string Flatten = """{ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "Transformation": "LOAD_AND_FLATTEN" }""";
        Assert.Equal("""[{"a":"1"},{"a":"2"},{"a":"3"}]""", await Items(catalog, "listObjectsV2", Flatten, ("Prefix", "d/")).TextAsync());
        var entry = (JsonObject)(await Items(catalog, "listObjectsV2", "{}").AllAsync())[1].Value;
        Assert.Equal(["Etag", "Key", "LastModified", "Size", "StorageClass"], entry.Select(property => property.Key));
        Assert.Equal("6", entry["Size"]!.ToString());
    }

    [Fact]
    public async Task Results_are_written()
    {
        using var catalog = await CatalogAsync();
        var child = new ChildResult { ExecutionArn = "arn:c", Name = "c", StateMachineArn = "arn:m", Status = "SUCCEEDED", Input = JsonText.EmptyObject, Output = JsonText.Parse("[1]") };
        var request = new ResultWriterRequest("arn:run:uuid", JsonObject.Of(("Bucket", JsonData.Of(_bucket)), ("Prefix", JsonData.Of("p"))), JsonObject.Of(("Transformation", JsonData.Of("COMPACT"))));
        var at = await new S3ResultWriter(catalog).WriteAsync(request, new[] { child }.ToAsyncEnumerable(), Token);
        Assert.Equal(new ManifestLocation(_bucket, "p/uuid/manifest.json"), at);
        Assert.Contains("\"SUCCEEDED\":[{\"Key\":\"p/uuid/SUCCEEDED_0.json\",\"Size\":7}]", await ReadAsync(catalog.Open(_bucket), at.Key), StringComparison.Ordinal);
        Assert.Equal("[\n[1]\n]", await ReadAsync(catalog.Open(_bucket), "p/uuid/SUCCEEDED_0.json"));
    }

    [Fact]
    public async Task What_S3_refuses_is_said_in_its_words()
    {
        using var catalog = await CatalogAsync();
        Assert.StartsWith("The specified key does not exist. (Service: S3, Status Code: 404, Request ID: ", await Items(catalog, "getObject", """{ "InputType": "JSON" }""", ("Key", "none")).CauseAsync(), StringComparison.Ordinal);
        var e = await Assert.ThrowsAsync<BucketException>(() => ListAsync(catalog.Open("no-such-bucket-here"), ""));
        Assert.StartsWith("The specified bucket does not exist (Service: S3, Status Code: 404, ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_where_nobody_listens_is_named()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        free.Stop();
        using var catalog = new BucketCatalog(new BucketOptions { S3Endpoint = address });
        var e = await Assert.ThrowsAsync<BucketException>(() => catalog.Open("b").OpenAsync("k", null, Token));
        Assert.StartsWith($"S3 cannot be asked for the bucket 'b' at {address}: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_never_answers_is_not_waited_for_forever()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var catalog = new BucketCatalog(new BucketOptions { S3Endpoint = new Uri($"http://{silent.LocalEndpoint}/"), S3SilenceMax = TimeSpan.FromMilliseconds(100) });
        var e = await Assert.ThrowsAsync<BucketException>(() => catalog.Open("b").OpenAsync("k", null, Token));
        Assert.Equal($"S3 did not answer for the bucket 'b' at http://{silent.LocalEndpoint}/ in time.", e.Message);
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => catalog.Open("b").OpenAsync("k", null, cancel.Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_breaks_is_taken_up_where_it_broke(bool silently)
    {
        using var catalog = await CatalogAsync();
        var rows = Enumerable.Range(0, 200_000).Select(i => $"{i}").ToList();
        await WriteAsync(catalog.Open(_bucket), "in.csv", Encoding.UTF8.GetBytes("n\n" + string.Join("\n", rows)));

        await using var proxy = new CuttingProxy(moto.Address, bytesMax: 300_000, silently); // the object has 1.3 MB
        using var through = new BucketCatalog(new BucketOptions { S3Endpoint = proxy.Address, S3SilenceMax = TimeSpan.FromMilliseconds(silently ? 500 : 60_000) });
        var items = await Items(through, "getObject", """{ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }""", ("Key", "in.csv")).AllAsync();

        Assert.Equal(rows, items.Select(item => ((JsonString)((JsonObject)item.Value)["n"]!).Value));
        Assert.InRange(proxy.Cut, 4, 12);
    }

    [Fact]
    public async Task An_object_that_was_replaced_meanwhile_is_not_read_on()
    {
        using var catalog = await CatalogAsync();
        await WriteAsync(catalog.Open(_bucket), "in.jsonl", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i}\n"))));
        await using var proxy = new CuttingProxy(moto.Address, bytesMax: 300_000);
        using var through = new BucketCatalog(new BucketOptions { S3Endpoint = proxy.Address });
        var count = 0;
        var e = await Assert.ThrowsAsync<ItemReaderException>(async () =>
        {
            await foreach (var item in Items(through, "getObject", """{ "InputType": "JSONL" }""", ("Key", "in.jsonl")))
            {
                if (++count == 1) await WriteAsync(catalog.Open(_bucket), "in.jsonl", "other"u8.ToArray());
            }
        });
        Assert.Contains("Status Code: 412", e.Message, StringComparison.Ordinal);
        Assert.InRange(count, 1, 199_999);
    }

    private async Task<BucketCatalog> CatalogAsync()
    {
        using var client = moto.Client();
        await client.PutBucketAsync(_bucket, Token);
        return moto.Catalog();
    }

    private IAsyncEnumerable<MapRunItem> Items(BucketCatalog catalog, string action, string configuration, params (string Name, string Value)[] arguments) =>
        new S3ItemReader(catalog, new ItemReaderLimits()).ReadAsync(
            new ItemReaderRequest(
                $"arn:aws:states:::s3:{action}",
                JsonObject.Of([("Bucket", JsonData.Of(_bucket)), .. arguments.Select(argument => (argument.Name, JsonData.Of(argument.Value)))]),
                (JsonObject)JsonData.Parse(configuration),
                null),
            Token);

    private static async Task WriteAsync(IBucket bucket, string key, byte[] bytes)
    {
        await using var upload = await bucket.CreateAsync(key, Token);
        await upload.WriteAsync(bytes, Token);
        await upload.CompleteAsync(Token);
    }

    private static async Task<string> ReadAsync(IBucket bucket, string key)
    {
        await using var content = await bucket.OpenAsync(key, null, Token);
        return await new StreamReader(content.Stream, Encoding.UTF8).ReadToEndAsync(Token);
    }

    private static async Task<List<BucketObject>> ListAsync(IBucket bucket, string prefix) => await bucket.ListAsync(prefix, Token).ToListAsync(Token);
}
