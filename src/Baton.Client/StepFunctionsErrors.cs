namespace Baton.Client;

/// <summary>Names that <see cref="StepFunctionsException.Code"/> can have.</summary>
public static class StepFunctionsErrors
{
    public const string ActivityAlreadyExists = "ActivityAlreadyExists";
    public const string ActivityDoesNotExist = "ActivityDoesNotExist";
    public const string ActivityLimitExceeded = "ActivityLimitExceeded";
    public const string ActivityWorkerLimitExceeded = "ActivityWorkerLimitExceeded";
    public const string ConflictException = "ConflictException";
    public const string ExecutionAlreadyExists = "ExecutionAlreadyExists";
    public const string ExecutionDoesNotExist = "ExecutionDoesNotExist";
    public const string ExecutionLimitExceeded = "ExecutionLimitExceeded";
    public const string ExecutionNotRedrivable = "ExecutionNotRedrivable";
    public const string InvalidArn = "InvalidArn";
    public const string InvalidDefinition = "InvalidDefinition";
    public const string InvalidEncryptionConfiguration = "InvalidEncryptionConfiguration";
    public const string InvalidExecutionInput = "InvalidExecutionInput";
    public const string InvalidLoggingConfiguration = "InvalidLoggingConfiguration";
    public const string InvalidName = "InvalidName";
    public const string InvalidOutput = "InvalidOutput";
    public const string InvalidToken = "InvalidToken";
    public const string InvalidTracingConfiguration = "InvalidTracingConfiguration";
    public const string KmsAccessDeniedException = "KmsAccessDeniedException";
    public const string KmsInvalidStateException = "KmsInvalidStateException";
    public const string KmsThrottlingException = "KmsThrottlingException";
    public const string MissingRequiredParameter = "MissingRequiredParameter";
    public const string ResourceNotFound = "ResourceNotFound";
    public const string ServiceQuotaExceededException = "ServiceQuotaExceededException";
    public const string StateMachineAlreadyExists = "StateMachineAlreadyExists";
    public const string StateMachineDeleting = "StateMachineDeleting";
    public const string StateMachineDoesNotExist = "StateMachineDoesNotExist";
    public const string StateMachineLimitExceeded = "StateMachineLimitExceeded";
    public const string StateMachineTypeNotSupported = "StateMachineTypeNotSupported";
    public const string TaskDoesNotExist = "TaskDoesNotExist";
    public const string TaskTimedOut = "TaskTimedOut";
    public const string TooManyTags = "TooManyTags";
    public const string ValidationException = "ValidationException";

    /// <summary>Whether an answer to a worker says that nobody waits for its task.</summary>
    internal static bool IsTaskGone(string code) => code is TaskTimedOut or TaskDoesNotExist or InvalidToken;
}
