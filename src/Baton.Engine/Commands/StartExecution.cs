using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

internal static class StartExecution
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.StartExecution command, DecisionContext context)
    {
        if (state.Status != RunStatus.None) return Decision.Reject(RejectionKind.ExecutionExists, $"'{state.Identity.ExecutionArn}' was started already.");

        return new Decider(state, context).Run(decider =>
        {
            var identity = command.Identity with { StartedAt = context.Now, Deadline = MachineTimeout.DeadlineFrom(context) };
            decider.Emit(new ExecutionEvent.ExecutionStarted(identity), Frame.RootId, previousId: 0);
            decider.Ready(Frame.RootId);
        });
    }
}
