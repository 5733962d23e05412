using System.Text;
using Baton.Integrations.S3.Buckets;

namespace Baton.Integrations.Tests.S3;

public sealed class FolderBucketTests : IDisposable
{
    private readonly LocalBucket _local = new();
    private readonly string _outside = Directory.CreateTempSubdirectory("baton-outside-").FullName;

    private IBucket Bucket => _local.Catalog.Open(LocalBucket.Name);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _local.Dispose();
        Directory.Delete(_outside, recursive: true);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a/b c/ü🎈.json")]
    [InlineData("..a/b..")]
    [InlineData("a*?:|<>\"")]
    public async Task What_is_written_is_read_and_listed(string key)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && key.Contains('*', StringComparison.Ordinal), "Windows has no such names.");
        await WriteAsync(key, "first");
        await WriteAsync(key, "second");
        await using var content = await Bucket.OpenAsync(key, null, Token);
        Assert.Equal("second", await new StreamReader(content.Stream).ReadToEndAsync(Token));
        Assert.Equal([key], await KeysAsync(""));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("a/../../secret")]
    [InlineData("a/./b")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData("a\\..\\b")]
    [InlineData("a\0b")]
    [InlineData(".baton-upload-1")]
    public async Task A_key_that_leads_elsewhere_is_refused(string key)
    {
        var reading = await Assert.ThrowsAsync<BucketException>(() => Bucket.OpenAsync(key, null, Token));
        var writing = await Assert.ThrowsAsync<BucketException>(() => Bucket.CreateAsync(key, Token));
        Assert.StartsWith($"The key '{key}' cannot be the path of a file: ", reading.Message, StringComparison.Ordinal);
        Assert.Equal(reading.Message, writing.Message);
    }

    [Fact]
    public async Task Keys_and_names_that_are_too_long_are_refused()
    {
        await Assert.ThrowsAsync<BucketException>(() => Bucket.CreateAsync(new string('ü', 128), Token));
        await Assert.ThrowsAsync<BucketException>(() => Bucket.CreateAsync(string.Join('/', Enumerable.Repeat("abcdefg", 129)), Token));
    }

    [Fact]
    public async Task Links_are_not_followed()
    {
        await File.WriteAllTextAsync(Path.Combine(_outside, "secret"), "s", Token);
        Directory.CreateSymbolicLink(Path.Combine(_local.Folder, "folder"), _outside);
        File.CreateSymbolicLink(Path.Combine(_local.Folder, "file"), Path.Combine(_outside, "secret"));
        File.CreateSymbolicLink(Path.Combine(_local.Folder, "dangling"), Path.Combine(_outside, "new"));

        foreach (var key in new[] { "folder/secret", "file", "dangling" })
        {
            Assert.Contains("symbolic link", (await Assert.ThrowsAsync<BucketException>(() => Bucket.OpenAsync(key, null, Token))).Message, StringComparison.Ordinal);
            Assert.Contains("symbolic link", (await Assert.ThrowsAsync<BucketException>(() => Bucket.CreateAsync(key, Token))).Message, StringComparison.Ordinal);
        }
        Assert.Empty(await KeysAsync(""));
        await Assert.ThrowsAsync<BucketException>(() => KeysAsync("folder/"));
        Assert.Empty(await KeysAsync("../"));
        Assert.Empty(await KeysAsync("/"));
    }

    [Fact]
    public async Task The_bucket_itself_may_be_a_link()
    {
        _local.With("a", "1");
        var link = Path.Combine(_outside, "link");
        Directory.CreateSymbolicLink(link, _local.Folder);
        using var catalog = new BucketCatalog(new() { Folders = { ["linked"] = link } });
        await using var content = await catalog.Open("linked").OpenAsync("a", null, Token);
        Assert.Equal("1", await new StreamReader(content.Stream).ReadToEndAsync(Token));
    }

    [Fact]
    public async Task Nothing_is_seen_of_an_object_before_it_is_complete_and_nothing_is_left_of_one_that_never_was()
    {
        await WriteAsync("a/b", "old");
        await using (var upload = await Bucket.CreateAsync("a/b", Token))
        {
            await upload.WriteAsync("new"u8.ToArray(), Token);
            Assert.Equal("old", _local.Text("a/b"));
            Assert.Equal(["a/b"], await KeysAsync(""));
        }
        Assert.Equal("old", _local.Text("a/b"));
        Assert.Single(Directory.GetFiles(Path.Combine(_local.Folder, "a")));
    }

    [Fact]
    public async Task A_folder_is_no_object()
    {
        _local.With("a/b", "1");
        Assert.Contains("'a'", (await Assert.ThrowsAsync<BucketException>(() => Bucket.OpenAsync("a", null, Token))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BucketException>(() => Bucket.OpenAsync("a/b/c", null, Token));
        await Assert.ThrowsAsync<BucketException>(() => Bucket.CreateAsync("a/b/c", Token));
    }

    [Fact]
    public void A_list_has_all_keys_of_the_prefix_in_byte_order() => Property.Check(runs: 40, random =>
    {
        using var local = new LocalBucket();
        var keys = Enumerable.Range(0, random.Next(30)).Select(_ => string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Name(random)))).ToHashSet();
        keys.RemoveWhere(key => keys.Any(other => other.StartsWith(key + "/", StringComparison.Ordinal))); // a file and a folder have one name
        foreach (var key in keys) local.With(key, "");
        var prefix = random.Next(3) == 0 || keys.Count == 0 ? "" : keys.First()[..random.Next(keys.First().Length)];
        if (prefix.Length > 0 && char.IsHighSurrogate(prefix[^1])) prefix = prefix[..^1];

        var listed = KeysAsync(local.Catalog.Open(LocalBucket.Name), prefix).Result;

        Assert.Equal(keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal), listed);
    });

    private static string Name(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Letters[random.Next(Letters.Length)]));

    private static readonly string[] Letters = ["a", "b", "-", "0", "é", "\uE000", "🎈"];

    private async Task WriteAsync(string key, string text)
    {
        await using var upload = await Bucket.CreateAsync(key, Token);
        await upload.WriteAsync(Encoding.UTF8.GetBytes(text), Token);
        await upload.CompleteAsync(Token);
    }

    private Task<List<string>> KeysAsync(string prefix) => KeysAsync(Bucket, prefix);

    private static async Task<List<string>> KeysAsync(IBucket bucket, string prefix) => await bucket.ListAsync(prefix, Token).Select(found => found.Key).ToListAsync(Token);
}
