namespace Baton.Api.Protocol;

/// <summary>An error that the caller gets: its published name and a sentence.</summary>
public sealed class ApiException(string code, string message, int statusCode = 400) : Exception(message)
{
    public string Code { get; } = code;

    public int StatusCode { get; } = statusCode;
}
