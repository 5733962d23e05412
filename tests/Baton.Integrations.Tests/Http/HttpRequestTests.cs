using System.Text;
using Baton.Integrations.Tests.Aws;
using Baton.Runtime.Connections;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Tests.Http;

/// <summary>What is sent for a task.</summary>
public sealed class HttpRequestTests
{
    private const string MergingArn = "arn:aws:events:us-east-1:000000000000:connection/merging/1";

    private const string Merging = """
        {"ApiKeyAuthParameters":{"ApiKeyName":"ApiKey","ApiKeyValue":"key_value"},"InvocationHttpParameters":{
          "BodyParameters":[{"Key":"BodyParam","Value":"connection_body_param","IsValueSecret":true}],
          "HeaderParameters":[{"Key":"Header-Param","Value":"connection_header_param","IsValueSecret":false}],
          "QueryStringParameters":[{"Key":"QueryParam","Value":"connection_query_param","IsValueSecret":false}]}}
        """;

    [Fact]
    public async Task A_request_has_what_the_task_says_and_what_the_service_adds()
    {
        var asked = await AskAsync(
            """ "Headers":{"X-One":"1","X-Many":["a","b"],"X-Number":7,"User-Agent":"mine","Range":"mine"},"QueryParameters":{"q":"a b&c","list":[1,true,"ü"]},"RequestBody":{"a":[1,{"b":null}]} """, "PUT", "path?x=1#fragment");
        Assert.Equal(("PUT", "/path?x=1&q=a%20b%26c&list=1&list=true&list=%C3%BC", """{"a":[1,{"b":null}]}"""), (asked.Method, asked.Path, asked.Body));
        Assert.Equal(
            ["Content-Length: 20", "Content-Type: application/json; charset=UTF-8", "Host", "Range: bytes=0-262144", "User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1", "X-Key: key-secret", "X-Many: a, b", "X-Number: 7", "X-One: 1"],
            asked.Headers.Select(header => header.Key == "Host" ? "Host" : $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("GET"), InlineData("POST"), InlineData("PUT"), InlineData("DELETE"), InlineData("PATCH"), InlineData("OPTIONS"), InlineData("HEAD")]
    public async Task Every_published_method_is_sent(string method) => Assert.Equal(method, (await AskAsync("", method)).Method);

    [Theory]
    [InlineData(""" "RequestBody":"<xml/>","Headers":{"content-type":"text/xml"} """, "<xml/>", "text/xml")]
    [InlineData(""" "RequestBody":[1,2] """, "[1,2]", "application/json; charset=UTF-8")]
    [InlineData(""" "RequestBody":{"a":1},"Headers":{"Content-Type":"application/vnd.api+json"} """, """{"a":1}""", "application/vnd.api+json")]
    [InlineData(""" "RequestBody":null """, "", null)]
    public async Task A_body_is_JSON_or_the_text_that_it_is(string rest, string body, string? type)
    {
        var asked = await AskAsync(rest, "POST");
        Assert.Equal((body, type), (asked.Body, asked.Headers.GetValueOrDefault("Content-Type")));
    }

    [Theory]
    [InlineData("", "array%5B0%5D=a&array%5B1%5D=b%2Cc&o%5Bx%5D%5By%5D=1&t=true&n=&s=a%20b&m%5B0%5D%5Bz%5D=1")]
    [InlineData("INDICES", "array%5B0%5D=a&array%5B1%5D=b%2Cc&o%5Bx%5D%5By%5D=1&t=true&n=&s=a%20b&m%5B0%5D%5Bz%5D=1")]
    [InlineData("REPEAT", "array=a&array=b%2Cc&o%5Bx%5D%5By%5D=1&t=true&n=&s=a%20b&m%5B0%5D%5Bz%5D=1")]
    [InlineData("COMMAS", "array=a,b%2Cc&o%5Bx%5D%5By%5D=1&t=true&n=&s=a%20b&m%5B0%5D%5Bz%5D=1")]
    [InlineData("BRACKETS", "array%5B%5D=a&array%5B%5D=b%2Cc&o%5Bx%5D%5By%5D=1&t=true&n=&s=a%20b&m%5B0%5D%5Bz%5D=1")]
    public async Task A_body_can_be_a_form(string format, string body)
    {
        var options = format.Length == 0 ? "" : $$""","RequestEncodingOptions":{"ArrayFormat":"{{format}}"}""";
        var asked = await AskAsync($$$""" "Transform":{"RequestBodyEncoding":"URL_ENCODED"{{{options}}}},"RequestBody":{"array":["a","b,c"],"o":{"x":{"y":1}},"t":true,"n":null,"s":"a b","m":[{"z":1}]} """, "POST");
        Assert.Equal((body, "application/x-www-form-urlencoded"), (asked.Body, asked.Headers["Content-Type"]));
    }

    [Fact]
    public async Task A_query_can_be_one_text() => Assert.Equal("/?a=1&b=x%20y", (await AskAsync(""" "QueryParameters":"?a=1&b=x y" """)).Path);

    [Fact]
    public async Task What_the_connection_says_wins()
    {
        await using var harness = await HttpHarness.StartAsync();
        await harness.ConnectAsync(MergingArn, Connection.ApiKey, Merging);
        await using var service = await LocalService.StartAsync(200, "");
        await harness.SucceedsAsync(HttpHarness.Parameters(
            service.Address,
            """ "Headers":{"Request-Id":"my_request_id","header-param":"state_machine_header_param","apikey":"mine"},"RequestBody":{"Job":"Software Engineer","Company":"AnyCompany","BodyParam":"mine"},"QueryParameters":{"QueryParam":"mine","Other":"1"} """,
            "POST", MergingArn));
        var asked = Assert.Single(service.Requests);
        Assert.Equal(("/?Other=1&QueryParam=connection_query_param", """{"Job":"Software Engineer","Company":"AnyCompany","BodyParam":"connection_body_param"}"""), (asked.Path, asked.Body));
        Assert.Equal(("key_value", "connection_header_param", "my_request_id"), (asked.Headers["ApiKey"], asked.Headers["Header-Param"], asked.Headers["Request-Id"]));
    }

    [Theory]
    [InlineData("\"text\""), InlineData("[1]"), InlineData("7")]
    public async Task A_body_that_is_no_object_has_no_place_for_what_the_connection_adds(string body)
    {
        await using var harness = await HttpHarness.StartAsync();
        await harness.ConnectAsync(MergingArn, Connection.ApiKey, Merging);
        var (error, cause) = await harness.FailsAsync(HttpHarness.Parameters(new Uri("http://127.0.0.1:9/"), $"\"RequestBody\":{body}", "POST", MergingArn));
        Assert.Equal("States.Runtime", error);
        Assert.EndsWith("[The value of the field 'RequestBody' must be an object, because the connection has body parameters]", cause, StringComparison.Ordinal);
        Assert.DoesNotContain("connection_body_param", cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Basic_credentials_are_sent_as_published()
    {
        const string Arn = "arn:aws:events:us-east-1:000000000000:connection/basic/1";
        await using var harness = await HttpHarness.StartAsync();
        await harness.ConnectAsync(Arn, Connection.Basic, """{"BasicAuthParameters":{"Username":"ü","Password":"p w"}}""");
        await using var service = await LocalService.StartAsync(200, "");
        await harness.SucceedsAsync(HttpHarness.Parameters(service.Address, arn: Arn).Replace("Authentication", "InvocationConfig", StringComparison.Ordinal));
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("ü:p w"))}", Assert.Single(service.Requests).Headers["Authorization"]);
    }

    [Theory]
    [InlineData("""{"Method":"GET","Authentication":{"ConnectionArn":"a"}}""", "The field 'ApiEndpoint' is required but was missing")]
    [InlineData("""{"ApiEndpoint":"a b","Method":"GET","Authentication":{"ConnectionArn":"a"}}""", "The value of the field 'ApiEndpoint' is no address; expected one that begins with https://")]
    [InlineData("""{"ApiEndpoint":7,"Method":"GET","Authentication":{"ConnectionArn":"a"}}""", "The value of the field 'ApiEndpoint' has an invalid format")]
    [InlineData("""{"ApiEndpoint":"https://a","Method":"TRACE","Authentication":{"ConnectionArn":"a"}}""", "The value of the field 'Method' must be one of: GET, POST, PUT, DELETE, PATCH, OPTIONS, HEAD")]
    [InlineData("""{"ApiEndpoint":"https://a","Method":"GET"}""", "There should be one of the following fields: [Authentication, InvocationConfig]")]
    [InlineData("""{"ApiEndpoint":"https://a","Method":"GET","Authentication":{"ConnectionArn":"a"},"InvocationConfig":{"ConnectionArn":"a"}}""", "There should be one of the following fields: [Authentication, InvocationConfig]")]
    [InlineData("""{"ApiEndpoint":"https://a","Method":"GET","Authentication":{}}""", "The value of the field 'Authentication.ConnectionArn' has an invalid format")]
    [InlineData("""{"ApiEndpoint":"https://a","Method":"GET","Authentication":{"ConnectionArn":"a"},"Headers":"x"}""", "The value of the field 'Headers' has an invalid format")]
    [InlineData("""{"ApiEndpoint":"https://a","Method":"GET","Authentication":{"ConnectionArn":"a"},"Headers":{"a":{"b":1}}}""", "The value of the field 'Headers' has an invalid format")]
    [InlineData("""{"ApiEndpoint":"https://a","Method":"GET","Authentication":{"ConnectionArn":"a"},"Headers":{"a":"x\r\nHost: evil"}}""", "The value of the field 'Headers' has a character in the header 'a' that headers cannot have")]
    [InlineData("""{"ApiEndpoint":"https://a","Method":"GET","Authentication":{"ConnectionArn":"a"},"Headers":{"a":"ü"}}""", "The value of the field 'Headers' has a character in the header 'a' that headers cannot have")]
    [InlineData("""{"ApiEndpoint":"https://a","Method":"GET","Authentication":{"ConnectionArn":"a"},"Headers":{"a b":"x"}}""", "The value of the field 'Headers' cannot have the header 'a b'")]
    [InlineData("""{"ApiEndpoint":"https://a","Method":"GET","Authentication":{"ConnectionArn":"a"},"QueryParameters":{"a":[[1]]}}""", "The value of the field 'QueryParameters' has an invalid format")]
    [InlineData("""{"ApiEndpoint":"https://a","Method":"GET","Authentication":{"ConnectionArn":"a"},"Transform":{"RequestBodyEncoding":"FORM"}}""", "The value of the field 'Transform.RequestBodyEncoding' must be one of: NONE, URL_ENCODED")]
    [InlineData("""{"ApiEndpoint":"https://a","Method":"GET","Authentication":{"ConnectionArn":"a"},"Transform":{"RequestBodyEncoding":"URL_ENCODED"},"RequestBody":[1]}""", "The value of the field 'RequestBody' must be an object to be URL-encoded")]
    public async Task Parameters_of_a_wrong_shape_are_told(string parameters, string fault)
    {
        await using var harness = await HttpHarness.StartAsync();
        var (error, cause) = await harness.FailsAsync(parameters);
        Assert.Equal("States.Runtime", error);
        Assert.StartsWith("The Parameters '", cause, StringComparison.Ordinal);
        Assert.EndsWith($"' could not be used to start the Task: [{fault}]", cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A-IM"), InlineData("Accept-Charset"), InlineData("Accept-Datetime"), InlineData("Accept-Encoding"), InlineData("authorization"), InlineData("Cache-Control"), InlineData("CONNECTION")]
    [InlineData("Content-Encoding"), InlineData("Content-MD5"), InlineData("Date"), InlineData("Expect"), InlineData("Forwarded"), InlineData("From"), InlineData("Host"), InlineData("HTTP2-Settings")]
    [InlineData("If-Match"), InlineData("If-Modified-Since"), InlineData("If-None-Match"), InlineData("If-Range"), InlineData("If-Unmodified-Since"), InlineData("Max-Forwards"), InlineData("Origin")]
    [InlineData("Pragma"), InlineData("Proxy-Authorization"), InlineData("Referer"), InlineData("Server"), InlineData("TE"), InlineData("Trailer"), InlineData("Transfer-Encoding"), InlineData("Upgrade")]
    [InlineData("Via"), InlineData("Warning"), InlineData("x-forwarded-for"), InlineData("X-Amz-Target"), InlineData("x-amzn-trace-id"), InlineData("Content-Length")]
    public async Task A_header_that_a_task_cannot_set_fails_it(string header)
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var service = await LocalService.StartAsync(200, "");
        var (error, cause) = await harness.FailsAsync(HttpHarness.Parameters(service.Address, $$""" "Headers":{"{{header}}":"1"} """));
        Assert.Equal("States.Runtime", error);
        Assert.EndsWith($"[The value of the field 'Headers' cannot have the header '{header}']", cause, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_trace_tells_the_exchange_and_only_when_asked_what_the_connection_added()
    {
        await using var harness = await HttpHarness.StartAsync();
        await harness.ConnectAsync(MergingArn, Connection.ApiKey, Merging);
        await using var service = await LocalService.StartAsync(201, """{"a":1}""", ("Content-Type", "application/json"), ("X-Two", "2"));
        var parameters = HttpHarness.Parameters(service.Address, """ "Headers":{"X-One":"1","Header-Param":"mine"},"RequestBody":{"a":1,"BodyParam":"mine"},"QueryParameters":{"q":"1"} """, "POST", MergingArn);

        foreach (var reveals in new[] { false, true })
        {
            var trace = new HttpTrace(reveals);
            Assert.IsType<TaskOutcome.Succeeded>(await ((ITracingIntegration)harness.Integration).InvokeAsync(Tasks.Of("http:invoke", parameters), trace, CancellationToken.None));
            Assert.Equal(
                reveals
                    ? new HttpTraceRequest("http", "POST", $"{service.Address}?q=1&QueryParam=connection_query_param", "[X-One: 1, ApiKey: key_value, Header-Param: connection_header_param, Content-Type: application/json; charset=UTF-8, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144]", """{"a":1,"BodyParam":"connection_body_param"}""")
                    : new HttpTraceRequest("http", "POST", $"{service.Address}?q=1", "[X-One: 1, Content-Type: application/json; charset=UTF-8, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144]", """{"a":1}"""),
                trace.Request);
            Assert.Equal(("http", "201", "Created", """{"a":1}"""), (trace.Response!.Protocol, trace.Response.StatusCode, trace.Response.StatusMessage, trace.Response.Body));
            Assert.Contains("x-two: 2", trace.Response.Headers, StringComparison.Ordinal);
        }
    }

    private static async Task<Asked> AskAsync(string rest, string method = "GET", string path = "")
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var service = await LocalService.StartAsync(200, "");
        await harness.SucceedsAsync(HttpHarness.Parameters(new Uri(service.Address, path), rest.Trim(), method));
        return Assert.Single(service.Requests);
    }
}
