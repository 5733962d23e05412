using Baton.Integrations.S3;
using Baton.Integrations.S3.Buckets;
using Baton.Integrations.S3.Items;
using Baton.Json;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.Tests.S3;

public sealed class S3ItemReaderTests : IDisposable
{
    private const string Csv = """{ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }""";
    private const string Lines = """{ "InputType": "JSONL" }""";

    private readonly LocalBucket _bucket = new();

    public void Dispose() => _bucket.Dispose();

    [Theory]
    [InlineData(null, "[1,2,3]")]
    [InlineData(0L, "[1,2,3]")]
    [InlineData(2L, "[1,2]")]
    [InlineData(100_000_000L, "[1,2,3]")]
    public async Task MaxItems_ends_the_reading_and_zero_does_not(long? max, string items) =>
        Assert.Equal(items, await _bucket.With("in.jsonl", "1\n2\n3\n").Items("in.jsonl", Lines, max).TextAsync());

    [Fact]
    public async Task What_follows_MaxItems_is_not_read() =>
        Assert.Equal("[1]", await _bucket.With("in.jsonl", "1\nnot json").Items("in.jsonl", Lines, max: 1).TextAsync());

    [Fact]
    public async Task Items_before_a_fault_are_given()
    {
        var seen = new List<string>();
        await Assert.ThrowsAsync<ItemReaderException>(async () =>
        {
            await foreach (var item in _bucket.With("in.jsonl", "1\n2\nnot json").Items("in.jsonl", Lines)) seen.Add($"{item.Value}");
        });
        Assert.Equal(["1", "2"], seen);
    }

    [Theory]
    [InlineData("""{ "InputType": "PARQUET" }""", "The object 'in' cannot be read: there is no reader for the InputType PARQUET; CSV, JSON and JSONL can be read.")]
    [InlineData("{}", "The field 'InputType' of ReaderConfig must say what is read: CSV, JSON or JSONL.")]
    [InlineData("""{ "InputType": "XML" }""", "The field 'InputType' must be one of CSV, JSON, JSONL, PARQUET, MANIFEST; it is 'XML'.")]
    [InlineData("""{ "InputType": 1 }""", "The field 'InputType' must be a string.")]
    public async Task A_configuration_that_cannot_be_met_says_why(string configuration, string cause) =>
        Assert.Equal(cause, await _bucket.With("in", "1").Items("in", configuration).CauseAsync());

    [Theory]
    [InlineData("""{ "Bucket": "things" }""", "The ItemReader's argument 'Key' must be a non-empty string.")]
    [InlineData("""{ "Key": "a" }""", "The ItemReader's argument 'Bucket' must be a non-empty string.")]
    [InlineData("""{ "Bucket": 7, "Key": "a" }""", "The ItemReader's argument 'Bucket' must be a string.")]
    [InlineData("""{ "Bucket": "things", "Key": "none.json" }""", "The specified key does not exist: 'none.json' in the bucket 'things'.")]
    [InlineData("""{ "Bucket": "things", "Key": "a", "VersionId": "1" }""", "The bucket 'things' is a folder and keeps no versions; leave out VersionId.")]
    public async Task Arguments_that_lead_nowhere_are_named(string arguments, string cause) =>
        Assert.Equal(cause, await _bucket.Items("arn:aws:states:::s3:getObject", arguments, Lines, null).CauseAsync());

    [Fact]
    public async Task A_negative_MaxItems_has_the_recorded_cause() => Assert.Equal("field MaxItems must be positive", await _bucket.Items("in", Lines, max: -1).CauseAsync());

    [Fact]
    public async Task A_bucket_that_is_configured_nowhere_says_how_to_configure_it() => Assert.Equal(
        "The bucket 'other' is not configured. Start the server with Baton__Buckets__other=FOLDER to keep it in a folder, or with Baton__Endpoints__s3=http://HOST:PORT, the address of something that serves the S3 API.",
        await _bucket.Items("arn:aws:states:::s3:getObject", """{ "Bucket": "other", "Key": "a" }""", Lines, null).CauseAsync());

    [Fact]
    public async Task A_list_gives_the_objects_in_the_order_of_their_keys()
    {
        _bucket.With("p/a-b", "1").With("p/a/c", "22").With("p/a0", "").With("q", "").With("p/\uE000", "").With("p/🎈", "");
        File.SetLastWriteTimeUtc(Path.Combine(_bucket.Folder, "p/a/c"), new DateTime(2022, 11, 17, 15, 44, 41, DateTimeKind.Utc));

        var items = await _bucket.List("p/").AllAsync();

        Assert.Equal(["p/a-b", "p/a/c", "p/a0", "p/\uE000", "p/🎈"], items.Select(item => Text(item, "Key")));
        Assert.Equal("S3://things", items[0].Source);
        var tag = Text(items[1], "Etag");
        Assert.Equal($$"""{"Etag":{{JsonData.Of(tag)}},"Key":"p/a/c","LastModified":1668699881,"Size":2,"StorageClass":"STANDARD"}""", items[1].Value.ToString());
        Assert.Matches("^\"[0-9a-f-]+\"$", tag);
        Assert.Equal(["p/a-b", "p/a/c"], (await _bucket.List("p/a", max: 2).AllAsync()).Select(item => Text(item, "Key")));
        Assert.Empty(await _bucket.List("none/x").AllAsync());
        Assert.Equal(6, (await _bucket.List("").AllAsync()).Count);
    }

    [Fact]
    public async Task Listed_objects_are_opened_and_their_items_joined()
    {
        _bucket.With("logs/1.csv", "a,b\n1,2\n").With("logs/2.csv.gz", LocalBucket.Gzip("b,a\n3,4\n")).With("logs/3.csv", "").With("other.csv", "a\n9\n");
        var items = await _bucket.List("logs/", """{ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "Transformation": "LOAD_AND_FLATTEN" }""").AllAsync();
        Assert.Equal(["""{"a":"1","b":"2"}""", """{"b":"3","a":"4"}"""], items.Select(item => item.Value.ToString()));
        Assert.Equal(["S3://things/logs/1.csv", "S3://things/logs/2.csv.gz"], items.Select(item => item.Source));
    }

    [Theory]
    [InlineData("""{ "ManifestType": "S3_INVENTORY" }""")]
    [InlineData("""{ "InputType": "MANIFEST" }""")]
    public async Task An_inventory_lists_objects_by_its_data_files(string configuration)
    {
        _bucket.With("inv/manifest.json", """
            { "sourceBucket": "s", "destinationBucket": "arn:aws:s3:::elsewhere", "version": "2016-11-30", "fileFormat": "CSV", "fileSchema": "Bucket, Key, Size, LastModifiedDate",
              "files": [ { "key": "inv/data/1.csv.gz", "size": 1, "MD5checksum": "x" }, { "key": "inv/data/2.csv.gz" } ] }
            """);
        _bucket.With("inv/data/1.csv.gz", LocalBucket.Gzip("\"s\",\"csvDataset/titles.csv\",\"3399671\",\"2022-11-16T00:29:32.000Z\"\n"));
        _bucket.With("inv/data/2.csv.gz", LocalBucket.Gzip("\"s\",\"a%2Cb\",\"0\",\"2022-11-16T00:27:19.000Z\"\n"));
        Assert.Equal(
            """[{"Bucket":"s","Key":"csvDataset/titles.csv","Size":"3399671","LastModifiedDate":"2022-11-16T00:29:32.000Z"},{"Bucket":"s","Key":"a%2Cb","Size":"0","LastModifiedDate":"2022-11-16T00:27:19.000Z"}]""",
            await _bucket.Items("inv/manifest.json", configuration).TextAsync());
    }

    [Theory]
    [InlineData("[]", "The object 'm' is not the manifest of an S3 inventory: it must have 'fileSchema' and 'files'.")]
    [InlineData("""{ "fileFormat": "ORC", "fileSchema": "struct<>", "files": [] }""", "The inventory of the manifest 'm' is in ORC; only CSV can be read.")]
    [InlineData("""{ "fileFormat": "CSV", "fileSchema": "Key", "files": [{ "key": "1" }, {}] }""", "File 2 of the manifest 'm' must have a 'key'.")]
    [InlineData("{", "The manifest 'm' is not valid JSON: *")]
    public async Task An_inventory_that_cannot_be_read_says_why(string manifest, string cause) =>
        Assert.StartsWith(cause.TrimEnd('*'), await _bucket.With("m", manifest).Items("m", """{ "ManifestType": "S3_INVENTORY" }""").CauseAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task An_Athena_manifest_names_objects_by_address()
    {
        _bucket.With("q-manifest.csv", "s3://things/out/1.gz\ns3://things/out/2.jsonl\n");
        _bucket.With("out/1.gz", LocalBucket.Gzip("{\"a\":1}\n{\"a\":2}\n")).With("out/2.jsonl", "{\"a\":3}");
        Assert.Equal("""[{"a":1},{"a":2},{"a":3}]""", await _bucket.Items("q-manifest.csv", """{ "ManifestType": "ATHENA_DATA", "InputType": "JSONL" }""").TextAsync());
        Assert.Equal(
            "Line 2 of the manifest 'bad' must be an address like s3://BUCKET/KEY.",
            await _bucket.With("bad", "s3://things/out/2.jsonl\nhttp://x/y\n").Items("bad", """{ "ManifestType": "ATHENA_DATA", "InputType": "JSONL" }""").CauseAsync());
    }

    [Fact]
    public async Task Gzip_is_unpacked_by_the_keys_ending()
    {
        var packed = LocalBucket.Gzip("a\n1\n");
        _bucket.With("in.csv.gz", [.. packed, .. LocalBucket.Gzip("2\n")]); // two members are one file
        Assert.Equal("""[{"a":"1"},{"a":"2"}]""", await _bucket.Items("in.csv.gz", Csv).TextAsync());
        Assert.StartsWith("The gzip data cannot be read: ", await _bucket.With("plain.csv.gz", "a\n1\n").Items("plain.csv.gz", Csv).CauseAsync(), StringComparison.Ordinal);
        Assert.Equal("The object 'in.csv.zst' is compressed with ZSTD, which cannot be read; gzip can.", await _bucket.With("in.csv.zst", packed).Items("in.csv.zst", Csv).CauseAsync());
    }

    [Fact]
    public async Task Gzip_that_was_cut_short_is_an_error_and_not_the_end()
    {
        var packed = LocalBucket.Gzip("a\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i}\n")));
        Assert.StartsWith("The gzip data cannot be read: ", await _bucket.With("in.csv.gz", packed[..^9]).Items("in.csv.gz", Csv).CauseAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bomb_is_bounded_by_the_item_and_by_the_file()
    {
        using var bucket = new LocalBucket { Limits = new ItemReaderLimits { FileBytesMax = 1_000_000 } };
        var packed = LocalBucket.Gzip("a\n" + string.Concat(Enumerable.Repeat("0\n", 5_000_000)));
        Assert.InRange(packed.Length, 1, 100_000);
        Assert.Equal("The file is larger than 1000000 bytes, the most that is read of one file (after it was decompressed).", await bucket.With("in.csv.gz", packed).Items("in.csv.gz", Csv).CauseAsync());
        var one = LocalBucket.Gzip("[\"" + new string('0', 50_000_000));
        Assert.Contains("is larger than 8388608 bytes", await _bucket.With("in.json.gz", one).Items("in.json.gz", """{ "InputType": "JSON" }""").CauseAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_stops_when_it_is_cancelled()
    {
        _bucket.With("in.jsonl", string.Concat(Enumerable.Repeat("1\n", 200_000)));
        using var cancel = new CancellationTokenSource();
        var request = new ItemReaderRequest("arn:aws:states:::s3:getObject", JsonObject.Of(("Bucket", JsonData.Of("things")), ("Key", JsonData.Of("in.jsonl"))), (JsonObject)JsonData.Parse(Lines), null);
        var count = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in new S3ItemReader(_bucket.Catalog, new ItemReaderLimits()).ReadAsync(request, cancel.Token))
            {
                if (++count == 1000) await cancel.CancelAsync();
            }
        });
        Assert.InRange(count, 1000, 199_999);
        File.Delete(Path.Combine(_bucket.Folder, "in.jsonl")); // on systems that lock open files: nothing holds it
    }

    [Fact]
    public async Task The_same_request_gives_the_same_items_again()
    {
        _bucket.With("d/1.jsonl", "1\n2\n").With("d/2.jsonl", "3\n");
        var configuration = """{ "InputType": "JSONL", "Transformation": "LOAD_AND_FLATTEN" }""";
        Assert.Equal(await _bucket.List("d/", configuration).TextAsync(), await _bucket.List("d/", configuration).TextAsync());
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_named()
    {
        using var catalog = new BucketCatalog(new BucketOptions { Folders = { ["gone"] = "/no/such/folder" } });
        var request = new ItemReaderRequest("arn:aws:states:::s3:listObjectsV2", JsonObject.Of(("Bucket", JsonData.Of("gone"))), JsonObject.Empty, null);
        Assert.Equal(
            "The specified bucket does not exist: 'gone' is configured as the folder '/no/such/folder', which is not there.",
            await new S3ItemReader(catalog, new ItemReaderLimits()).ReadAsync(request, TestContext.Current.CancellationToken).CauseAsync());
    }

    private static string Text(MapRunItem item, string name) => ((JsonString)((JsonObject)item.Value)[name]!).Value;
}
