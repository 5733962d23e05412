using Baton.Engine.Execution;
using Baton.Engine.States;

namespace Baton.Engine.Commands;

internal static class CompleteTask
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.CompleteTask command, DecisionContext context) =>
        OpenTasks.Find(state, command.Token) is { } frame
            ? new Decider(state, context).Run(decider => TaskStates.Succeeded(decider, frame, frame.Task!, command.Output))
            : OpenTasks.NotOpen;
}
