using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Runtime.Express;

/// <summary>How an Express execution ended.</summary>
/// <param name="Identity">What it was started with; <c>StartedAt</c> is when it began.</param>
/// <param name="Status">Succeeded, Failed or TimedOut; Aborted where the server stopped before its end.</param>
/// <param name="StoppedAt">When it ended.</param>
/// <param name="Output">The output of one that succeeded; null otherwise.</param>
public sealed record ExpressOutcome(ExecutionIdentity Identity, RunStatus Status, DateTimeOffset StoppedAt, JsonText? Output, string? Error, string? Cause)
{
    internal static ExpressOutcome Of(ExecutionState state)
    {
        var outcome = state.Outcome ?? throw new InvariantException("An execution that has ended has an outcome.");
        var error = state.Status == RunStatus.TimedOut ? StateErrors.Timeout : outcome.Error;
        return new ExpressOutcome(state.Identity, state.Status, outcome.At, outcome.Output, error, outcome.Cause);
    }
}

/// <summary>As many Express executions run as may; when some have ended, there is room again.</summary>
public sealed class ExpressLimitException(int countMax) : Exception($"{countMax} Express executions run, which is as many as may at once. Try again when some have ended.");
