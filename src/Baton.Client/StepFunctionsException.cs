using System.Net;

namespace Baton.Client;

/// <summary>The service refused a request.</summary>
/// <param name="code">The API's name of the error; one of <see cref="StepFunctionsErrors"/>, or one that is not listed there.</param>
/// <param name="message">What the service says about it.</param>
/// <param name="statusCode">The status of the HTTP answer.</param>
public sealed class StepFunctionsException(string code, string message, HttpStatusCode statusCode) : Exception(message)
{
    public string Code { get; } = code;

    public HttpStatusCode StatusCode { get; } = statusCode;

    /// <summary>A <c>ValidationException</c>'s reason, such as <c>MISSING_REQUIRED_PARAMETER</c>.</summary>
    public string? Reason { get; init; }
}
