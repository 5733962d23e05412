using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

internal static class RedriveExecution
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.RedriveExecution command, DecisionContext context)
    {
        if (IsRepeated(state, command, context)) return new Decision.Accepted(state, [], Continues: false);
        if (Redrivability.WhyNot(state, context.Now, context.Limits) is { } reason) return Decision.Reject(RejectionKind.NotRedrivable, reason);

        return new Decider(state, context).Run(decider =>
        {
            var fromStart = state.Outcome!.Error == StateErrors.DataLimitExceeded;
            var redriven = new ExecutionEvent.ExecutionRedriven(state.RedriveCount + 1, command.ClientToken, MachineTimeout.DeadlineFrom(context), fromStart);
            decider.Emit(redriven, Frame.RootId, state.LastEventId);
            foreach (var frame in decider.State.Frames.OrderBy(frame => frame.Id)) decider.Ready(frame.Id);
        });
    }

    private static bool IsRepeated(ExecutionState state, ExecutionCommand.RedriveExecution command, DecisionContext context) =>
        command.ClientToken is { } token
        && state.Redrives.Any(redrive => redrive.ClientToken == token && context.Now - redrive.At <= context.Limits.RedriveTokenAgeMax);
}
