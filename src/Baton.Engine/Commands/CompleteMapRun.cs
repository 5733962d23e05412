using Baton.Engine.Execution;
using Baton.Engine.States;

namespace Baton.Engine.Commands;

internal static class CompleteMapRun
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.CompleteMapRun command, DecisionContext context) =>
        OpenMapRuns.Find(state, command.Token) is { } frame
            ? new Decider(state, context).Run(decider => MapRunStates.Succeeded(decider, frame, command.Result))
            : OpenMapRuns.NotOpen;
}
