using Baton.Client.Tests;

namespace Baton.Cli.Tests;

public sealed class ConnectionCommandTests
{
    private const string Arn = "arn:aws:events:us-east-1:000000000000:connection/crm/1";

    [Theory]
    [InlineData(
        "--api-key X-Key", "API_KEY",
        """{"ApiKeyAuthParameters":{"ApiKeyName":"X-Key","ApiKeyValue":"se cret"},"InvocationHttpParameters":{"HeaderParameters":[],"QueryStringParameters":[],"BodyParameters":[]}}""")]
    [InlineData(
        "--basic ada --header A=1 --header B=x=y --query q=2 --body c=3", "BASIC",
        """{"BasicAuthParameters":{"Username":"ada","Password":"se cret"},"InvocationHttpParameters":{"HeaderParameters":[{"Key":"A","Value":"1","IsValueSecret":false},{"Key":"B","Value":"x=y","IsValueSecret":false}],"QueryStringParameters":[{"Key":"q","Value":"2","IsValueSecret":false}],"BodyParameters":[{"Key":"c","Value":"3","IsValueSecret":false}]}}""")]
    [InlineData(
        "--oauth id --token-url https://login.example/token --token-body scope=read", "OAUTH_CLIENT_CREDENTIALS",
        """{"OAuthParameters":{"ClientParameters":{"ClientID":"id","ClientSecret":"se cret"},"AuthorizationEndpoint":"https://login.example/token","HttpMethod":"POST","OAuthHttpParameters":{"BodyParameters":[{"Key":"scope","Value":"read","IsValueSecret":false}]}},"InvocationHttpParameters":{"HeaderParameters":[],"QueryStringParameters":[],"BodyParameters":[]}}""")]
    public async Task A_connection_is_made_with_a_secret_from_standard_input(string options, string type, string parameters)
    {
        var service = new FakeService().On("AWSEvents.CreateConnection", () => FakeService.Ok($$"""{"ConnectionArn":"{{Arn}}","ConnectionState":"AUTHORIZED"}"""));
        var run = await CliRun.Of(service, "se cret\n", isTerminal: false, ["connection", "add", "crm", .. options.Split(' '), "--secret", "-"]);
        Assert.Equal((0, $"AUTHORIZED  {Arn}\n", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal($$"""{"Name":"crm","AuthorizationType":"{{type}}","AuthParameters":{{parameters}}}""", service.Log.Single().Body.GetRawText());
        Assert.Contains("/us-east-1/events/aws4_request", service.Log.Single().Request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_there_is_changed_where_that_is_said()
    {
        var service = new FakeService().On("AWSEvents.UpdateConnection", () => FakeService.Ok($$"""{"ConnectionArn":"{{Arn}}","ConnectionState":"AUTHORIZED"}"""));
        var run = await CliRun.Of(service, "x", isTerminal: false, ["connection", "add", "crm", "--api-key", "K", "--secret", "-", "--description", "d", "--replace", "--json"]);
        Assert.Equal((0, $$"""{"ConnectionArn":"{{Arn}}","ConnectionState":"AUTHORIZED"}""" + "\n"), (run.ExitCode, run.Output));
        Assert.Equal("d", service.Log.Single().Text("Description"));
    }

    [Theory]
    [InlineData("--secret -", "Expected one of --api-key, --basic and --oauth.")]
    [InlineData("--api-key K --basic u --secret -", "Expected one of --api-key, --basic and --oauth.")]
    [InlineData("--oauth id --secret -", "--oauth and --token-url go together.")]
    [InlineData("--api-key K --token-url https://x --secret -", "--oauth and --token-url go together.")]
    [InlineData("--api-key K --secret plain-secret", "--secret says where the secret is: @FILE, - for standard input, or env:NAME. A command line is seen by others.")]
    [InlineData("--api-key K --secret env:NO_SUCH_VARIABLE_HERE", "The environment has no variable 'NO_SUCH_VARIABLE_HERE'.")]
    [InlineData("--api-key K --secret -", "The secret is empty.")]
    [InlineData("--api-key K --secret @/no/such/file", "'/no/such/file' cannot be read:")]
    [InlineData("--api-key K --header nothing --secret env:PATH", "'nothing' is no NAME=VALUE.")]
    public async Task What_is_wrong_is_told_before_anything_is_sent(string options, string message)
    {
        var service = new FakeService();
        var run = await CliRun.Of(service, "", isTerminal: false, ["connection", "add", "crm", .. options.Split(' ')]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(service.Log);
    }

    [Fact]
    public async Task A_refusal_is_told_under_its_name()
    {
        var service = new FakeService().On("AWSEvents.DeleteConnection", () => FakeService.Error("ResourceNotFoundException", "Connection 'crm' does not exist."));
        var run = await CliRun.Of(service, "connection", "remove", "crm");
        Assert.Equal((4, "ResourceNotFoundException: Connection 'crm' does not exist.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Connections_are_a_table_of_all_pages()
    {
        var service = new FakeService().On(
            "AWSEvents.ListConnections",
            () => FakeService.Ok("""{"Connections":[{"Name":"crm","AuthorizationType":"BASIC","ConnectionState":"AUTHORIZED","LastModifiedTime":1779541200.5}],"NextToken":"t"}"""),
            () => FakeService.Ok("""{"Connections":[{"Name":"other","AuthorizationType":"API_KEY","ConnectionState":"DEAUTHORIZED","LastModifiedTime":1779541201}]}"""));
        Assert.Equal(
            """
            NAME   TYPE     STATE         CHANGED
            crm    BASIC    AUTHORIZED    2026-05-23 13:00:00
            other  API_KEY  DEAUTHORIZED  2026-05-23 13:00:01

            """,
            (await CliRun.Of(service, "connection", "list")).Output);
        Assert.Equal("t", service.Log[1].Text("NextToken"));
        var empty = new FakeService().On("AWSEvents.ListConnections", () => FakeService.Ok("""{"Connections":[]}"""));
        Assert.Equal("No connections in us-east-1. 'baton connection add' makes one.\n", (await CliRun.Of(empty, "connection", "list")).Output);
    }

    [Fact]
    public async Task One_is_shown_with_what_is_no_secret()
    {
        var service = new FakeService().On("AWSEvents.DescribeConnection", () => FakeService.Ok(
            $$$$"""{"ConnectionArn":"{{{{Arn}}}}","AuthorizationType":"BASIC","ConnectionState":"AUTHORIZED","Description":"d","AuthParameters":{"BasicAuthParameters":{"Username":"ada"},"InvocationHttpParameters":{"HeaderParameters":[{"Key":"A","IsValueSecret":true}]}}}"""));
        Assert.Equal(
            $"""
            {Arn}
            BASIC  AUTHORIZED
            d
              BasicAuthParameters.Username: ada
              InvocationHttpParameters.HeaderParameters[0].Key: A
              InvocationHttpParameters.HeaderParameters[0].IsValueSecret: true

            """,
            (await CliRun.Of(service, "connection", "show", "crm")).Output);
    }
}
