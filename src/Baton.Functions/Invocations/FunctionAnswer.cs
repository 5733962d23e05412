using System.Text;

namespace Baton.Functions.Invocations;

/// <summary>What the Invoke API answers.</summary>
public sealed record FunctionAnswer(int StatusCode, ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    internal static FunctionAnswer Of(FunctionInvocation invocation, int statusCode, FunctionResult? result = null)
    {
        var headers = new List<KeyValuePair<string, string>> { new("x-amzn-RequestId", invocation.RequestId) };
        void Add(string name, string? value)
        {
            if (value is not null) headers.Add(new(name, value));
        }

        if (result is not null) Add("Content-Type", "application/json");
        if (statusCode == 200) Add("X-Amz-Executed-Version", result?.ExecutedVersion ?? invocation.Function.Version);
        Add("X-Amz-Function-Error", result?.Error);
        Add("X-Amz-Log-Result", invocation.WantsLog && result?.Log is { } log ? Convert.ToBase64String(log.Span) : null);
        Add("X-Amzn-Trace-Id", invocation.TraceId);
        return new FunctionAnswer(statusCode, result?.Payload ?? default, headers);
    }

    internal static FunctionAnswer Of(FunctionInvocation invocation, FunctionException e) => new(
        e.StatusCode, Encoding.UTF8.GetBytes(e.ToJson()),
        [new("x-amzn-RequestId", invocation.RequestId), new("Content-Type", "application/json"), new("x-amzn-ErrorType", e.Code)]);
}
