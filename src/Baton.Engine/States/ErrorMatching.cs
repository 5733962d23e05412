namespace Baton.Engine.States;

/// <summary>Which failures a retrier or catcher means.</summary>
internal static class ErrorMatching
{
    public static bool Matches(IReadOnlyList<string> errorEquals, StateFailure failure) => errorEquals.Any(name => Matches(name, failure));

    private static bool Matches(string name, StateFailure failure) => name switch
    {
        // A result that is too long can be caught by any name, an output that is too long only by its own.
        StateErrors.All => failure.IsTask || failure.Error != StateErrors.DataLimitExceeded,
        StateErrors.TaskFailed => failure.Error != StateErrors.Timeout && (failure.IsTask || failure.Error != StateErrors.DataLimitExceeded),
        StateErrors.HeartbeatTimeout => failure.Error == name || failure.IsHeartbeat,
        StateErrors.Timeout => failure.Error is StateErrors.Timeout or StateErrors.HeartbeatTimeout,
        _ => name == failure.Error,
    };
}
