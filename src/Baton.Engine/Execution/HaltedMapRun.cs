namespace Baton.Engine.Execution;

/// <summary>A Map Run that nobody waits for: what a redrive goes on from.</summary>
/// <param name="Run">The run.</param>
/// <param name="Error">What it failed with; null where it was given up.</param>
public sealed record HaltedMapRun(OpenMapRun Run, string? Error);
