using System.Collections.Frozen;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads what a JSONPath Choice rule asks: one comparison, or <c>And</c>, <c>Or</c>, <c>Not</c> of others.</summary>
internal static class ChoiceTestParser
{
    private const string PathSuffix = "Path";

    private static readonly FrozenDictionary<string, ComparisonOperator> Operators =
        Enum.GetValues<ComparisonOperator>().SelectMany(Named).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a test can have; a rule at the top has more.</summary>
    public static FieldSet TestFields { get; } = FieldSet.Of("", $"Variable And Or Not {string.Join(' ', Operators.Keys)}");

    private static readonly FieldSet NestedFields = FieldSet.Of("Comment").With(TestFields);

    // test = And | Or | Not | comparison
    public static ChoiceTest? Read(ObjectReader at)
    {
        var tests = at.Names.Where(name => name is "And" or "Or" or "Not" || Operators.ContainsKey(name)).ToList();
        if (tests.Count != 1)
        {
            at.Error(tests.Count == 0 ? "A Choice Rule must have a comparison operator" : $"A Choice Rule can have only one comparison operator, but has: [{string.Join(", ", tests)}]");
            return null;
        }
        return tests[0] switch
        {
            "And" => Nested(at, "And") is { } tests1 ? new ChoiceTest.And(tests1) : null,
            "Or" => Nested(at, "Or") is { } tests2 ? new ChoiceTest.Or(tests2) : null,
            "Not" => Objects.Inside(at, "Not", NestedFields) is { } inner && Read(inner) is { } test ? new ChoiceTest.Not(test) : null,
            var name => Comparison(at, name),
        };
    }

    // And, Or = [ test … ]
    private static List<ChoiceTest>? Nested(ObjectReader at, string field)
    {
        if (at.NonEmptyArray(field) is not { } array) return null;
        var tests = new List<ChoiceTest>(array.Count);
        for (var i = 0; i < array.Count; i++)
        {
            if (Objects.Item(at, field, array, i, NestedFields) is { } item && Read(item) is { } test) tests.Add(test);
        }
        return tests.Count == array.Count ? tests : null;
    }

    // comparison = Variable operator
    private static ChoiceTest.Comparison? Comparison(ObjectReader at, string name)
    {
        at.Require("Variable");
        var variable = at.ReferencePath("Variable");
        var comparison = Operators[name];
        if (name.EndsWith(PathSuffix, StringComparison.Ordinal))
        {
            return at.ReferencePath(name) is { } path && variable is not null ? new ChoiceTest.Comparison(variable, comparison, null, path) : null;
        }
        var operand = at.Get(name)!;
        return IsOperand(at, name, comparison, operand) && variable is not null ? new ChoiceTest.Comparison(variable, comparison, operand, null) : null;
    }

    private static bool IsOperand(ObjectReader at, string name, ComparisonOperator comparison, JsonData operand)
    {
        var kind = Operand(comparison);
        if (kind == "Timestamp") return ValueSources.Timestamp(at, name, operand);
        var fits = kind switch
        {
            "Boolean" => operand is JsonBoolean,
            "Number" => operand is JsonNumber,
            _ => operand is JsonString,
        };
        if (!fits) at.Error(name, Texts.Expected(kind));
        return fits;
    }

    private static string Operand(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.BooleanEquals => "Boolean",
        >= ComparisonOperator.NumericEquals and <= ComparisonOperator.NumericGreaterThanEquals => "Number",
        >= ComparisonOperator.TimestampEquals and <= ComparisonOperator.TimestampGreaterThanEquals => "Timestamp",
        >= ComparisonOperator.IsNull and <= ComparisonOperator.IsTimestamp => "Boolean",
        _ => "String",
    };

    /// <summary>An operator's names: its own, and with <c>Path</c> where the other side can be selected.</summary>
    private static IEnumerable<KeyValuePair<string, ComparisonOperator>> Named(ComparisonOperator comparison)
    {
        yield return KeyValuePair.Create(comparison.ToString(), comparison);
        if (comparison is < ComparisonOperator.IsNull and not ComparisonOperator.StringMatches) yield return KeyValuePair.Create(comparison + PathSuffix, comparison);
    }
}
