using System.Net.Http.Headers;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Integrations;

/// <summary>One call of a function, as a task's parameters say it.</summary>
internal sealed record FunctionCall(string FunctionName, JsonText Payload)
{
    public string? Qualifier { get; init; }

    public string? InvocationType { get; init; }

    public string? ClientContext { get; init; }

    public string? LogType { get; init; }

    /// <summary>The function's ARN is the resource and the input is the payload.</summary>
    public static FunctionCall OfArn(OpenTask task) => new(task.ResourceArn, task.Input);

    /// <summary>The parameters of <c>lambda:invoke</c>; null where they name no function.</summary>
    public static FunctionCall? OfParameters(OpenTask task)
    {
        if (task.Input.Value is not JsonObject parameters || parameters["FunctionName"] is not JsonString { Value.Length: > 0 } name) return null;
        return new FunctionCall(name.Value, parameters["Payload"] is { } payload ? JsonText.Of(payload) : JsonText.EmptyObject)
        {
            Qualifier = Text(parameters, "Qualifier"),
            InvocationType = Text(parameters, "InvocationType"),
            ClientContext = Text(parameters, "ClientContext"),
            LogType = Text(parameters, "LogType"),
        };
    }

    /// <summary>The request of the Lambda Invoke API.</summary>
    public HttpRequestMessage ToRequest(Uri endpoint)
    {
        var query = Qualifier is null ? "" : $"?Qualifier={Uri.EscapeDataString(Qualifier)}";
        var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri($"{endpoint.ToString().TrimEnd('/')}/2015-03-31/functions/{Uri.EscapeDataString(FunctionName)}/invocations{query}"))
        {
            Content = new ReadOnlyMemoryContent(Payload.Utf8) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (InvocationType is not null) request.Headers.Add("X-Amz-Invocation-Type", InvocationType);
        if (ClientContext is not null) request.Headers.Add("X-Amz-Client-Context", ClientContext);
        if (LogType is not null) request.Headers.Add("X-Amz-Log-Type", LogType);
        return request;
    }

    private static string? Text(JsonObject parameters, string name) => (parameters[name] as JsonString)?.Value;
}
