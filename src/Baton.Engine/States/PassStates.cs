using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

internal static class PassStates
{
    public static void Enter(Decider decider, Frame frame, PassState state)
    {
        var scope = new StateScope(decider, frame, state);
        if (state.QueryLanguage == QueryLanguage.Jsonata)
        {
            DataFlow.Leave(scope, frame.Data);
            return;
        }
        var input = DataFlow.EffectiveInput(scope);
        var result = state.Result is { } fixedResult ? JsonText.Of(fixedResult) : DataFlow.Parameters(scope, input);
        DataFlow.Leave(scope, result);
    }
}
