namespace Baton.Engine.Execution;

/// <summary>The published names of how an execution stands.</summary>
public static class RunStatusWords
{
    public static string Word(this RunStatus status) => status switch
    {
        RunStatus.Running => "RUNNING",
        RunStatus.Succeeded => "SUCCEEDED",
        RunStatus.Failed => "FAILED",
        RunStatus.TimedOut => "TIMED_OUT",
        RunStatus.Aborted => "ABORTED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "An execution that was never started has no published status."),
    };
}
