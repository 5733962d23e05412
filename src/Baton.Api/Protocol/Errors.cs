using Baton.Runtime;
using Baton.Runtime.Connections;
using Baton.Runtime.Express;
using Baton.Store;

namespace Baton.Api.Protocol;

/// <summary>The published errors, each made in one place with the text that AWS gives.</summary>
internal static class Errors
{
    public static ApiException ActivityDoesNotExist(string arn) => new("ActivityDoesNotExist", $"Activity Does Not Exist: '{arn}'");

    public static ApiException ConnectionAlreadyExists(string name) => new("ResourceAlreadyExistsException", $"Connection '{name}' already exists.");

    public static ApiException ConnectionDoesNotExist(string name) => new("ResourceNotFoundException", $"Connection '{name}' does not exist.");

    public static ApiException Conflict(string message) => new("ConflictException", message, 409);

    public static ApiException ExecutionAlreadyExists(string arn) => new("ExecutionAlreadyExists", $"Execution Already Exists: '{arn}'");

    public static ApiException ExecutionDoesNotExist(string arn) => new("ExecutionDoesNotExist", $"Execution Does Not Exist: '{arn}'");

    public static ApiException ExecutionNotRedrivable(string reason) => new("ExecutionNotRedrivable", reason);

    public static ApiException InvalidArn(string reason) => new("InvalidArn", $"Invalid Arn: '{reason}'");

    public static ApiException InvalidDefinition(string message) => new("InvalidDefinition", message);

    public static ApiException InvalidEncryptionConfiguration(string reason) => new("InvalidEncryptionConfiguration", $"Invalid Encryption Configuration: {reason}");

    public static ApiException InvalidExecutionInput(string reason) => new("InvalidExecutionInput", $"Invalid State Machine Execution Input: '{reason}'");

    public static ApiException InvalidLoggingConfiguration(string reason) => new("InvalidLoggingConfiguration", $"Invalid Logging Configuration: {reason}");

    public static ApiException InvalidName(string name) => new("InvalidName", $"Invalid Name: '{name}'");

    public static ApiException InvalidOutput(string reason) => new("InvalidOutput", $"Invalid Output: '{reason}'");

    public static ApiException InvalidToken() => new("InvalidToken", "Invalid Token: 'Invalid token'");

    public static ApiException InvalidRouting(string message) => Validation(message, "INVALID_ROUTING_CONFIGURATION");

    public static ApiException MissingRequiredParameter(string message) => new("MissingRequiredParameter", message);

    public static ApiException LabelledArn() => Validation("This operation does not support the ARN of a labelled Map state.", "API_DOES_NOT_SUPPORT_LABELED_ARNS");

    public static ApiException ReferenceNotFound() => new("ResourceNotFound", "Request references a resource that does not exist.");

    public static ApiException ResourceNotFound(string arn) => new("ResourceNotFound", $"Resource not found: '{arn}'") { Detail = ("resourceName", arn) };

    public static ApiException MapRunDoesNotExist(string arn) => new("ResourceNotFound", $"Map Run Does Not Exist: '{arn}'") { Detail = ("resourceName", arn) };

    public static ApiException ServiceQuotaExceeded(string message) => new("ServiceQuotaExceededException", message, 402);

    public static ApiException TooManyVersions(int countMax) => ServiceQuotaExceeded($"A state machine has at most {countMax} versions: delete one first.");

    public static ApiException StateMachineAlreadyExists(string arn) => new("StateMachineAlreadyExists", $"State Machine Already Exists: '{arn}'");

    public static ApiException StateMachineDeleting(string arn) => new("StateMachineDeleting", $"State Machine is being deleted: '{arn}'");

    public static ApiException StateMachineDoesNotExist(string arn) => new("StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'");

    public static ApiException StateMachineTypeNotSupported() => new("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");

    public static ApiException TaskDoesNotExist() => new("TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist anymore'");

    public static ApiException TaskTimedOut() => new("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");

    /// <summary>What SDKs try again by themselves, later and later.</summary>
    public static ApiException Throttling(string message) => new("ThrottlingException", message);

    public static ApiException TooManyTags(string resourceName, int count, int countMax) =>
        new("TooManyTags", $"Too Many Tags: '{resourceName}' would have {count}, and at most {countMax} are allowed.") { Detail = ("resourceName", resourceName) };

    public static ApiException Validation(string message) => new("ValidationException", message);

    /// <param name="message">What is wrong.</param>
    /// <param name="reason">One of the published reasons.</param>
    public static ApiException Validation(string message, string reason) => new("ValidationException", message) { Detail = ("reason", reason) };

    public static ApiException Serialization(string message) => new("SerializationException", message);

    public static ApiException UnknownOperation(string? target) => new(
        "UnknownOperationException",
        string.IsNullOrEmpty(target) ? "The header X-Amz-Target is missing; it names the operation, as in AWSStepFunctions.ListStateMachines." : $"'{target}' is no operation that this server knows.");

    public static ApiException TooLarge(long bytesMax) => new("RequestEntityTooLargeException", $"The request body has more than {bytesMax} bytes.", 413);

    public static ApiException BadBody(string reason, int statusCode) => new("SerializationException", $"The request body cannot be read: {reason}", statusCode);

    public static ApiException UnsupportedMediaType(string? type) => new(
        "UnsupportedMediaTypeException", $"The content type is '{type}'; this protocol is application/x-amz-json-1.0 in UTF-8.", 415);

    public static ApiException UnsupportedEncoding(string encoding) => new(
        "UnsupportedMediaTypeException", $"The content encoding is '{encoding}'; requests are taken as they are, without one.", 415);

    public static ApiException UpgradeRequired(string protocol) => new("UpgradeRequired", $"This address takes HTTP/1.1 requests with 'Connection: Upgrade' and 'Upgrade: {protocol}' only.", 426);

    public static ApiException IncompleteSignature(string message) => new("IncompleteSignatureException", message);

    public static ApiException ServiceUnavailable(string reason) => new("ServiceUnavailable", reason, 503);

    /// <returns>What a caller is told of something that went wrong while it was served; null for a failure of ours, which nobody foresaw.</returns>
    public static ApiException? Of(Exception e) => e switch
    {
        ApiException told => told,
        ExpressLimitException => Throttling(e.Message),
        SecretKeyException => new ApiException("InternalException", e.Message, 500),
        StoreUnavailableException or StoreBrokenException => ServiceUnavailable(e.Message),
        StoreConflictException or RuntimeStoppedException or ObjectDisposedException => ServiceUnavailable("The request cannot be taken now; try again."),
        _ => null,
    };

    public static ApiException InternalFailure(string requestId) => new("InternalFailure", $"The request failed for a reason that is in the server's log under request id {requestId}.", 500);
}
