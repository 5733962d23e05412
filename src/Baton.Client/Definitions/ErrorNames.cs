namespace Baton.Client.Definitions;

/// <summary>The error names of the language, for <see cref="Retry"/> and <c>Catch</c>; a worker's own names stand beside them.</summary>
public static class ErrorNames
{
    /// <summary>Every error but <see cref="DataLimitExceeded"/> and <see cref="Runtime"/>, as published. Stands alone, and last.</summary>
    public const string All = "States.ALL";

    /// <summary>The execution broke a limit of the service.</summary>
    public const string DataLimitExceeded = "States.DataLimitExceeded";

    /// <summary>Too many items of a Map failed.</summary>
    public const string ExceedToleratedFailureThreshold = "States.ExceedToleratedFailureThreshold";

    /// <summary>A task sent no heartbeat in time.</summary>
    public const string HeartbeatTimeout = "States.HeartbeatTimeout";

    /// <summary>An intrinsic function failed.</summary>
    public const string IntrinsicFailure = "States.IntrinsicFailure";

    /// <summary>The items of a Map could not be read.</summary>
    public const string ItemReaderFailed = "States.ItemReaderFailed";

    /// <summary>No rule of a Choice matched, and it has no default.</summary>
    public const string NoChoiceMatched = "States.NoChoiceMatched";

    /// <summary>A path leads nowhere in the parameters.</summary>
    public const string ParameterPathFailure = "States.ParameterPathFailure";

    /// <summary>A task lacks permissions.</summary>
    public const string Permissions = "States.Permissions";

    /// <summary>A JSONata expression could not be evaluated.</summary>
    public const string QueryEvaluationError = "States.QueryEvaluationError";

    /// <summary>A result could not be put where <c>ResultPath</c> says.</summary>
    public const string ResultPathMatchFailure = "States.ResultPathMatchFailure";

    /// <summary>The results of a Map could not be written.</summary>
    public const string ResultWriterFailed = "States.ResultWriterFailed";

    /// <summary>The execution failed for a reason of its data.</summary>
    public const string Runtime = "States.Runtime";

    /// <summary>Every failure of a task but a timeout.</summary>
    public const string TaskFailed = "States.TaskFailed";

    /// <summary>A task took too long, or missed a heartbeat.</summary>
    public const string Timeout = "States.Timeout";
}
