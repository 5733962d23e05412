using System.Text;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Integrations;

/// <summary>
/// Calls functions through the Lambda Invoke API at the configured endpoint: <c>lambda:invoke</c>, <c>lambda:invoke.waitForTaskToken</c>, and
/// a function's own ARN as resource.
/// </summary>
public sealed class LambdaIntegration(HttpClient http, IntegrationOptions options) : ITaskIntegration
{
    private const string Service = "lambda";

    /// <summary>The longest answer that is read, in bytes: what Lambda itself allows.</summary>
    private const int AnswerBytesMax = 6 * 1024 * 1024;

    public bool Handles(OpenTask task) =>
        task.Kind == TaskKind.LambdaFunction || (task.ResourceType == Service && task.Resource is "invoke" or "invoke.waitForTaskToken");

    public async Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken)
    {
        if (!options.Endpoints.TryGetValue(Service, out var endpoint))
        {
            return new TaskOutcome.Failed(
                "Lambda.SdkClientException",
                "No endpoint is configured for 'lambda'. Start the server with Baton__Endpoints__lambda=http://HOST:PORT, the address of something that serves the Lambda Invoke API.");
        }
        var call = task.Kind == TaskKind.LambdaFunction ? FunctionCall.OfArn(task) : FunctionCall.OfParameters(task);
        if (call is null) return new TaskOutcome.Failed("States.Runtime", "The Parameters must name the function in FunctionName.");

        using var request = call.ToRequest(endpoint);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.CallTimeMax);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return await ReadAsync(task, answer, timeout.Token);
        }
        catch (HttpRequestException e)
        {
            return new TaskOutcome.Failed("Lambda.SdkClientException", $"Unable to execute HTTP request: {e.Message}");
        }
    }

    private static async Task<TaskOutcome> ReadAsync(OpenTask task, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var bytes = await ReadBytesAsync(answer.Content, cancellationToken);
        if (bytes is null) return new TaskOutcome.Failed("States.DataLimitExceeded", $"The function answered with more than {AnswerBytesMax} bytes.");
        var text = Encoding.UTF8.GetString(bytes);
        var payload = TryParse(bytes);
        if (!answer.IsSuccessStatusCode) return LambdaErrors.OfService(answer, payload as JsonObject, text);
        if (answer.Headers.Contains("X-Amz-Function-Error")) return LambdaErrors.OfFunction(payload as JsonObject, text);

        if (task.Kind == TaskKind.LambdaFunction)
        {
            return payload is null && bytes.Length > 0
                ? new TaskOutcome.Failed("States.Runtime", $"The function '{task.ResourceArn}' returned a result that is not JSON.")
                : new TaskOutcome.Succeeded(JsonText.Of(payload ?? JsonData.Null));
        }
        return new TaskOutcome.Succeeded(JsonText.Of(FunctionResult.Of(answer, payload ?? JsonData.Of(text))));
    }

    private static async Task<byte[]?> ReadBytesAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new MemoryStream();
        var block = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(block, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > AnswerBytesMax) return null;
            buffer.Write(block, 0, read);
        }
        return buffer.ToArray();
    }

    private static JsonData? TryParse(byte[] bytes)
    {
        try
        {
            return bytes.Length == 0 ? null : JsonData.Parse(bytes, new JsonLimits(AnswerBytesMax, 1000));
        }
        catch (JsonFormatException)
        {
            return null; // an answer that is not JSON is kept as text
        }
    }
}
