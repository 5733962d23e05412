using System.Text.Json;
using Baton.Client.Tests;

namespace Baton.Cli.Tests;

public sealed class ValidateCommandTests : IDisposable
{
    private const string Valid = """{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }""";
    private const string Warned = """{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Result": "$.a", "End": true } } }""";
    private const string Broken = """
        {
          "StartAt": "A",
          "States": {
            "A": { "Type": "Pass", "Next": "B" },
            "É": {	"Type": "Pas" }
          }
        }
        """;

    private readonly Folder _folder = new();

    [Fact]
    public async Task Findings_are_printed_as_compilers_do()
    {
        var file = _folder.Add("broken.asl.json", Broken);
        var run = await CliRun.Of(new FakeService(), "validate", file);
        Assert.Equal(
            (ExitCodes.Invalid, $"""
            {file}:4:28: error MISSING_TRANSITION_TARGET: Missing 'Next' target: B (/States/A/Next)
            {file}:5:5: error MISSING_TRANSITION_TARGET: State "É" is not reachable. (/States/É)
            {file}:5:12: error SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] (/States/É/Type)
            1 file: 3 errors, 0 warnings

            """, ""),
            (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task YAML_is_told_by_its_own_lines()
    {
        var file = _folder.Add("broken.asl.yaml", "# a comment\nStartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices:\n      - Variable: $.a\n        IsPresent: true\n        Next: Nowhere\n");
        var run = await CliRun.Of(new FakeService(), "validate", file);
        Assert.Contains($"{file}:9:9: error MISSING_TRANSITION_TARGET: Missing 'Next' target: Nowhere (/States/A/Choices[0]/Next)\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_shows_the_line_and_points_at_the_place()
    {
        var file = _folder.Add("a.json", "{\n\t\"StartAt\": \"A\u001b[31m\"\n}");
        var run = await CliRun.Of(new FakeService(), "", isTerminal: true, ["validate", file]);
        Assert.Contains("  2 │  \"StartAt\": \"A·[31m\"\n    │                ^\n", Plain(run.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_line_is_shown_around_the_place()
    {
        var file = _folder.Add("a.json", $$"""{ "Comment": "{{new string('x', 500_000)}}", "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "Nowhere", "Comment": "{{new string('y', 500)}}" } } }""");
        var run = await CliRun.Of(new FakeService(), "", isTerminal: true, ["validate", file]);
        var lines = Plain(run.Output).Split('\n');
        var excerpt = Array.FindIndex(lines, line => line.StartsWith("  1 │ …", StringComparison.Ordinal));
        Assert.True(lines[excerpt].Length <= 80, lines[excerpt]);
        Assert.Equal("\"Next\"", lines[excerpt].Substring(lines[excerpt + 1].IndexOf('^', StringComparison.Ordinal), 6));
    }

    [Theory]
    [InlineData(Valid, new string[0], ExitCodes.Ok)]
    [InlineData(Warned, new string[0], ExitCodes.Ok)]
    [InlineData(Warned, new[] { "--strict" }, ExitCodes.Invalid)]
    [InlineData(Valid, new[] { "--strict" }, ExitCodes.Ok)]
    [InlineData(Broken, new string[0], ExitCodes.Invalid)]
    public async Task Warnings_fail_where_they_are_asked_to(string definition, string[] options, int exitCode) =>
        Assert.Equal(exitCode, (await CliRun.Of(new FakeService(), ["validate", _folder.Add("a.asl.json", definition), .. options])).ExitCode);

    [Theory]
    [InlineData("""{ "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:a", "TimeoutSeconds": 5, "End": true } } }""")]
    public async Task Express_machines_have_rules_of_their_own(string definition)
    {
        var file = _folder.Add("a.json", definition);
        Assert.Equal(ExitCodes.Ok, (await CliRun.Of(new FakeService(), "validate", file)).ExitCode);
        Assert.Contains("Express state machine does not support Activity ARN", (await CliRun.Of(new FakeService(), "validate", file, "--express")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output", "json")]
    [InlineData("--json")]
    public async Task For_a_script_it_is_one_object(params string[] options)
    {
        var (broken, valid) = (_folder.Add("broken.yaml", "a: 1\na: 2\n"), _folder.Add("warned.json", Warned));
        var run = await CliRun.Of(new FakeService(), ["validate", broken, valid, .. options]);
        Assert.Equal((ExitCodes.Invalid, 1), (run.ExitCode, run.Output.Count(c => c == '\n')));
        var told = JsonElement.Parse(run.Output);
        Assert.Equal((1, 1), (told.GetProperty("errors").GetInt32(), told.GetProperty("warnings").GetInt32()));
        Assert.Equal(
            ["""{"severity":"ERROR","code":"INVALID_YAML","line":2,"column":1,"message":"The key 'a' is there more than once"}"""],
            told.GetProperty("files")[0].GetProperty("diagnostics").EnumerateArray().Select(finding => finding.GetRawText()));
        Assert.Equal(
            ("OK", "WARNING", "PASS_RESULT_IS_STATIC", "/States/A/Result", 1),
            (Text(told, "result"), Diagnostic(told, "severity"), Diagnostic(told, "code"), Diagnostic(told, "pointer"), told.GetProperty("files")[1].GetProperty("diagnostics")[0].GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task A_folder_is_walked_for_definitions()
    {
        _folder.Add("b/two.asl.yaml", "StartAt: A\nStates: {A: {Type: Succeed}}");
        _folder.Add("b/three.asl.yml", "StartAt: A\nStates: {A: {Type: Succeed}}");
        _folder.Add("a/one.asl.json", Valid);
        _folder.Add("a/package.json", "{}");
        _folder.Add(".hidden/four.asl.json", "{}");
        var run = await CliRun.Of(new FakeService(), "validate", _folder.Path);
        Assert.Equal((ExitCodes.Ok, "3 files: 0 errors, 0 warnings\n"), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("StartAt: A\nStates: {A: {Type: Succeed}}", 0)]
    [InlineData(" {\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}", 0)]
    [InlineData("{\"StartAt\": \"A\",", 1)]
    public async Task Standard_input_is_told_by_its_content(string text, int exitCode)
    {
        var run = await CliRun.Of(new FakeService(), text, isTerminal: false, ["validate", "-"]);
        Assert.Equal(exitCode, run.ExitCode);
        if (exitCode == 1) Assert.StartsWith("standard input:1:17: error INVALID_JSON_DESCRIPTION: Unexpected end-of-input", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_a_wrong_line()
    {
        var missing = await CliRun.Of(new FakeService(), "validate", Path.Combine(_folder.Path, "no-such.asl.json"));
        Assert.Equal(ExitCodes.Usage, missing.ExitCode);
        var empty = await CliRun.Of(new FakeService(), "validate", _folder.Path);
        Assert.Equal((ExitCodes.Usage, $"'{_folder.Path}' has no definition below it: no *.asl.json, *.asl.yaml or *.asl.yml.\n"), (empty.ExitCode, empty.Error));
        var huge = await CliRun.Of(new FakeService(), "validate", _folder.Add("huge.yaml", new string('#', 17_000_000)));
        Assert.Equal(ExitCodes.Usage, huge.ExitCode);
        Assert.EndsWith("' has more than 16777216 characters.\n", huge.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string? Text(JsonElement told, string member) => told.GetProperty("files")[1].GetProperty(member).GetString();

    private static string? Diagnostic(JsonElement told, string member) => told.GetProperty("files")[1].GetProperty("diagnostics")[0].GetProperty(member).GetString();

    private static string Plain(string output) => string.Join('\n', Ansi.Strip(output).Split('\n').Select(line => line.TrimEnd()));
}
