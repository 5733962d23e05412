using Baton.Json;

namespace Baton.Functions.Invocations;

/// <summary>What came of a function that was run.</summary>
/// <param name="Payload">What it gave, or its error.</param>
/// <param name="Error">What <c>X-Amz-Function-Error</c> says; null where it succeeded.</param>
internal sealed record FunctionResult(ReadOnlyMemory<byte> Payload, string? Error = null)
{
    private const string Unhandled = "Unhandled";

    /// <summary>How much of the log goes with a result, in bytes, as published.</summary>
    public const int LogBytesMax = 4096;

    /// <summary>The end of the log of this invocation; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Log { get; init; }

    /// <summary>The version that somebody else says he executed; null where it is the one that was asked for.</summary>
    public string? ExecutedVersion { get; init; }

    /// <summary>The function failed, and says itself how.</summary>
    public static FunctionResult Failed(ReadOnlyMemory<byte> error) => new(error, Unhandled);

    /// <summary>The function failed in a way that it could not say itself.</summary>
    public static FunctionResult Failed(string errorType, string message) =>
        Failed(JsonObject.Of(("errorType", JsonData.Of(errorType)), ("errorMessage", JsonData.Of(message))).ToUtf8());

    public static FunctionResult TimedOut(string requestId, TimeSpan timeout) =>
        Failed("Sandbox.Timedout", FormattableString.Invariant($"RequestId: {requestId} Error: Task timed out after {timeout.TotalSeconds:F2} seconds"));

    public static FunctionResult Exited(string requestId, string how) => Failed("Runtime.ExitError", $"RequestId: {requestId} Error: {how}");

    public static FunctionResult TooLarge() =>
        Failed("Function.ResponseSizeTooLarge", $"Response payload size exceeded maximum allowed payload size ({FunctionInvocation.PayloadBytesMax} bytes).");
}
