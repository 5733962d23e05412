using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Language.Model;

namespace Baton.Engine.States;

internal static class ParallelStates
{
    /// <summary>Opens all branches; each enters its first state when its turn comes.</summary>
    public static void Start(Decider decider, Frame frame, ParallelState state)
    {
        var input = DataFlow.Arguments(new StateScope(decider, frame, state));
        var first = decider.State.NextFrameId;
        decider.Emit(new ExecutionEvent.ParallelStateStarted(state.Branches.Count, first, input), frame);
        for (var i = 0; i < state.Branches.Count; i++) decider.Ready(first + i);
    }
}
