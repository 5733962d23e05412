using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

internal static class ContinueExecution
{
    public static Decision Decide(ExecutionState state, DecisionContext context) => state.Status == RunStatus.Running
        ? new Decider(state, context).Run(decider => decider.ReadyAll())
        : Decision.Reject(RejectionKind.ExecutionNotRunning, "Only a running execution goes on.");
}
