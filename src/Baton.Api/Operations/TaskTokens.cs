using Baton.Api.Protocol;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Runtime;

namespace Baton.Api.Operations;

/// <summary>What the three SendTask operations share.</summary>
internal static class TaskTokens
{
    public const int LengthMax = 2048;

    /// <exception cref="ApiException"><c>InvalidToken</c>.</exception>
    public static TaskToken Parse(string text) => TaskToken.TryParse(text, out var token) ? token : throw Errors.InvalidToken();

    /// <summary>Sends a command about a task.</summary>
    /// <exception cref="ApiException">The task is not open (any more).</exception>
    public static async Task SendAsync(WorkflowRuntime runtime, TaskToken token, ExecutionCommand command, ApiCaller caller)
    {
        if (ErrorOf(await runtime.Router.SendAsync(token, command, caller.IsGone)) is { } error) throw error;
    }

    /// <returns>What the sender of a command about a task is told; null where it was accepted.</returns>
    public static ApiException? ErrorOf(Decision decision) => decision switch
    {
        Decision.Rejected { Kind: RejectionKind.ExecutionNotRunning } => Errors.TaskDoesNotExist(),
        Decision.Rejected => Errors.TaskTimedOut(),
        _ => null,
    };
}
