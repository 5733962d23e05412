using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Integrations;

/// <summary>Names what went wrong in a function call as Step Functions does.</summary>
internal static class LambdaErrors
{
    /// <summary>The function failed: the error is its error type, the cause the whole error as JSON text.</summary>
    public static TaskOutcome OfFunction(JsonObject? error, string text) =>
        new TaskOutcome.Failed((error?["errorType"] as JsonString)?.Value ?? "Lambda.Unknown", text);

    /// <summary>The service refused: <c>Lambda.</c> and the name of its exception.</summary>
    public static TaskOutcome OfService(HttpResponseMessage answer, JsonObject? body, string text)
    {
        var name = FunctionResult.Header(answer, "x-amzn-ErrorType") ?? (body?["__type"] as JsonString)?.Value ?? "";
        name = name.Split(':')[0];
        name = name[(name.LastIndexOf('#') + 1)..];
        if (name.Length == 0) name = (int)answer.StatusCode >= 500 ? "ServiceException" : "AWSLambdaException";
        if (!name.EndsWith("Exception", StringComparison.Ordinal)) name += "Exception";
        var message = (body?["message"] as JsonString ?? body?["Message"] as JsonString)?.Value ?? text;
        var requestId = FunctionResult.Header(answer, "x-amzn-RequestId") ?? "null";
        return new TaskOutcome.Failed($"Lambda.{name}", $"{message} (Service: Lambda, Status Code: {(int)answer.StatusCode}, Request ID: {requestId})");
    }
}
