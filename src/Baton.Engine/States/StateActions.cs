using System.Diagnostics;
using Baton.Engine.Execution;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>What each type of state does when it is entered, and when its timer fires.</summary>
internal static class StateActions
{
    public static void Enter(Decider decider, Frame frame, State state)
    {
        switch (state)
        {
            case PassState pass: PassStates.Enter(decider, frame, pass); break;
            case ChoiceState choice: ChoiceStates.Enter(decider, frame, choice); break;
            case WaitState wait: WaitStates.Enter(decider, frame, wait); break;
            case SucceedState succeed: SucceedStates.Enter(decider, frame, succeed); break;
            case FailState fail: FailStates.Enter(decider, frame, fail); break;
            case TaskState task: TaskStates.Schedule(decider, frame, task); break;
            case ParallelState parallel: ParallelStates.Start(decider, frame, parallel); break;
            case MapState map: MapStates.Start(decider, frame, map); break;
            default: throw new UnreachableException($"No action for {state.GetType().Name}.");
        }
    }

    /// <summary>A wait is over, or a failed state is tried again.</summary>
    public static void WakeUp(Decider decider, Frame frame)
    {
        var state = decider.StateOf(frame);
        if (state is WaitState wait) WaitStates.Leave(decider, frame, wait);
        else Enter(decider, frame, state);
    }
}
