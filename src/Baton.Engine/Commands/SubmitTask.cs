using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Language.Model;

namespace Baton.Engine.Commands;

internal static class SubmitTask
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.SubmitTask command, DecisionContext context)
    {
        // Only what somebody calls back about, or what is waited for, is submitted first.
        if (OpenTasks.Find(state, command.Token) is not { Task.Pattern: not IntegrationPattern.RequestResponse } frame) return OpenTasks.NotOpen;
        if (frame.Task!.IsSubmitted) return Decision.Reject(RejectionKind.TaskAlreadyStarted, "The task was submitted already.");

        return new Decider(state, context).Run(decider =>
            decider.Emit(new ExecutionEvent.TaskSubmitted(frame.Task!.ResourceType!, frame.Task.Resource, command.Output), frame));
    }
}
