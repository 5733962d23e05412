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
            var identity = command.Identity with { StartedAt = context.Now, Deadline = context.Now + DurationMax(context) };
            decider.Emit(new ExecutionEvent.ExecutionStarted(identity), Frame.RootId, previousId: 0);
            decider.Ready(Frame.RootId);
        });
    }

    private static TimeSpan? DurationMax(DecisionContext context) => (context.Definition.Timeout, context.Limits.DurationMax) switch
    {
        ({ } machine, { } limit) => machine < limit ? machine : limit,
        var (machine, limit) => machine ?? limit,
    };
}
