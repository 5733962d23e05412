using Baton.Engine.Execution;
using Baton.Language.Model;

namespace Baton.Engine.States;

internal static class SucceedStates
{
    public static void Enter(Decider decider, Frame frame, SucceedState state)
    {
        var scope = new StateScope(decider, frame, state);
        var input = state.QueryLanguage == QueryLanguage.Jsonata ? frame.Data : DataFlow.EffectiveInput(scope);
        DataFlow.Leave(scope, input);
    }
}
