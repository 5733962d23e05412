using System.Collections.Frozen;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Aws;

/// <summary>An error as a service tells it.</summary>
/// <param name="Code">The service's own name for it, like <c>ResourceNotFoundException</c> or <c>NotFound</c>.</param>
/// <param name="ExtendedRequestId">What S3 gives beside the request's id; null elsewhere.</param>
internal sealed record ServiceError(string Code, string Message, int StatusCode, string? RequestId, string? ExtendedRequestId = null)
{
    /// <summary>Whether the same call may succeed later: the service is away, or is asked too often.</summary>
    public bool IsTransient => StatusCode is 429 or >= 500 || Code.Contains("Throttl", StringComparison.Ordinal) || Code.Contains("TooManyRequests", StringComparison.Ordinal);
}

/// <summary>
/// Names errors as Step Functions does, which shows the exceptions of the AWS SDK for Java: optimized integrations speak through its first version,
/// <c>aws-sdk</c> integrations through its second one.
/// </summary>
internal static class SdkErrors
{
    /// <summary>Errors that any service may give and that their models do not name.</summary>
    private static readonly FrozenSet<string> Common =
    [
        "AccessDenied", "AccessDeniedException", "AuthFailure", "ExpiredToken", "ExpiredTokenException", "IncompleteSignature", "IncompleteSignatureException", "InternalError", "InternalFailure", "InvalidAction",
        "InvalidClientTokenId", "InvalidParameterCombination", "InvalidParameterValue", "InvalidQueryParameter", "InvalidSignatureException", "MalformedQueryString", "MissingAction",
        "MissingAuthenticationToken", "MissingAuthenticationTokenException", "MissingParameter", "NotAuthorized", "OptInRequired", "RequestEntityTooLargeException", "RequestExpired",
        "SerializationException", "ServiceUnavailable", "SignatureDoesNotMatch", "Throttling", "ThrottlingException", "UnknownError", "UnknownOperationException",
        "UnrecognizedClientException", "UnsupportedMediaTypeException", "ValidationError", "ValidationException",
    ];

    public static TaskOutcome Of(AwsService service, bool isOptimized, ServiceError error)
    {
        var (prefix, fallback) = Names(service, isOptimized);
        var code = Plain(error.Code);
        var isKnown = service.Errors.Count > 0 ? service.Errors.Contains(code) : !Common.Contains(code);
        var name = !isKnown ? fallback : code.EndsWith("Exception", StringComparison.Ordinal) ? code : $"{code}Exception";
        var id = error.RequestId ?? "null";
        var extended = error.ExtendedRequestId is null ? "" : $", Extended Request ID: {error.ExtendedRequestId}";
        var about = isOptimized
            ? $"(Service: {service.Optimized!.SdkService}; Status Code: {error.StatusCode}; Error Code: {code}; Request ID: {id}; Proxy: null)"
            : $"(Service: {service.SdkName}, Status Code: {error.StatusCode}, Request ID: {id}{extended})";
        return new TaskOutcome.Failed($"{prefix}.{name}", $"{error.Message} {about}");
    }

    /// <summary>The call could not be made.</summary>
    public static TaskOutcome.Failed OfClient(AwsService service, bool isOptimized, string cause) => new($"{Names(service, isOptimized).Prefix}.SdkClientException", cause);

    private static (string Prefix, string Fallback) Names(AwsService service, bool isOptimized) => isOptimized && service.Optimized is { } name
        ? (name.Prefix, name.BaseException ?? $"{name.SdkService}Exception")
        : (service.SdkName, $"{service.SdkName}Exception");

    /// <summary>The name without the namespace before it and the address behind it.</summary>
    private static string Plain(string code)
    {
        code = code.Split(':')[0];
        return code[(code.LastIndexOf('#') + 1)..];
    }
}
