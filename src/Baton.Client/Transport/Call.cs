namespace Baton.Client.Transport;

/// <summary>How an operation is called.</summary>
/// <param name="Operation">The name, without the prefix of its target.</param>
/// <param name="Endpoint">Where to.</param>
/// <param name="Timeout">How long one attempt may take.</param>
/// <param name="IsRepeatable">Whether an attempt that may have got through can be made again.</param>
internal sealed record Call(string Operation, Uri Endpoint, TimeSpan Timeout, bool IsRepeatable = true);
