namespace Baton.Client;

/// <summary>A label on a machine or an activity.</summary>
public sealed record Tag(string Key, string Value);
