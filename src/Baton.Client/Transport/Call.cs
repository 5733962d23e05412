namespace Baton.Client.Transport;

/// <summary>How an operation is called.</summary>
/// <param name="Operation">An operation of the Step Functions API, or with its prefix one that is not.</param>
/// <param name="Endpoint">Where to.</param>
/// <param name="Timeout">How long one attempt may take.</param>
/// <param name="IsRepeatable">Whether an attempt that may have got through can be made again.</param>
internal sealed record Call(string Operation, Uri Endpoint, TimeSpan Timeout, bool IsRepeatable = true);
