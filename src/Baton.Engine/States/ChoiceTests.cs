using System.Globalization;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>Whether a Choice rule's test holds. Types never coerce: a value of the wrong type makes a comparison false, not an error.</summary>
internal static class ChoiceTests
{
    public static bool Holds(StateScope scope, ChoiceTest test, JsonData input) => test switch
    {
        ChoiceTest.And and => and.Tests.All(inner => Holds(scope, inner, input)),
        ChoiceTest.Or or => or.Tests.Any(inner => Holds(scope, inner, input)),
        ChoiceTest.Not not => !Holds(scope, not.Test, input),
        ChoiceTest.Condition condition => Condition(scope, condition, input),
        ChoiceTest.Comparison comparison => Compare(scope, comparison, input),
        _ => throw new InvariantException("A test is a combination, a condition or a comparison."),
    };

    private static bool Condition(StateScope scope, ChoiceTest.Condition condition, JsonData input)
    {
        var value = DataFlow.Evaluate(scope, condition.Expression, JsonText.Of(input), "Condition").Value;
        return value is JsonBoolean boolean ? boolean.Value : throw Values.WrongType(scope, new ValueSource.Expression("Condition", condition.Expression), "boolean", value);
    }

    private static bool Compare(StateScope scope, ChoiceTest.Comparison comparison, JsonData input)
    {
        var context = scope.Context(input);
        var present = comparison.Variable.TryRead(context, out var value);
        if (comparison.Operator == ComparisonOperator.IsPresent) return present == ((JsonBoolean)comparison.Operand!).Value;
        if (!present) throw Failures.Runtime(scope, $"Invalid path '{comparison.Variable.Text}': The choice state's condition path references an invalid value.");

        var operand = comparison.Operand;
        if (comparison.OperandPath is { } path && !path.TryRead(context, out operand))
        {
            throw Failures.Runtime(scope, $"Invalid path '{path.Text}': The choice state's condition path references an invalid value.");
        }
        return Compare(comparison.Operator, value!, operand!);
    }

    private static bool Compare(ComparisonOperator comparison, JsonData value, JsonData operand) => comparison switch
    {
        ComparisonOperator.IsNull => Is(value.Kind == JsonKind.Null, operand),
        ComparisonOperator.IsNumeric => Is(value.Kind == JsonKind.Number, operand),
        ComparisonOperator.IsString => Is(value.Kind == JsonKind.String, operand),
        ComparisonOperator.IsBoolean => Is(value.Kind == JsonKind.Boolean, operand),
        ComparisonOperator.IsTimestamp => Is(value is JsonString text && TryTimestamp(text.Value, out _), operand),
        ComparisonOperator.BooleanEquals => value is JsonBoolean && value.Equals(operand),
        ComparisonOperator.StringMatches => value is JsonString text && operand is JsonString pattern && Wildcard.Matches(text.Value, pattern.Value),
        >= ComparisonOperator.NumericEquals and <= ComparisonOperator.NumericGreaterThanEquals =>
            value is JsonNumber a && operand is JsonNumber b && Holds(comparison - ComparisonOperator.NumericEquals, a.Value.CompareTo(b.Value)),
        >= ComparisonOperator.StringEquals and <= ComparisonOperator.StringGreaterThanEquals =>
            value is JsonString a && operand is JsonString b && Holds(comparison - ComparisonOperator.StringEquals, string.CompareOrdinal(a.Value, b.Value)),
        >= ComparisonOperator.TimestampEquals and <= ComparisonOperator.TimestampGreaterThanEquals =>
            value is JsonString a && operand is JsonString b && TryTimestamp(a.Value, out var left) && TryTimestamp(b.Value, out var right)
            && Holds(comparison - ComparisonOperator.TimestampEquals, left.CompareTo(right)),
        _ => throw new InvariantException("Every comparator is implemented."),
    };

    /// <summary>The five comparisons stand in the same order for numbers, strings and timestamps.</summary>
    private static bool Holds(int comparison, int order) => comparison switch
    {
        0 => order == 0,
        1 => order < 0,
        2 => order <= 0,
        3 => order > 0,
        _ => order >= 0,
    };

    private static bool Is(bool holds, JsonData operand) => operand is JsonBoolean expected && holds == expected.Value;

    private static bool TryTimestamp(string text, out DateTimeOffset time)
    {
        time = default;
        return text.Contains('T') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)
            && WaitStates.TryParseTimestamp(text, out _);
    }
}
