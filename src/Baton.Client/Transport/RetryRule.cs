using System.Net;

namespace Baton.Client.Transport;

/// <summary>Which failures are tried again, and after how long.</summary>
/// <param name="RetriesMax">Repetitions after the first attempt.</param>
/// <param name="Delay">The longest wait before the first repetition.</param>
/// <param name="DelayMax">The longest wait before any.</param>
internal sealed record RetryRule(int RetriesMax, TimeSpan Delay, TimeSpan DelayMax)
{
    private static readonly HashSet<string> Throttling = new(StringComparer.Ordinal)
    {
        "ThrottlingException", "Throttling", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded", "SlowDown",
    };

    /// <param name="failure">How the attempt failed.</param>
    /// <param name="attempt">The attempt that failed; 1 is the first.</param>
    /// <param name="isRepeatable">Whether one that may have got through can be made again.</param>
    public bool Allows(Exception failure, int attempt, bool isRepeatable = true) => attempt <= RetriesMax && (isRepeatable ? IsTransient(failure) : IsThrottled(failure));

    /// <summary>"Full jitter": anything between nothing and the doubling bound, so that many clients do not come back together.</summary>
    /// <param name="attempt">The attempt that failed; 1 is the first.</param>
    public TimeSpan DelayAfter(int attempt) => Random.Shared.NextDouble() * Bound(attempt);

    public TimeSpan Bound(int attempt) => TimeSpan.FromTicks(Math.Min(DelayMax.Ticks, Delay.Ticks * (1L << Math.Min(attempt - 1, 20))));

    internal static bool IsTransient(Exception failure) => failure switch
    {
        StepFunctionsConnectionException => true,
        StepFunctionsException { StatusCode: var status } when IsTransient(status) => true,
        _ => IsThrottled(failure),
    };

    internal static bool IsTransient(HttpStatusCode status) => status is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests;

    private static bool IsThrottled(Exception failure) => failure is StepFunctionsException { Code: var code } && Throttling.Contains(code);
}
