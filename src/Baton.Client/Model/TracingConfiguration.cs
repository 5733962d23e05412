namespace Baton.Client;

/// <summary>Whether executions are traced.</summary>
public sealed record TracingConfiguration(bool Enabled);
