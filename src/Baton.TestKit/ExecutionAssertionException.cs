namespace Baton.TestKit;

/// <summary>An execution did not do what a test expects of it. The message ends with what it did.</summary>
public sealed class ExecutionAssertionException : Exception
{
    internal ExecutionAssertionException(string message, ExecutionRun run)
        : base($"{message}\n\n{run}") => Run = run;

    /// <summary>What happened.</summary>
    public ExecutionRun Run { get; }
}
