using Baton.Json;
using Baton.Language.Model;
using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary><c>NO_PATH</c>: a field that is taken as it stands has a path, and there is a field of that name with <c>Path</c> at its end.</summary>
internal sealed class PathWithoutPathField : IStateRule
{
    public void Check(ObjectReader at, State state)
    {
        if (state.QueryLanguage != QueryLanguage.JsonPath) return;
        if (state is FailState fail)
        {
            Check(at, at.At("Error"), "Error", (fail.Error as ValueSource.Literal)?.Value);
            Check(at, at.At("Cause"), "Cause", (fail.Cause as ValueSource.Literal)?.Value);
        }
        if (state is ChoiceState choice)
        {
            for (var i = 0; i < choice.Rules.Count; i++) Check(at, choice.Rules[i].Test, at.At("Choices", i));
        }
    }

    private static void Check(ObjectReader at, ChoiceTest test, Place place)
    {
        switch (test)
        {
            case ChoiceTest.And and:
                for (var i = 0; i < and.Tests.Count; i++) Check(at, and.Tests[i], place.Item("And", i));
                break;
            case ChoiceTest.Or or:
                for (var i = 0; i < or.Tests.Count; i++) Check(at, or.Tests[i], place.Item("Or", i));
                break;
            case ChoiceTest.Not not:
                Check(at, not.Test, place.Field("Not"));
                break;
            case ChoiceTest.Comparison { Operator: not ComparisonOperator.StringMatches } comparison:
                Check(at, place.Field(comparison.Operator.ToString()), comparison.Operator.ToString(), comparison.Operand);
                break;
        }
    }

    private static void Check(ObjectReader at, Place place, string field, JsonData? value)
    {
        if (value is JsonString text && PathRules.LooksLikePath(text.Value))
        {
            at.Context.Findings.Warning(DiagnosticCodes.NoPath, place,
                $"The value of '{field}' looks like a path, but is taken as it stands. Use '{field}Path' instead.");
        }
    }
}
