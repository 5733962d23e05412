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

    /// <param name="attempt">The attempt that failed; 1 is the first.</param>
    public bool Allows(Exception failure, int attempt) => attempt <= RetriesMax && IsTransient(failure);

    /// <summary>"Full jitter": anything between nothing and the doubling bound, so that many clients do not come back together.</summary>
    /// <param name="attempt">The attempt that failed; 1 is the first.</param>
    public TimeSpan DelayAfter(int attempt) => Random.Shared.NextDouble() * Bound(attempt);

    public TimeSpan Bound(int attempt) => TimeSpan.FromTicks(Math.Min(DelayMax.Ticks, Delay.Ticks * (1L << Math.Min(attempt - 1, 20))));

    internal static bool IsTransient(Exception failure) => failure switch
    {
        StepFunctionsConnectionException => true,
        StepFunctionsException { StatusCode: var status } when IsTransient(status) => true,
        StepFunctionsException { Code: var code } => Throttling.Contains(code),
        _ => false,
    };

    internal static bool IsTransient(HttpStatusCode status) => status is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests;
}
