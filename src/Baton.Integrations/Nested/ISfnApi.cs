using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Integrations.Nested;

/// <summary>The Step Functions API of this very server, for tasks that call it from inside.</summary>
public interface ISfnApi
{
    /// <summary>Does an operation.</summary>
    /// <param name="operation">Like <c>StartExecution</c>.</param>
    /// <param name="request">The members as they are on the wire.</param>
    /// <param name="region">The region of the caller.</param>
    /// <param name="caller">The task that calls.</param>
    Task<SfnAnswer> CallAsync(string operation, JsonObject request, string region, ParentTask caller, CancellationToken cancellationToken);
}

/// <summary>What the API answers.</summary>
/// <param name="Body">The members of a success, or <c>message</c> of an error.</param>
/// <param name="ErrorCode">The name of the error; null for a success.</param>
public sealed record SfnAnswer(int StatusCode, JsonObject Body, string? ErrorCode = null);
