namespace Baton.Cli;

/// <summary>What the process answers to who called it. Stable: scripts depend on these numbers.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The execution that was waited for failed, timed out or was stopped.</summary>
    public const int WorkflowFailed = 1;

    /// <summary>A definition that was to be checked has errors, or warnings where those count.</summary>
    public const int Invalid = 1;

    /// <summary>The command line is wrong, or a file that it names cannot be read or lacks a mock.</summary>
    public const int Usage = 2;

    /// <summary>No service answers at the endpoint.</summary>
    public const int Unreachable = 3;

    /// <summary>The service refused: not found, not valid, already there; or the definition or mock file that was to be run has errors.</summary>
    public const int Refused = 4;

    /// <summary>Interrupted by the user, as shells count it.</summary>
    public const int Interrupted = 130;
}
