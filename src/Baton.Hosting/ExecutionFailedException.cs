using Baton.Client;

namespace Baton.Hosting;

/// <summary>An execution whose output was awaited has ended without one.</summary>
public sealed class ExecutionFailedException : Exception
{
    internal ExecutionFailedException(ExecutionEnd end)
        : base($"The execution {end.ExecutionArn} ended {end.Status}{(end.Error is null ? "" : $" with {end.Error}")}{(end.Cause is null ? "." : $": {end.Cause}")}") => End = end;

    /// <summary>How it ended.</summary>
    public ExecutionEnd End { get; }

    /// <summary>The name of the error; null where it has none.</summary>
    public string? Error => End.Error;
}
