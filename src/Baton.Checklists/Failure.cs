namespace Baton.Checklists;

/// <summary>An error and what the service knows of its cause; either can be missing.</summary>
internal sealed record Failure(string? Error, string? Cause);
