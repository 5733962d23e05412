using System.Net.Http.Json;
using System.Text.Json.Nodes;

// A Lambda runtime in C# without any package: takes one event after the other, and answers it.
var api = $"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/invocation";
using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan }; // the next event may be long in coming

while (true)
{
    using var next = await http.GetAsync($"{api}/next");
    next.EnsureSuccessStatusCode();
    var id = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
    try
    {
        var result = Handle(await next.Content.ReadFromJsonAsync<JsonNode>());
        (await http.PostAsJsonAsync($"{api}/{id}/response", result)).Dispose();
    }
    catch (Exception e)
    {
        (await http.PostAsJsonAsync($"{api}/{id}/error", new { errorType = e.GetType().Name, errorMessage = e.Message })).Dispose();
    }
}

// The function: {"name": "Ada"} gives {"greeting": "Hello Ada"}.
static JsonObject Handle(JsonNode? input)
{
    var name = (string?)input?["name"] ?? throw new ArgumentException("The event has no name.");
    Console.WriteLine($"greeting {name}");
    return new JsonObject { ["greeting"] = $"Hello {name}" };
}
