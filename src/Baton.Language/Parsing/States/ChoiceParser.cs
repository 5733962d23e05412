using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing.States;

/// <summary>Reads a Choice state and the rules in it.</summary>
internal static class ChoiceParser
{
    private static readonly FieldSet RuleFields = FieldSet.Of("Next Assign Comment", jsonata: "Output Condition").With(ChoiceTestParser.TestFields);

    public static ChoiceState? Read(ObjectReader at, StateHead head)
    {
        at.Require("Choices");
        var @default = at.String("Default");
        if (at.NonEmptyArray("Choices") is not { } array) return null;
        var rules = new List<ChoiceRule>(array.Count);
        for (var i = 0; i < array.Count; i++)
        {
            if (Objects.Item(at, "Choices", array, i, RuleFields) is { } item && Rule(item) is { } rule) rules.Add(rule);
        }
        return rules.Count == array.Count ? new ChoiceState(head, rules) { Default = @default } : null;
    }

    private static ChoiceRule? Rule(ObjectReader at)
    {
        at.Require("Next");
        var next = at.String("Next");
        var test = at.Language == QueryLanguage.Jsonata ? Condition(at) : ChoiceTestParser.Read(at);
        var (assign, output) = (AssignParser.Read(at), Templates.Read(at, "Output"));
        return next is null || test is null ? null : new ChoiceRule(test, next) { Assign = assign, Output = output };
    }

    /// <summary>A JSONata condition: an expression, or a plain boolean.</summary>
    private static ChoiceTest.Condition? Condition(ObjectReader at)
    {
        if (!ChoiceTestParser.IsOne(at) || at.Get("Condition") is not { } value) return null;
        if (value is JsonBoolean || JsonataTemplate.IsExpression(value))
        {
            return Templates.Read(at, "Condition") is { } expression ? new ChoiceTest.Condition(expression) : null;
        }
        at.Error("Condition", "Value must be a JSONata expression or a boolean");
        return null;
    }
}
