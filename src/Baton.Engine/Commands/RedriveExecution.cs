using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

internal static class RedriveExecution
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.RedriveExecution command, DecisionContext context)
    {
        if (IsRepeated(state, command, context)) return new Decision.Accepted(state, [], Continues: false);
        if (WhyNot(state, command, context) is { } reason) return Decision.Reject(RejectionKind.NotRedrivable, reason);

        return new Decider(state, context).Run(decider =>
        {
            var point = PointOf(state, command, context);
            var fromStart = point is null && state.Outcome!.Error == StateErrors.DataLimitExceeded;
            var redriven = new ExecutionEvent.ExecutionRedriven(state.RedriveCount + 1, command.ClientToken, MachineTimeout.DeadlineFrom(context), fromStart)
            {
                From = point,
                Revision = command.Revision,
                MapRunRedrive = command.MapRunRedrive,
            };
            decider.Emit(redriven, Frame.RootId, state.LastEventId);
            foreach (var frame in decider.State.Frames.OrderBy(frame => frame.Id)) decider.Ready(frame.Id);
        });
    }

    private static bool IsRepeated(ExecutionState state, ExecutionCommand.RedriveExecution command, DecisionContext context)
    {
        if (command.MapRunRedrive is { } redrive) return state.Identity.Parent!.Redrive >= redrive;
        return command.ClientToken is { } token
            && state.Redrives.Any(redrive => redrive.ClientToken == token && context.Now - redrive.At <= context.Limits.RedriveTokenAgeMax);
    }

    private static string? WhyNot(ExecutionState state, ExecutionCommand.RedriveExecution command, DecisionContext context)
    {
        if (Redrivability.WhyNot(state, context.Now, context.Limits, command.StartsOver) is { } reason) return reason;
        if (state.Identity.Parent is { } parent && command.MapRunRedrive is null) return $"Execution is redriven by its Map Run '{parent.MapRunArn}' only: redrive the execution that the run is of";
        if (PointOf(state, command, context) is { } point && !context.Definition.Root.States.ContainsKey(point.State))
        {
            return $"The state '{point.State}' is not a state of the machine's own scope in the definition to be run";
        }
        return null;
    }

    /// <summary>The state that is entered anew; null where the execution goes on where it stood.</summary>
    private static RedrivePoint? PointOf(ExecutionState state, ExecutionCommand.RedriveExecution command, DecisionContext context)
    {
        var startAt = context.Definition.Root.StartAt;
        if (command.StartsOver) return new RedrivePoint(startAt, state.Identity.Input, []);
        if (command is { From: null, Input: null, Revision: null }) return null;
        var point = command.From ?? RedrivePoints.WhereItStood(state, startAt);
        return command.Input is { } input ? point with { Input = input } : point;
    }
}
