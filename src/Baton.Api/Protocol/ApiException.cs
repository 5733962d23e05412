namespace Baton.Api.Protocol;

/// <summary>An error that the caller gets, under its published name.</summary>
public sealed class ApiException(string code, string message, int statusCode = 400) : Exception(message)
{
    public string Code { get; } = code;

    public int StatusCode { get; } = statusCode;

    /// <summary>The member of the error's shape beside the message, where it has one.</summary>
    public (string Member, string Value)? Detail { get; init; }
}
