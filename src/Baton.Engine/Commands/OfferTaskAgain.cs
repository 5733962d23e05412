using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

internal static class OfferTaskAgain
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.OfferTaskAgain command, DecisionContext context)
    {
        if (OpenTasks.Find(state, command.Token) is not { Task.Kind: TaskKind.Activity } frame) return OpenTasks.NotOpen;

        return new Decider(state, context).Run(decider =>
        {
            if (!frame.Task!.IsOffered) decider.EmitFact(new ExecutionEvent.TaskOfferedAgain(), frame.Id);
        });
    }
}
