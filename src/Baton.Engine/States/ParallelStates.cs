using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Language.Model;

namespace Baton.Engine.States;

internal static class ParallelStates
{
    public static void Start(Decider decider, Frame frame, ParallelState state)
    {
        var input = DataFlow.Arguments(new StateScope(decider, frame, state));
        var first = decider.State.NextFrameId;
        decider.Emit(new ExecutionEvent.ParallelStateStarted(state.Branches.Count, first), frame);
        for (var i = 0; i < state.Branches.Count; i++)
        {
            // A branch that failed at once has taken the others with it.
            if (decider.State.Find(first + i) is { } branch) decider.Enter(branch, state.Branches[i].StartAt, input);
        }
    }
}
