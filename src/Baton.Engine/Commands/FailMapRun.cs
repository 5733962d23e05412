using Baton.Engine.Execution;
using Baton.Engine.States;

namespace Baton.Engine.Commands;

internal static class FailMapRun
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.FailMapRun command, DecisionContext context) =>
        OpenMapRuns.Find(state, command.Token) is { } frame
            ? new Decider(state, context).Run(decider => MapRunStates.Failed(decider, frame, command.Error, command.Cause))
            : OpenMapRuns.NotOpen;
}
