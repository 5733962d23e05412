using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

internal static class StartTask
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.StartTask command, DecisionContext context)
    {
        if (OpenTasks.Find(state, command.Token) is not { } frame) return OpenTasks.NotOpen;
        if (frame.Task!.StartedAt is not null) return Decision.Reject(RejectionKind.TaskAlreadyStarted, "The task was handed out already.");

        return new Decider(state, context).Run(decider =>
            decider.Emit(new ExecutionEvent.TaskStarted(frame.Task.Kind, frame.Task.ResourceType, frame.Task.Resource, command.WorkerName), frame));
    }
}
