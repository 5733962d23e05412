using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

internal static class ChoiceStates
{
    public static void Enter(Decider decider, Frame frame, ChoiceState state)
    {
        var scope = new StateScope(decider, frame, state);
        var input = DataFlow.EffectiveInput(scope);
        var rule = FirstThatHolds(scope, state, input.Value);
        var next = rule?.Next ?? state.Default
            ?? throw Failures.Runtime(scope, "Failed to transition out of the state. The state does not point to a next state.", StateErrors.NoChoiceMatched);

        // A rule that matches uses its own Assign and Output only; those of the state are for the default.
        var assigned = DataFlow.Assign(scope, rule is null ? state.Assign : rule.Assign, input);
        var output = state.QueryLanguage == QueryLanguage.JsonPath
            ? DataFlow.Select(scope, state.OutputPath, input, "OutputPath")
            : (rule is null ? state.Output : rule.Output) is { } template ? DataFlow.Evaluate(scope, template, frame.Data, "Output") : frame.Data;
        DataFlow.Limit(scope, output);
        decider.Exit(frame, state, output, next, assigned);
    }

    private static ChoiceRule? FirstThatHolds(StateScope scope, ChoiceState state, JsonData input)
    {
        foreach (var rule in state.Rules)
        {
            if (ChoiceTests.Holds(scope, rule.Test, input)) return rule;
        }
        return null;
    }
}
