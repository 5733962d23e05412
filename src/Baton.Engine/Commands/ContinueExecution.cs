using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

internal static class ContinueExecution
{
    public static Decision Decide(ExecutionState state, DecisionContext context) => state.Status == RunStatus.Running
        ? new Decider(state, context).Run(MachineTimeout.Check)
        : Decision.Reject(RejectionKind.ExecutionNotRunning, "Only a running execution goes on.");
}
