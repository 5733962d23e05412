namespace Baton.Engine.States;

/// <summary>Which failures a retrier or catcher means.</summary>
internal static class ErrorMatching
{
    public static bool Matches(IReadOnlyList<string> errorEquals, StateFailure failure) =>
        failure.Error != StateErrors.Runtime && errorEquals.Any(name => Matches(name, failure));

    private static bool Matches(string name, StateFailure failure) => name switch
    {
        StateErrors.All => true,
        StateErrors.TaskFailed => failure.Error == StateErrors.TaskFailed || (failure.IsTask && (failure.Error != StateErrors.Timeout || failure.IsHeartbeat)),
        StateErrors.HeartbeatTimeout => failure.Error == name || failure.IsHeartbeat,
        StateErrors.Timeout => failure.Error is StateErrors.Timeout or StateErrors.HeartbeatTimeout,
        _ => name == failure.Error,
    };
}
