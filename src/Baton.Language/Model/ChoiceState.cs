using System.Diagnostics.CodeAnalysis;
using Baton.Expressions;
using Baton.Json;

namespace Baton.Language.Model;

/// <summary>Goes on where the first matching rule says.</summary>
public sealed class ChoiceState : State
{
    public ChoiceState()
    {
    }

    [SetsRequiredMembers]
    internal ChoiceState(StateHead head, IReadOnlyList<ChoiceRule> rules)
        : base(head) => Rules = rules;

    public override StateType Type => StateType.Choice;

    public required IReadOnlyList<ChoiceRule> Rules { get; init; }

    /// <summary>Where to go when no rule matches; null fails with <c>States.NoChoiceMatched</c>.</summary>
    public string? Default { get; init; }
}

/// <summary>One rule of a Choice.</summary>
public sealed record ChoiceRule(ChoiceTest Test, string Next)
{
    public ValueTemplate? Assign { get; init; }

    /// <summary>JSONata only.</summary>
    public ValueTemplate? Output { get; init; }
}

/// <summary>What a rule asks of the data.</summary>
public abstract record ChoiceTest
{
    private ChoiceTest()
    {
    }

    public sealed record And(IReadOnlyList<ChoiceTest> Tests) : ChoiceTest;

    public sealed record Or(IReadOnlyList<ChoiceTest> Tests) : ChoiceTest;

    public sealed record Not(ChoiceTest Test) : ChoiceTest;

    /// <summary>A JSONata condition.</summary>
    public sealed record Condition(ValueTemplate Expression) : ChoiceTest;

    /// <summary>A comparison of what <paramref name="Variable"/> selects with a literal, or with what <paramref name="OperandPath"/> selects.</summary>
    public sealed record Comparison(JsonPath Variable, ComparisonOperator Operator, JsonData? Operand, JsonPath? OperandPath) : ChoiceTest;
}

/// <summary>The comparators; a <c>…Path</c> comparator is the same one with an operand path.</summary>
public enum ComparisonOperator
{
    BooleanEquals,
    NumericEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    StringEquals,
    StringLessThan,
    StringLessThanEquals,
    StringGreaterThan,
    StringGreaterThanEquals,
    StringMatches,
    TimestampEquals,
    TimestampLessThan,
    TimestampLessThanEquals,
    TimestampGreaterThan,
    TimestampGreaterThanEquals,
    IsNull,
    IsPresent,
    IsNumeric,
    IsString,
    IsBoolean,
    IsTimestamp,
}
