namespace Baton.Client;

/// <summary>The service gave no answer: it was not reached, broke off, or took too long. Whether it acted on the request is unknown.</summary>
public sealed class StepFunctionsConnectionException(Uri endpoint, string message, Exception innerException) : Exception(message, innerException)
{
    public Uri Endpoint { get; } = endpoint;
}
