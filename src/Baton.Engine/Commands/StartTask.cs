using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

internal static class StartTask
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.StartTask command, DecisionContext context)
    {
        if (OpenTasks.Find(state, command.Token) is not { } frame) return OpenTasks.NotOpen;
        if (!frame.Task!.IsOffered) return Decision.Reject(RejectionKind.TaskAlreadyStarted, "The task was handed out already.");

        return new Decider(state, context).Run(decider =>
        {
            // History tells a task's start once.
            if (frame.Task.IsOfferedAgain) decider.EmitFact(new ExecutionEvent.TaskHandedOutAgain(), frame.Id);
            else decider.Emit(new ExecutionEvent.TaskStarted(frame.Task.Kind, frame.Task.ResourceType, frame.Task.Resource, command.WorkerName), frame);
        });
    }
}
