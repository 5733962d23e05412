using System.Text;
using Baton.Integrations.S3.Items;
using Baton.Json;

namespace Baton.Integrations.Tests.S3;

public sealed class CsvItemsTests : IDisposable
{
    private const string FirstRow = """{ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }""";

    private static readonly string[] Pieces = [",", "|", ";", " ", "\t", "\"", "\\", "\r", "\n", "a", "b", "é", "🎈"];

    private readonly LocalBucket _bucket = new();

    public void Dispose() => _bucket.Dispose();

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", """[{"a":"1","b":"2"},{"a":"3","b":"4"}]""")]
    [InlineData("a,b\r\n1,2\r\n3,4", """[{"a":"1","b":"2"},{"a":"3","b":"4"}]""")]
    [InlineData("\uFEFFa,b\n1,2", """[{"a":"1","b":"2"}]""")]
    [InlineData("a,b,c\n1\n1,2\n1,2,3,4,5\n", """[{"a":"1","b":"","c":""},{"a":"1","b":"2","c":""},{"a":"1","b":"2","c":"3"}]""")]
    [InlineData("a,b\n,\n   ,\n", """[{"a":"","b":""},{"a":"   ","b":""}]""")]
    [InlineData("a\n\n1\n\r\n\"\"\n\n", """[{"a":"1"},{"a":""}]""")]
    [InlineData("a,b\n\"x, y\",\"1\n2\"\n", """[{"a":"x, y","b":"1\n2"}]""")]
    [InlineData("a,b\n\"1\r\n2\",x\r\n", """[{"a":"1\r\n2","b":"x"}]""")]
    [InlineData("a,b\n\"say \"\"hi\"\"\",{\"\"k\"\":1}\n", """[{"a":"say \"hi\"","b":"{\"k\":1}"}]""")]
    [InlineData("a,b\n5\" disk,\"x\"y\n", """[{"a":"5\" disk","b":"xy"}]""")]
    [InlineData("path,size\nC:\\\\Program Files\\\\MyApp.exe,6534512\n", """[{"path":"C:\\Program Files\\MyApp.exe","size":"6534512"}]""")]
    [InlineData("a,b\n1\\,2,\\\"x\\\"\n\"\\\"q\\\"\",\\n\\\n", """[{"a":"1,2","b":"\"x\""},{"a":"\"q\"","b":"n"}]""")]
    [InlineData("a,b\nx\ry,z\r", """[{"a":"x\ry","b":"z"}]""")]
    [InlineData("größe,名\nä,🎈\n", """[{"größe":"ä","名":"🎈"}]""")]
    [InlineData("a,b\n", "[]")]
    [InlineData("", "[]")]
    public async Task Rows_become_objects_of_strings(string text, string items) =>
        Assert.Equal(items, await _bucket.With("in.csv", text).Items("in.csv", FirstRow).TextAsync());

    [Theory]
    [InlineData("COMMA", ',')]
    [InlineData("PIPE", '|')]
    [InlineData("SEMICOLON", ';')]
    [InlineData("SPACE", ' ')]
    [InlineData("TAB", '\t')]
    public async Task Each_delimiter_separates_and_can_be_escaped(string name, char d)
    {
        _bucket.With("in.csv", $"a{d}b\n1\\{d}2{d}\"3{d}4\"\n");
        var item = Assert.Single(await _bucket.Items("in.csv", $$"""{ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "CSVDelimiter": "{{name}}" }""").AllAsync());
        Assert.Equal(JsonObject.Of(("a", JsonData.Of($"1{d}2")), ("b", JsonData.Of($"3{d}4"))), item.Value);
    }

    [Fact]
    public async Task Given_headers_make_the_first_row_an_item() => Assert.Equal(
        """[{"H1":"1"},{"H1":"3"}]""",
        await _bucket.With("in.csv", "1,2\n3,4\n").Items("in.csv", """{ "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["H1"] }""").TextAsync());

    [Theory]
    [InlineData("a,b,a\n1,2,3\n", FirstRow, "CSV headers cannot contain duplicates.")]
    [InlineData("1,2\n", """{ "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["H", "H"] }""", "CSV headers cannot contain duplicates.")]
    [InlineData("1,2\n", """{ "InputType": "CSV", "CSVHeaderLocation": "GIVEN" }""", "The field 'CSVHeaders' must be a non-empty array of strings when CSVHeaderLocation is GIVEN.")]
    [InlineData("a\n1\n\"2\n3\n", FirstRow, "The row that begins in line 3 has a quote that is not closed within 5 bytes.")]
    [InlineData("a\n1\n\"", FirstRow, "The row that begins in line 3 has a quote that is not closed within 1 bytes.")]
    public async Task A_file_that_cannot_be_read_says_why(string text, string configuration, string cause) =>
        Assert.Equal(cause, await _bucket.With("in.csv", text).Items("in.csv", configuration).CauseAsync());

    [Fact]
    public async Task Text_that_is_not_utf8_names_its_line() => Assert.Equal(
        "The row that begins in line 2 is not valid UTF-8.", await _bucket.With("in.csv", [.. "a\n"u8, 0xC3, 0x28]).Items("in.csv", FirstRow).CauseAsync());

    [Fact]
    public async Task Headers_are_bounded() => Assert.Equal(
        "CSV headers cannot have more than 10240 bytes.", await _bucket.With("in.csv", new string('h', 10_241) + "\n1\n").Items("in.csv", FirstRow).CauseAsync());

    [Theory]
    [InlineData("", "The row that begins in line 3 is larger than 8388608 bytes, the most that an item may have.")]
    [InlineData("\"", "The row that begins in line 3 has a quote that is not closed within 8454144 bytes.")]
    public async Task A_line_of_100_MB_is_refused_after_8(string start, string cause)
    {
        using (var file = new StreamWriter(Path.Combine(_bucket.Folder, "in.csv")))
        {
            file.Write("a\n1\n" + start);
            var block = new string('x', 1024 * 1024);
            for (var i = 0; i < 100; i++) file.Write(block);
        }
        Assert.Equal(cause, await _bucket.Items("in.csv", FirstRow).CauseAsync());
    }

    [Fact]
    public void What_was_written_is_read_again() => Property.Check(runs: 300, random =>
    {
        var delimiter = ",|; \t"[random.Next(5)];
        var rows = Enumerable.Range(0, random.Next(1, 30)).Select(_ => Enumerable.Range(0, random.Next(1, 5)).Select(_ => Cell(random)).ToList()).ToList();
        var width = rows.Max(row => row.Count);
        var text = string.Concat(rows.Select((row, i) => string.Join(delimiter, row.Select(cell => Written(random, cell, delimiter))) + (i % 2 == 0 ? "\n" : "\r\n")));
        var headers = Enumerable.Range(0, width).Select(i => $"h{i}").ToList();

        // Read a few bytes at a time, so that rows are cut everywhere.
        using var stream = new Dribble(Encoding.UTF8.GetBytes(text), random);
        var items = CsvItems.ReadAsync(stream, new CsvFormat((byte)delimiter, headers), new ItemReaderLimits(), TestContext.Current.CancellationToken).AllAsync().Result;

        Assert.Equal(rows.Select(row => JsonObject.Of([.. headers.Select((h, i) => (h, JsonData.Of(i < row.Count ? row[i] : "")))])), items.Select(item => item.Value));
    });

    [Fact]
    public async Task A_row_may_end_anywhere_in_what_was_read_so_far()
    {
        // The window's first 64 KiB end inside quotes, at a doubled quote, at an escape, between CR and LF...
        for (var shift = 0; shift < 24; shift++)
        {
            var text = "a\n" + new string('x', 64 * 1024 - 12 - shift) + "\n\"1\"\"2\\\"3\"\r\n\"é\r\n\"\r\nend";
            _bucket.With("in.csv", text);
            var items = await _bucket.Items("in.csv", FirstRow).AllAsync();
            Assert.Equal(["1\"2\"3", "é\r\n", "end"], items.Skip(1).Select(item => ((JsonString)((JsonObject)item.Value)["a"]!).Value));
        }
    }

    private static string Cell(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Written(Random random, string cell, char delimiter)
    {
        var escaped = cell.Replace("\\", "\\\\", StringComparison.Ordinal);
        var needsQuotes = cell.Length == 0 || cell.IndexOfAny([delimiter, '"', '\r', '\n']) >= 0;
        return needsQuotes || random.Next(2) == 0 ? $"\"{escaped.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : escaped;
    }

    /// <summary>Gives a random few bytes at each read.</summary>
    private sealed class Dribble(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, 8))], cancellationToken);
    }
}
