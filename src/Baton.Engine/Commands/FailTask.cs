using Baton.Engine.Execution;
using Baton.Engine.States;

namespace Baton.Engine.Commands;

internal static class FailTask
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.FailTask command, DecisionContext context) =>
        OpenTasks.Find(state, command.Token) is { } frame
            ? new Decider(state, context).Run(decider => TaskStates.Failed(decider, frame, frame.Task!, command.Kind, command.Error, command.Cause))
            : OpenTasks.NotOpen;
}
