using System.Text.Json;
using Baton.Json;

namespace Baton.Functions.Invocations;

/// <summary>What the Invoke API asks of an invocation.</summary>
internal static class InvocationRules
{
    private const int ClientContextLengthMax = 3583;

    /// <returns>The invocation; without a payload it has an empty object, and a trace that no header can tell is none.</returns>
    /// <exception cref="FunctionException">It breaks a rule.</exception>
    public static FunctionInvocation Checked(FunctionInvocation invocation)
    {
        var bytesMax = invocation.Type == InvocationType.Event ? FunctionInvocation.EventBytesMax : FunctionInvocation.PayloadBytesMax;
        if (invocation.Payload.Length > bytesMax) throw FunctionException.TooLarge(bytesMax);
        if (invocation.ClientContext is { } context) CheckContext(context);
        if (invocation.TraceId?.AsSpan().ContainsAnyExceptInRange(' ', '~') == true) invocation = invocation with { TraceId = null };
        if (invocation.Payload.Length == 0) return invocation with { Payload = "{}"u8.ToArray() };
        try
        {
            var reader = new Utf8JsonReader(invocation.Payload.Span, new JsonReaderOptions { MaxDepth = JsonLimits.DepthCap });
            while (reader.Read())
            {
            }
        }
        catch (JsonException e)
        {
            throw FunctionException.InvalidContent($"Could not parse request body into json: {e.Message}");
        }
        return invocation;
    }

    private static void CheckContext(string context)
    {
        if (context.Length > ClientContextLengthMax) throw FunctionException.Invalid($"ClientContext has {context.Length} characters; expected at most {ClientContextLengthMax}.");
        try
        {
            if (JsonData.Parse(Convert.FromBase64String(context)) is JsonObject) return;
        }
        catch (Exception e) when (e is FormatException or JsonFormatException)
        {
            // said below
        }
        throw FunctionException.InvalidContent("Client context must be a valid Base64-encoded JSON object.");
    }
}
