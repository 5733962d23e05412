using System.Collections.Frozen;
using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads what a JSONPath Choice rule asks: one comparison, or <c>And</c>, <c>Or</c>, <c>Not</c> of others.</summary>
internal static class ChoiceTestParser
{
    private const string PathSuffix = "Path";

    private static readonly FrozenDictionary<string, ComparisonOperator> Operators =
        Enum.GetValues<ComparisonOperator>().SelectMany(Named).ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] OperatorNames = [.. Enum.GetValues<ComparisonOperator>().SelectMany(Named).Select(pair => pair.Key)];

    /// <summary>The ways to say what a rule tests.</summary>
    private static readonly string[] Forms = ["And", "Or", "Not", "Variable", "Condition"];

    /// <summary>What a test can have; a rule at the top has more.</summary>
    public static FieldSet TestFields { get; } = FieldSet.Of("", $"Variable And Or Not {string.Join(' ', OperatorNames)}");

    private static readonly FieldSet NestedFields = FieldSet.Of("Comment").With(TestFields);

    /// <summary>Reports that a rule does not say in exactly one way what it tests.</summary>
    public static bool IsOne(ObjectReader at)
    {
        if (Forms.Count(at.Writes) == 1) return true;
        at.Error($"The object must have only one of the following fields, [{string.Join(", ", Forms)}]");
        return false;
    }

    // test = And | Or | Not | comparison
    public static ChoiceTest? Read(ObjectReader at)
    {
        if (!IsOne(at)) return null;
        if (at.Has("Variable")) return Comparison(at);
        foreach (var name in at.Names.Where(Operators.ContainsKey)) at.Error(Texts.NotSupported(name));
        if (at.Has("And")) return Nested(at, "And") is { } all ? new ChoiceTest.And(all) : null;
        if (at.Has("Or")) return Nested(at, "Or") is { } any ? new ChoiceTest.Or(any) : null;
        return Objects.Inside(at, "Not", NestedFields) is { } inner && Read(inner) is { } test ? new ChoiceTest.Not(test) : null;
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
    private static ChoiceTest.Comparison? Comparison(ObjectReader at)
    {
        var variable = Reference(at, "Variable");
        if (!at.RequireOne(OperatorNames)) return null;
        var name = at.Names.First(Operators.ContainsKey);
        var comparison = Operators[name];
        if (name.EndsWith(PathSuffix, StringComparison.Ordinal))
        {
            return Reference(at, name) is { } path && variable is not null ? new ChoiceTest.Comparison(variable, comparison, null, path) : null;
        }
        var operand = at.Get(name)!;
        return IsOperand(at, name, comparison, operand) && variable is not null ? new ChoiceTest.Comparison(variable, comparison, operand, null) : null;
    }

    /// <summary>A reference path; here AWS has words of its own for one that is no path at all.</summary>
    private static JsonPath? Reference(ObjectReader at, string field)
    {
        if (at.Get(field) is not JsonString { Value: var text } || text.StartsWith('$')) return at.ReferencePath(field);
        at.Error(field, Texts.NotReferencePath("Reference path didn't start with '$'"));
        return null;
    }

    private static bool IsOperand(ObjectReader at, string name, ComparisonOperator comparison, JsonData operand)
    {
        var kind = Operand(comparison);
        if (kind == "Timestamp") return ValueSources.Timestamp(at, name, operand);
        var fits = kind switch
        {
            "BOOLEAN" => operand is JsonBoolean,
            "NUMBER" => operand is JsonNumber,
            _ => operand is JsonString,
        };
        if (!fits) at.Error(name, Texts.Expected(kind));
        return fits;
    }

    private static string Operand(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.BooleanEquals => "BOOLEAN",
        >= ComparisonOperator.NumericEquals and <= ComparisonOperator.NumericGreaterThanEquals => "NUMBER",
        >= ComparisonOperator.TimestampEquals and <= ComparisonOperator.TimestampGreaterThanEquals => "Timestamp",
        >= ComparisonOperator.IsNull and <= ComparisonOperator.IsTimestamp => "BOOLEAN",
        _ => "STRING",
    };

    /// <summary>An operator's names: its own, and with <c>Path</c> where the other side can be selected.</summary>
    private static IEnumerable<KeyValuePair<string, ComparisonOperator>> Named(ComparisonOperator comparison)
    {
        yield return KeyValuePair.Create(comparison.ToString(), comparison);
        if (comparison is < ComparisonOperator.IsNull and not ComparisonOperator.StringMatches)
        {
            yield return KeyValuePair.Create(comparison + PathSuffix, comparison);
        }
    }
}
