using Baton.Engine.Execution;

namespace Baton.Api.Protocol;

/// <summary>Who calls, as far as the request says.</summary>
/// <param name="Region">The region of the credential scope.</param>
/// <param name="RequestId">The id under which the request is answered and logged.</param>
/// <param name="IsGone">Cancelled when nobody waits for the answer any more.</param>
/// <param name="IsStopping">Cancelled when the server stops and long waits are to end.</param>
internal sealed record ApiCaller(string Region, string RequestId, CancellationToken IsGone, CancellationToken IsStopping)
{
    /// <summary>The account that everything belongs to.</summary>
    public const string Account = "000000000000";

    public const string DefaultRegion = "us-east-1";

    /// <summary>The header <c>X-Amzn-Trace-Id</c> where it is one that an execution can keep; null otherwise.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>The task that calls from inside; null for a client.</summary>
    public ParentTask? Task { get; init; }
}
