using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

internal static class StopExecution
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.StopExecution command, DecisionContext context) => state.Status == RunStatus.Running
        ? new Decider(state, context).Run(decider => decider.Close(new ExecutionEvent.ExecutionAborted(command.Error, command.Cause), previousId: 0, context.Now))
        : Decision.Reject(RejectionKind.ExecutionNotRunning, "Only a running execution can be stopped.");
}
