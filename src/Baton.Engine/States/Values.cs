using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>Reads fields that hold one value: a literal, a path, an intrinsic call or an expression.</summary>
internal static class Values
{
    public static JsonData Read(StateScope scope, ValueSource source, JsonData input)
    {
        switch (source)
        {
            case ValueSource.Literal literal:
                return literal.Value;
            case ValueSource.Path path:
                return ReadPath(scope, path, input);
            case ValueSource.Intrinsic intrinsic:
                try
                {
                    return intrinsic.Call.Evaluate(scope.Context(input));
                }
                catch (ExpressionException e)
                {
                    throw Failures.Of(scope, e, intrinsic.Field, null);
                }
            case ValueSource.Expression expression:
                return DataFlow.Evaluate(scope, expression.Template, JsonText.Of(input), expression.Field).Value;
            default:
                throw new InvariantException("A value comes from a literal, a path, an intrinsic call or an expression.");
        }
    }

    /// <summary>A whole number, as TimeoutSeconds and the like want it.</summary>
    public static long ReadSeconds(StateScope scope, ValueSource source, JsonData input)
    {
        var value = Read(scope, source, input);
        if (value is JsonNumber { IsInteger: true, Value: >= 0 and <= Retrier.SecondsMax } number) return (long)number.Value;
        throw WrongType(scope, source, "integer", value);
    }

    public static StateFailure WrongType(StateScope scope, ValueSource source, string expected, JsonData value) => source switch
    {
        ValueSource.Path path => Failures.Runtime(scope, $"The {path.Field} parameter does not reference a valid {expected}: {path.Selector.Text} == {value}"),
        ValueSource.Expression expression => Failures.WrongType(scope, expression.Template, expression.Field, expected, value),
        _ => Failures.Runtime(scope, $"Expected a valid {expected}, found {value}"),
    };

    /// <summary>A string without its quotes, any other value as its JSON.</summary>
    public static string Plain(JsonData value) => value is JsonString text ? text.Value : value.ToString();

    /// <summary>What error texts call a kind of value.</summary>
    public static string KindName(JsonData value) => value.Kind.ToString().ToLowerInvariant();

    private static JsonData ReadPath(StateScope scope, ValueSource.Path path, JsonData input)
    {
        try
        {
            return path.Selector.Read(scope.Context(input));
        }
        catch (ExpressionException e)
        {
            throw scope.State is FailState
                ? Failures.Runtime(scope, $"The JSONPath '{path.Selector.Text}' specified for the field '{path.Field}' could not be found in the input '{input}'")
                : Failures.Of(scope, e, path.Field, path.Selector.Text);
        }
    }
}
