namespace Baton.Store;

/// <summary>A connection: how HTTP APIs are called, with secrets that the store sees encrypted only.</summary>
/// <param name="Region">The region that lists it.</param>
/// <param name="Name">Unique in its region.</param>
/// <param name="Arn">Tells it from one that had the name before.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Settings">Everything about it that is no secret, as JSON; opaque to the store.</param>
/// <param name="Secrets">Encrypted; opaque to the store.</param>
public sealed record ConnectionRow(string Region, string Name, string Arn, DateTimeOffset CreatedAt, string Settings, ReadOnlyMemory<byte> Secrets);
