using System.Net;
using Baton.Integrations.Tests.Aws;
using Baton.Json;
using Baton.Runtime.Connections;
using Baton.Runtime.Tasks;
using Microsoft.AspNetCore.Http;

namespace Baton.Integrations.Tests.Http;

/// <summary>Connections as tasks use them: found, refused, and with tokens that are fetched once and again when they are good no more.</summary>
public sealed class ConnectionUseTests
{
    private const string Arn = "arn:aws:events:us-east-1:000000000000:connection/oauth/1";

    [Theory]
    [InlineData("arn:aws:events:us-east-1:000000000000:connection/nobody/1"), InlineData("arn:aws:events:us-east-1:000000000000:connection/key/2"), InlineData("arn:aws:events:eu-west-1:000000000000:connection/key/1")]
    [InlineData("key"), InlineData("arn:aws:events:us-east-1:000000000000:rule/key"), InlineData("arn:aws:events:us-east-1:000000000000:connection/key"), InlineData("::::::")]
    public async Task A_connection_that_is_not_there_is_told(string arn)
    {
        await using var harness = await HttpHarness.StartAsync();
        Assert.Equal(("Events.ConnectionResource.ResourceNotFound", $"Connection '{arn}' does not exist."), await harness.FailsAsync(HttpHarness.Parameters(new Uri("https://example.com/"), arn: arn)));
    }

    [Fact]
    public async Task A_connection_without_its_secrets_is_told()
    {
        await using var harness = await HttpHarness.StartAsync();
        await harness.Connections.DeauthorizeAsync("us-east-1", "key", CancellationToken.None);
        Assert.Equal("Events.ConnectionResource.InvalidConnectionState", (await harness.FailsAsync(HttpHarness.Parameters(new Uri("https://example.com/")))).Error);
    }

    [Fact]
    public async Task A_token_is_fetched_once_for_all_who_ask_at_once()
    {
        await using var tokens = await TokensAsync();
        await using var api = await ApiAsync(_ => true);
        await using var harness = await StartAsync(tokens);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => harness.DoAsync(HttpHarness.Parameters(api.Address, arn: Arn))));
        Assert.All(outcomes, outcome => Assert.IsType<TaskOutcome.Succeeded>(outcome));
        Assert.Equal(["Bearer token-1"], api.Requests.Select(asked => asked.Headers["Authorization"]).Distinct());
        var asked = Assert.Single(tokens.Requests);
        Assert.Equal(
            ("POST", "/token?tenant=1", "grant_type=client_credentials&client_id=id&client_secret=client-secret&scope=a%20b", "1", "application/x-www-form-urlencoded; charset=utf-8"),
            (asked.Method, asked.Path, asked.Body, asked.Headers["X-Extra"], asked.Headers["Content-Type"]));
    }

    [Fact]
    public async Task A_token_is_used_until_shortly_before_it_expires()
    {
        await using var tokens = await TokensAsync("3600");
        await using var api = await ApiAsync(_ => true);
        await using var harness = await StartAsync(tokens);
        await harness.SucceedsAsync(HttpHarness.Parameters(api.Address, arn: Arn));
        harness.Clock.Advance(TimeSpan.FromSeconds(3569));
        await harness.SucceedsAsync(HttpHarness.Parameters(api.Address, arn: Arn));
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await harness.SucceedsAsync(HttpHarness.Parameters(api.Address, arn: Arn));
        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], api.Requests.Select(asked => asked.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_token_that_the_API_refuses_is_fetched_anew_once()
    {
        await using var tokens = await TokensAsync();
        await using var api = await ApiAsync(token => token == "Bearer token-2");
        await using var harness = await StartAsync(tokens);
        await harness.SucceedsAsync(HttpHarness.Parameters(api.Address, """ "RequestBody":{"a":1} """, "POST", Arn));
        Assert.Equal([("Bearer token-1", """{"a":1}"""), ("Bearer token-2", """{"a":1}""")], api.Requests.Select(asked => (asked.Headers["Authorization"], asked.Body)));
        await harness.SucceedsAsync(HttpHarness.Parameters(api.Address, arn: Arn));
        Assert.Equal(2, tokens.Requests.Count);
    }

    [Fact]
    public async Task An_API_that_refuses_every_token_fails_the_task()
    {
        await using var tokens = await TokensAsync();
        await using var api = await ApiAsync(_ => false);
        await using var harness = await StartAsync(tokens);
        Assert.Equal(("States.Http.StatusCode.401", "Unauthorized"), await harness.FailsAsync(HttpHarness.Parameters(api.Address, arn: Arn)));
        Assert.Equal((2, 2), (api.Requests.Count, tokens.Requests.Count));
    }

    [Fact]
    public async Task A_changed_connection_fetches_a_token_of_its_own()
    {
        await using var tokens = await TokensAsync();
        await using var api = await ApiAsync(_ => true);
        await using var harness = await StartAsync(tokens);
        await harness.SucceedsAsync(HttpHarness.Parameters(api.Address, arn: Arn));
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await harness.Connections.UpdateAsync("us-east-1", "oauth", (connection, parameters) => (connection, (JsonObject)JsonData.Parse(parameters.ToString().Replace("client-secret", "new-secret", StringComparison.Ordinal))), CancellationToken.None);
        await harness.SucceedsAsync(HttpHarness.Parameters(api.Address, arn: Arn));
        Assert.Contains("client_secret=new-secret", tokens.Requests.Last().Body, StringComparison.Ordinal);
        Assert.Equal("Bearer token-2", api.Requests.Last().Headers["Authorization"]);
    }

    [Fact]
    public async Task A_client_in_a_header_of_its_own_is_not_sent_in_the_body_too()
    {
        await using var tokens = await TokensAsync();
        await using var api = await ApiAsync(_ => true);
        await using var harness = await StartAsync(tokens, """{"HeaderParameters":[{"Key":"Authorization","Value":"Basic x","IsValueSecret":true}]}""");
        await harness.SucceedsAsync(HttpHarness.Parameters(api.Address, arn: Arn));
        var asked = Assert.Single(tokens.Requests);
        Assert.Equal(("Basic x", "grant_type=client_credentials"), (asked.Headers["Authorization"], asked.Body));
    }

    [Fact]
    public async Task By_GET_a_token_is_asked_for_in_the_query()
    {
        await using var tokens = await TokensAsync();
        await using var api = await ApiAsync(_ => true);
        await using var harness = await StartAsync(tokens, "{}", "GET");
        await harness.SucceedsAsync(HttpHarness.Parameters(api.Address, arn: Arn));
        Assert.Equal(("GET", "/token?grant_type=client_credentials&client_id=id&client_secret=client-secret", ""), tokens.Requests.Select(asked => (asked.Method, asked.Path, asked.Body)).Single());
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_client"}""", "Events.ConnectionResource.InvalidConnectionState", "The authorization endpoint of connection 'oauth' refused its client: 400 Bad Request.")]
    [InlineData(401, "", "Events.ConnectionResource.InvalidConnectionState", "The authorization endpoint of connection 'oauth' refused its client: 401 Unauthorized.")]
    [InlineData(500, "", "Events.ConnectionResource.InternalError", "The authorization endpoint of connection 'oauth' answered 500 Internal Server Error.")]
    [InlineData(302, "", "Events.ConnectionResource.InternalError", "The authorization endpoint of connection 'oauth' answered 302 Found.")]
    [InlineData(200, "no json", "Events.ConnectionResource.InternalError", "The authorization endpoint of connection 'oauth' answered without an access_token.")]
    [InlineData(200, """{"access_token":""}""", "Events.ConnectionResource.InternalError", "The authorization endpoint of connection 'oauth' answered without an access_token.")]
    [InlineData(200, """{"access_token":"a\r\nHost: evil"}""", "Events.ConnectionResource.InternalError", "The authorization endpoint of connection 'oauth' answered without an access_token.")]
    public async Task A_token_that_is_not_to_be_had_fails_the_task_without_telling_secrets(int status, string body, string error, string cause)
    {
        await using var tokens = await LocalService.StartAsync(status, body, ("Content-Type", "application/json"));
        await using var harness = await StartAsync(tokens);
        Assert.Equal((error, cause), await harness.FailsAsync(HttpHarness.Parameters(new Uri("http://127.0.0.1:9/"), arn: Arn)));
    }

    [Fact]
    public async Task The_authorization_endpoint_is_behind_the_gate_too()
    {
        await using var tokens = await TokensAsync();
        await using var harness = await HttpHarness.StartAsync(isOpen: false);
        await harness.ConnectAsync(Arn, Connection.OAuth, Parameters(tokens.Address, "{}"));
        var (error, cause) = await harness.FailsAsync(HttpHarness.Parameters(new Uri("https://example.com/"), arn: Arn));
        Assert.Equal("Events.ConnectionResource.InternalError", error);
        Assert.Contains("it leads to a loopback address", cause, StringComparison.Ordinal);
        Assert.Empty(tokens.Requests);
    }

    private static async Task<HttpHarness> StartAsync(LocalService tokens, string? http = null, string method = "POST")
    {
        var harness = await HttpHarness.StartAsync();
        await harness.ConnectAsync(Arn, Connection.OAuth, Parameters(tokens.Address, http ?? """
            {"BodyParameters":[{"Key":"scope","Value":"a b"}],"HeaderParameters":[{"Key":"X-Extra","Value":"1"}],"QueryStringParameters":[{"Key":"tenant","Value":"1"}]}
            """, method));
        return harness;
    }

    private static string Parameters(Uri address, string http, string method = "POST") => $$$"""
        {"OAuthParameters":{"ClientParameters":{"ClientID":"id","ClientSecret":"client-secret"},"AuthorizationEndpoint":"{{{address}}}token","HttpMethod":"{{{method}}}","OAuthHttpParameters":{{{http}}}}}
        """;

    /// <summary>Gives token-1, token-2 and so on.</summary>
    private static Task<LocalService> TokensAsync(string seconds = "86400")
    {
        var count = 0;
        return LocalService.StartAsync((http, _) =>
        {
            http.Response.ContentType = "application/json";
            return http.Response.WriteAsync($$"""{"access_token":"token-{{Interlocked.Increment(ref count)}}","token_type":"Bearer","expires_in":{{seconds}}}""");
        });
    }

    private static Task<LocalService> ApiAsync(Func<string, bool> takes) => LocalService.StartAsync((http, _) =>
    {
        if (!takes(http.Request.Headers.Authorization.ToString())) http.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
        return Task.CompletedTask;
    });
}
