using System.Text;
using Baton.Engine;
using Baton.Integrations.S3.Results;
using Baton.Json;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.Tests.S3;

public sealed class S3ResultWriterTests : IDisposable
{
    private const string Run = "arn:aws:states:us-east-1:000000000000:mapRun:machine/Map:ad9b5f27-090b-3ac6-9beb-243cd77144a7";
    private const string Folder = "jobs/ad9b5f27-090b-3ac6-9beb-243cd77144a7/";

    private readonly LocalBucket _bucket = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _bucket.Dispose();

    [Fact]
    public async Task Results_are_told_in_full_in_a_file_for_each_kind()
    {
        var at = await WriteAsync("{}", [Child(0, "SUCCEEDED", "[1]"), Child(1, "FAILED"), Child(2, "TIMED_OUT"), Child(3, "ABORTED"), Child(4, "PENDING"), Child(5, "SUCCEEDED", "{}")]);

        Assert.Equal(new ManifestLocation("things", Folder + "manifest.json"), at);
        Assert.Equal(
            $$"""{"DestinationBucket":"things","MapRunArn":"{{Run}}","ResultFiles":{"FAILED":[{{FileOf("FAILED_0.json")}}],"PENDING":[{{FileOf("PENDING_0.json")}}],"SUCCEEDED":[{{FileOf("SUCCEEDED_0.json")}}]""" + "}}",
            _bucket.Text(at.Key));
        var succeeded = (JsonArray)_bucket.Json(Folder + "SUCCEEDED_0.json");
        Assert.Equal(["child-0", "child-5"], Names(succeeded));
        Assert.Equal(
            """{"ExecutionArn":"arn:child-0","Input":"{ \"n\": 0 }","InputDetails":{"Included":true},"Name":"child-0","Output":"[1]","OutputDetails":{"Included":true},"RedriveCount":0,"StartDate":"2025-02-04T19:49:12.455Z","StateMachineArn":"arn:machine/Map","Status":"SUCCEEDED","StopDate":"2025-02-04T19:49:13.000Z"}""",
            succeeded[0].ToString());
        var failed = (JsonArray)_bucket.Json(Folder + "FAILED_0.json");
        Assert.Equal(["child-1", "child-2", "child-3"], Names(failed));
        Assert.StartsWith("""{"Cause":"it broke","Error":"Broken","ExecutionArn":"arn:child-1",""", failed[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(
            """[{"ExecutionArn":"arn:child-4","Input":"{ \"n\": 4 }","InputDetails":{"Included":true},"Name":"child-4","RedriveCount":0,"StateMachineArn":"arn:machine/Map","Status":"PENDING"}]""",
            _bucket.Json(Folder + "PENDING_0.json").ToString());
    }

    [Theory]
    [InlineData("COMPACT", "[[1,2],3,[]]")]
    [InlineData("FLATTEN", "[1,2,3]")]
    public async Task Outputs_alone_are_written_of_those_that_succeeded(string transformation, string outputs)
    {
        await WriteAsync($$"""{ "Transformation": "{{transformation}}" }""", [Child(0, "SUCCEEDED", "[1,2]"), Child(1, "SUCCEEDED", "3"), Child(2, "FAILED"), Child(3, "SUCCEEDED", "[]")]);
        Assert.Equal(outputs, _bucket.Json(Folder + "SUCCEEDED_0.json").ToString());
        Assert.Equal(["child-2"], Names((JsonArray)_bucket.Json(Folder + "FAILED_0.json")));
    }

    [Fact]
    public async Task Lines_have_one_result_each()
    {
        await WriteAsync("""{ "OutputType": "JSONL", "Transformation": "FLATTEN" }""", [Child(0, "SUCCEEDED", "[1,\n{\"a\": 2}]"), Child(1, "SUCCEEDED", "\"x\"")]);
        Assert.Equal("1\n{\"a\":2}\n\"x\"\n", _bucket.Text(Folder + "SUCCEEDED_0.jsonl"));
    }

    [Fact]
    public async Task An_output_of_many_lines_is_one_line()
    {
        await WriteAsync("""{ "OutputType": "JSONL", "Transformation": "COMPACT" }""", [Child(0, "SUCCEEDED", "{\n \"a\":\r\n 1\n}")]);
        Assert.Equal("{\"a\":1}\n", _bucket.Text(Folder + "SUCCEEDED_0.jsonl"));
    }

    [Fact]
    public async Task No_children_leave_a_manifest_without_files()
    {
        await WriteAsync("{}", []);
        Assert.Equal("""{"FAILED":[],"PENDING":[],"SUCCEEDED":[]}""", ((JsonObject)_bucket.Json(Folder + "manifest.json"))["ResultFiles"]!.ToString());
        Assert.Single(Directory.GetFiles(Path.Combine(_bucket.Folder, Folder)));
    }

    [Theory]
    [InlineData("JSON")]
    [InlineData("JSONL")]
    public async Task Files_are_split_before_they_are_too_large(string type)
    {
        var children = Enumerable.Range(0, 100).Select(i => Child(i, i % 3 == 0 ? "FAILED" : "SUCCEEDED", i % 3 == 0 ? null : $"\"{new string('x', i)}\"")).ToList();
        await WriteAsync($$"""{ "OutputType": "{{type}}" }""", children, fileBytesMax: 2000);
        var files = (JsonObject)((JsonObject)_bucket.Json(Folder + "manifest.json"))["ResultFiles"]!;
        foreach (var kind in new[] { "SUCCEEDED", "FAILED" })
        {
            var names = new List<string>();
            var written = (JsonArray)files[kind]!;
            Assert.True(written.Count > 5);
            foreach (var (file, i) in written.Cast<JsonObject>().Select((file, i) => (file, i)))
            {
                var key = ((JsonString)file["Key"]!).Value;
                Assert.Equal($"{Folder}{kind}_{i}.{type.ToLowerInvariant()}", key);
                Assert.Equal(new FileInfo(Path.Combine(_bucket.Folder, key)).Length, ((JsonNumber)file["Size"]!).Value);
                Assert.InRange(((JsonNumber)file["Size"]!).Value, 1, 2000);
                names.AddRange(Names(type == "JSON" ? (JsonArray)_bucket.Json(key) : new JsonArray(_bucket.Text(key).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonData.Parse(line)))));
            }
            Assert.Equal(children.Where(child => child.Status == kind).Select(child => child.Name), names);
        }
    }

    [Fact]
    public async Task An_entry_larger_than_a_file_may_be_has_one_for_itself()
    {
        await WriteAsync("""{ "Transformation": "COMPACT" }""", [Child(0, "SUCCEEDED", "1"), Child(1, "SUCCEEDED", $"\"{new string('x', 500)}\""), Child(2, "SUCCEEDED", "2")], fileBytesMax: 100);
        Assert.Equal("[1]", _bucket.Json(Folder + "SUCCEEDED_0.json").ToString());
        Assert.Equal(504, _bucket.Json(Folder + "SUCCEEDED_1.json").ToString().Length);
        Assert.Equal("[2]", _bucket.Json(Folder + "SUCCEEDED_2.json").ToString());
    }

    [Fact]
    public async Task Writing_again_replaces_what_was_written()
    {
        await WriteAsync("{}", [Child(0, "SUCCEEDED", "1"), Child(1, "SUCCEEDED", "2")]);
        var first = Directory.GetFiles(_bucket.Folder, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText);
        await WriteAsync("{}", [Child(0, "SUCCEEDED", "1"), Child(1, "SUCCEEDED", "2")]);
        Assert.Equal(first, Directory.GetFiles(_bucket.Folder, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText));
    }

    [Fact]
    public async Task Children_that_end_in_a_fault_leave_neither_manifest_nor_half_files()
    {
        static async IAsyncEnumerable<ChildResult> Children()
        {
            yield return Child(0, "SUCCEEDED", "1");
            await Task.Yield();
            throw new InvalidOperationException("the store is gone");
        }
        await Assert.ThrowsAsync<InvalidOperationException>(() => new S3ResultWriter(_bucket.Catalog).WriteAsync(Request("{}"), Children(), Token));
        Assert.Empty(Directory.GetFiles(_bucket.Folder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("", "manifest")]
    [InlineData("a/b/", "a/b/manifest")]
    public async Task A_prefix_may_be_empty_or_end_with_a_slash(string prefix, string key)
    {
        var at = await new S3ResultWriter(_bucket.Catalog).WriteAsync(Request("{}", prefix), Of([]), Token);
        Assert.Equal(key.Replace("manifest", "ad9b5f27-090b-3ac6-9beb-243cd77144a7/manifest.json", StringComparison.Ordinal), at.Key);
    }

    [Theory]
    [InlineData("""{ "Prefix": "p" }""", "{}", "The ResultWriter's argument 'Bucket' must be a non-empty string.")]
    [InlineData("""{ "Bucket": "things", "Prefix": 1 }""", "{}", "The ResultWriter's argument 'Prefix' must be a string.")]
    [InlineData("""{ "Bucket": "things", "Prefix": "../x" }""", "{}", "The key '../x/ad9b5f27-090b-3ac6-9beb-243cd77144a7/manifest.json' cannot be the path of a file: *")]
    [InlineData("""{ "Bucket": "other" }""", "{}", "The bucket 'other' is not configured. *")]
    [InlineData("""{ "Bucket": "things" }""", """{ "Transformation": "SOME" }""", "The field 'Transformation' must be one of NONE, COMPACT, FLATTEN; it is \"SOME\".")]
    [InlineData("""{ "Bucket": "things" }""", """{ "OutputType": 1 }""", "The field 'OutputType' must be one of JSON, JSONL; it is 1.")]
    public async Task What_cannot_be_written_says_why(string arguments, string configuration, string cause)
    {
        var request = new ResultWriterRequest(Run, (JsonObject)JsonData.Parse(arguments), (JsonObject)JsonData.Parse(configuration));
        var said = (await Assert.ThrowsAsync<ResultWriterException>(() => new S3ResultWriter(_bucket.Catalog).WriteAsync(request, Of([]), Token))).Message;
        Assert.StartsWith(cause.TrimEnd('*'), said, StringComparison.Ordinal);
    }

    private Task<ManifestLocation> WriteAsync(string configuration, List<ChildResult> children, long fileBytesMax = S3ResultWriter.FileBytesMaxOfAws) =>
        new S3ResultWriter(_bucket.Catalog, fileBytesMax).WriteAsync(Request(configuration), Of(children), Token);

    private static ResultWriterRequest Request(string configuration, string prefix = "jobs") =>
        new(Run, JsonObject.Of(("Bucket", JsonData.Of(LocalBucket.Name)), ("Prefix", JsonData.Of(prefix))), (JsonObject)JsonData.Parse(configuration));

    private static IAsyncEnumerable<ChildResult> Of(IEnumerable<ChildResult> children) => children.ToAsyncEnumerable();

    private static ChildResult Child(int n, string status, string? output = null) => new()
    {
        ExecutionArn = $"arn:child-{n}",
        Name = $"child-{n}",
        StateMachineArn = "arn:machine/Map",
        Status = status,
        Input = JsonText.Parse($$"""{ "n": {{n}} }"""),
        Output = output is null ? null : JsonText.Parse(output),
        Error = status == "FAILED" ? "Broken" : null,
        Cause = status == "FAILED" ? "it broke" : null,
        StartedAt = status == "PENDING" ? null : new DateTimeOffset(2025, 2, 4, 19, 49, 12, 455, TimeSpan.Zero),
        StoppedAt = status == "PENDING" ? null : new DateTimeOffset(2025, 2, 4, 20, 49, 13, TimeSpan.FromHours(1)),
    };

    private string FileOf(string name) => $$"""{"Key":"{{Folder}}{{name}}","Size":{{Encoding.UTF8.GetByteCount(_bucket.Text(Folder + name))}}}""";

    private static IEnumerable<string> Names(JsonArray entries) => entries.Cast<JsonObject>().Select(entry => ((JsonString)entry["Name"]!).Value);
}
