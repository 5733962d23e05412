using System.Text.Json.Nodes;
using Baton.Client.Tests;

namespace Baton.Cli.Tests;

public sealed class DeployCommandTests
{
    private const string Arn = "arn:aws:states:us-east-1:000000000000:stateMachine:orders";

    [Fact]
    public async Task A_machine_that_is_not_there_is_created()
    {
        var service = Without().On("CreateStateMachine", () => FakeService.Ok($$"""{"stateMachineArn":"{{Arn}}","creationDate":1}"""));

        var run = await CliRun.Of(service, "{}", isTerminal: false, ["deploy", "-", "--name", "orders"]);

        Assert.Equal((0, $"created  {Arn}\n", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal("""{"name":"orders","definition":"{}","roleArn":"arn:aws:iam::000000000000:role/baton"}""", Sent(service, "CreateStateMachine"));
    }

    [Fact]
    public async Task A_machine_that_differs_is_updated()
    {
        var service = With("""{\"old\":1}""").On("UpdateStateMachine", () => FakeService.Ok("""{"updateDate":1,"revisionId":"r2"}"""));

        var run = await CliRun.Of(service, "{}", isTerminal: false, ["deploy", "-", "--name", "orders", "--json"]);

        Assert.Equal((0, $$"""{"stateMachineArn":"{{Arn}}","name":"orders","outcome":"updated","revisionId":"r2"}""" + "\n"), (run.ExitCode, run.Output));
        Assert.Equal($$"""{"stateMachineArn":"{{Arn}}","definition":"{}"}""", Sent(service, "UpdateStateMachine"));
    }

    [Theory]
    [InlineData(null, "unchanged")]
    [InlineData("role", "unchanged")]
    [InlineData("other", "updated")]
    public async Task A_machine_that_is_as_wanted_is_left_alone(string? role, string outcome)
    {
        var service = With("{}").On("UpdateStateMachine", () => FakeService.Ok("""{"updateDate":1}"""));
        var run = await CliRun.Of(service, "{}", isTerminal: false, ["deploy", "-", "--name", "orders", .. role is null ? (string[])[] : ["--role", role]]);
        Assert.Equal($"{outcome}  {Arn}\n", run.Output);
    }

    [Fact]
    public async Task Tags_are_set_when_a_machine_is_created_and_on_one_that_is_there()
    {
        const string tags = """[{"key":"baton:case-start","value":"new"},{"key":"team","value":""}]""";
        string[] words = ["deploy", "-", "--name", "orders", "--tags", """{"baton:case-start":"new","team":""}"""];
        var service = Without().On("CreateStateMachine", () => FakeService.Ok($$"""{"stateMachineArn":"{{Arn}}","creationDate":1}"""));
        await CliRun.Of(service, "{}", isTerminal: false, words);
        Assert.EndsWith($",\"tags\":{tags}}}", Sent(service, "CreateStateMachine"), StringComparison.Ordinal);

        service = With("{}").On("TagResource", () => FakeService.Ok("{}"));
        Assert.Equal($"unchanged  {Arn}\n", (await CliRun.Of(service, "{}", isTerminal: false, words)).Output);
        Assert.Equal($$"""{"resourceArn":"{{Arn}}","tags":{{tags}}}""", Sent(service, "TagResource"));

        var refused = await CliRun.Of(Without(), "{}", isTerminal: false, ["deploy", "-", "--name", "orders", "--tags", """{"team":1}"""]);
        Assert.Equal((ExitCodes.Usage, "--tags: Expected a JSON object whose values are texts.\n"), (refused.ExitCode, refused.Error));
    }

    [Fact]
    public async Task What_stands_in_braces_is_replaced_in_one_pass_and_what_is_not_there_is_told()
    {
        const string definition = """{"Comment":"${A}, ${B}, ${C}, {}"}""";
        string[] words = ["deploy", "-", "--name", "orders", "--set", "A=x", "--set", "A=${B}\"=\\", "--set", "B=é"];
        var service = Without().On("CreateStateMachine", () => FakeService.Ok($$"""{"stateMachineArn":"{{Arn}}","creationDate":1}"""));
        Assert.Equal(0, (await CliRun.Of(service, definition, isTerminal: false, words)).ExitCode);
        var sent = JsonNode.Parse(Sent(service, "CreateStateMachine"))!["definition"]!.GetValue<string>();
        Assert.Equal("${B}\"=\\, é, ${C}, {}", JsonNode.Parse(sent)!["Comment"]!.GetValue<string>());

        var unknown = await CliRun.Of(Without(), definition, isTerminal: false, [.. words, "--set", "D=1"]);
        Assert.Equal((ExitCodes.Usage, "--set: The definition has no ${D}.\n"), (unknown.ExitCode, unknown.Error));
        var none = await CliRun.Of(Without(), definition, isTerminal: false, ["deploy", "-", "--name", "orders", "--set", "A"]);
        Assert.Equal((ExitCodes.Usage, "--set is 'A'; expected NAME=VALUE.\n"), (none.ExitCode, none.Error));
    }

    [Theory]
    [InlineData("orders.asl.json", "orders")]
    [InlineData("orders.json", "orders")]
    [InlineData("orders", "orders")]
    [InlineData("orders.asl.yaml", "orders")]
    [InlineData("orders.yml", "orders")]
    public async Task A_file_names_its_machine(string file, string name)
    {
        var folder = Directory.CreateTempSubdirectory("baton-cli-");
        try
        {
            var path = Path.Combine(folder.FullName, file);
            await File.WriteAllTextAsync(path, "{}", TestContext.Current.CancellationToken);
            var service = Without().On("CreateStateMachine", () => FakeService.Ok($$"""{"stateMachineArn":"{{Arn}}","creationDate":1}"""));
            await CliRun.Of(service, "deploy", path);
            Assert.Contains($"\"name\":\"{name}\"", Sent(service, "CreateStateMachine"), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task YAML_is_sent_as_JSON()
    {
        var service = Without().On("CreateStateMachine", () => FakeService.Ok($$"""{"stateMachineArn":"{{Arn}}","creationDate":1}"""));
        var run = await CliRun.Of(service, "StartAt: A # first\nStates:\n  A: {Type: Succeed}\n", isTerminal: false, ["deploy", "-", "--name", "orders"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """
            {
              "StartAt": "A",
              "States": {
                "A": {
                  "Type": "Succeed"
                }
              }
            }
            """,
            service.Log.Single(call => call.Operation == "CreateStateMachine").Text("definition"));
    }

    [Fact]
    public async Task YAML_that_is_none_asks_nobody()
    {
        var service = Without();
        var run = await CliRun.Of(service, "StartAt: A\nStartAt: B\n", isTerminal: false, ["deploy", "-", "--name", "orders"]);
        Assert.Equal(
            (ExitCodes.Refused, "standard input:2:1: error INVALID_YAML: The key 'StartAt' is there more than once\n", 0),
            (run.ExitCode, run.Error, service.Log.Count));
    }

    [Fact]
    public async Task A_machine_of_another_account_is_found_in_the_list()
    {
        const string elsewhere = "arn:aws:states:us-east-1:123456789012:stateMachine:orders";
        var service = new FakeService()
            .On("DescribeStateMachine", call => call.Text("stateMachineArn") == elsewhere
                ? FakeService.Ok($$"""{"stateMachineArn":"{{elsewhere}}","name":"orders","definition":"{}","roleArn":"role","type":"STANDARD","creationDate":1}""")
                : FakeService.Error("StateMachineDoesNotExist"))
            .On("ListStateMachines", () => FakeService.Ok($$"""{"stateMachines":[{"stateMachineArn":"{{elsewhere}}","name":"orders","type":"STANDARD","creationDate":1}]}"""));
        var run = await CliRun.Of(service, "{}", isTerminal: false, ["deploy", "-", "--name", "orders"]);
        Assert.Equal($"unchanged  {elsewhere}\n", run.Output);
    }

    [Fact]
    public async Task Findings_are_told_one_by_one()
    {
        const string message =
            "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: The field 'Next' names a state that is not there: 'B' at /States/open: offer/Next, "
            + "SCHEMA_VALIDATION_FAILED: These fields are required: [Resource] at /States/C'";
        var service = Without().On("CreateStateMachine", () => FakeService.Error("InvalidDefinition", message));

        var run = await CliRun.Of(service, "{}", isTerminal: false, ["deploy", "-", "--name", "orders"]);

        Assert.Equal(
            (ExitCodes.Refused, "",
            """
            The service does not accept the definition: 2 findings.
              /States/open: offer/Next
                The field 'Next' names a state that is not there: 'B'  (MISSING_TRANSITION_TARGET)
              /States/C
                These fields are required: [Resource]  (SCHEMA_VALIDATION_FAILED)

            """),
            (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: Unexpected end-of-input at [Source: (String)\"{\"; line: 1, column: 2]'", 1)]
    [InlineData("Something else", 0)]
    public void A_text_of_another_form_has_no_findings(string message, int count) => Assert.Equal(count, Api.Findings.In(message).Count);

    private static FakeService Without() => new FakeService()
        .On("DescribeStateMachine", () => FakeService.Error("StateMachineDoesNotExist"))
        .On("ListStateMachines", () => FakeService.Ok("""{"stateMachines":[]}"""));

    private static FakeService With(string definition) => new FakeService().On("DescribeStateMachine", () => FakeService.Ok(
        $$"""{"stateMachineArn":"{{Arn}}","name":"orders","definition":"{{definition}}","roleArn":"role","type":"STANDARD","creationDate":1}"""));

    private static string Sent(FakeService service, string operation) => service.Log.Single(call => call.Operation == operation).Body.GetRawText();
}
