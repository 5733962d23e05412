namespace Baton.Store;

/// <summary>A function that tasks can call.</summary>
/// <param name="Name">Its name, with its qualifier behind a colon where it has one.</param>
/// <param name="Settings">How it is run, as JSON; opaque to the store.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="UpdatedAt">When its settings were replaced last.</param>
public sealed record FunctionRow(string Name, string Settings, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>An invocation that was accepted and that nobody waits for: it stays until the function has taken it.</summary>
/// <param name="RequestId">The id of the invocation.</param>
/// <param name="FunctionArn">The function as it was named.</param>
/// <param name="ClientContext">What the caller says of itself, as Base64; null for nothing.</param>
/// <param name="Payload">The event, as it came.</param>
/// <param name="CreatedAt">When it was accepted.</param>
public sealed record FunctionEventRow(string RequestId, string FunctionArn, string? ClientContext, ReadOnlyMemory<byte> Payload, DateTimeOffset CreatedAt);
