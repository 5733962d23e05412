namespace Baton.Integrations.Tests.S3;

/// <summary>How much of a large file is held; alone, because what other tests hold would count.</summary>
[CollectionDefinition(nameof(FlatMemoryTests), DisableParallelization = true)]
[Collection(nameof(FlatMemoryTests))]
public sealed class FlatMemoryTests : IDisposable
{
    private const int Count = 1_000_000;
    private const long BytesMax = 1024 * 1024;

    private readonly LocalBucket _bucket = new();

    public void Dispose() => _bucket.Dispose();

    [Fact]
    public async Task A_million_rows_pass_through_flat_memory() // a file of 44 MB
    {
        Write("id,name,note\n", i => $"{i},\"name {i}\",some note about it\n", "");
        await CheckAsync("""{ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }""");
    }

    [Fact]
    public async Task A_document_of_a_million_items_passes_through_flat_memory() // a file of 36 MB
    {
        Write("{\"items\": [", i => $"{(i == 0 ? "" : ",")} {{\"id\": {i}, \"name\": \"name {i}\"}}\n", "]}");
        await CheckAsync("""{ "InputType": "JSON", "ItemsPointer": "/items" }""");
    }

    [Fact]
    public async Task A_million_lines_pass_through_flat_memory() // a file of 34 MB
    {
        Write("", i => $"{{\"id\": {i}, \"name\": \"name {i}\"}}\n", "");
        await CheckAsync("""{ "InputType": "JSONL" }""");
    }

    private void Write(string start, Func<int, string> item, string end)
    {
        using var file = new StreamWriter(Path.Combine(_bucket.Folder, "in"));
        file.Write(start);
        for (var i = 0; i < Count; i++) file.Write(item(i));
        file.Write(end);
    }

    private async Task CheckAsync(string configuration)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (count, most) = (0, 0L);
        await foreach (var item in _bucket.Items("in", configuration))
        {
            if (++count % 100_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        Assert.Equal(Count, count);
        Assert.InRange(most, long.MinValue, BytesMax);
    }
}
