using Baton.Json;

namespace Baton.WebConsole.Query;

/// <summary>
/// Says whether an execution is what a query asks for, as far as that can be said from what is known: null is not yet. So a list reads data of those alone that
/// their rows leave open.
/// </summary>
/// <remarks>A comparison with what is absent is false, and <c>!=</c> and <c>!~</c> are <c>not =</c> and <c>not ~</c>.</remarks>
internal static class QueryEvaluator
{
    /// <param name="now">Until when executions last that have not ended.</param>
    public static bool? Evaluate(QueryNode node, ExecutionFacts facts, DateTimeOffset now) => node switch
    {
        QueryNode.Any => true,
        QueryNode.And(var left, var right) => (Evaluate(left, facts, now), right) switch
        {
            (false, _) => false,
            (true, _) => Evaluate(right, facts, now),
            _ => Evaluate(right, facts, now) is false ? false : null,
        },
        QueryNode.Or(var left, var right) => (Evaluate(left, facts, now), right) switch
        {
            (true, _) => true,
            (false, _) => Evaluate(right, facts, now),
            _ => Evaluate(right, facts, now) is true ? true : null,
        },
        QueryNode.Not(var operand) => !Evaluate(operand, facts, now),
        QueryNode.Text(var text) => IsIn(text, facts),
        QueryNode.Is { Operator: QueryOperator.NotEqual } not => !Evaluate(not with { Operator = QueryOperator.Equal }, facts, now),
        QueryNode.Is { Operator: QueryOperator.NotContains } not => !Evaluate(not with { Operator = QueryOperator.Contains }, facts, now),
        QueryNode.Is comparison => facts.Knows(comparison.Field) ? comparison.Values.Any(value => Holds(comparison, value, facts, now)) : null,
        _ => throw new InvalidOperationException($"No evaluation of {node.GetType().Name}."),
    };

    /// <summary>A text alone is one of three conditions.</summary>
    private static bool? IsIn(string text, ExecutionFacts facts)
    {
        if (Contains(facts.Name, text)) return true;
        if (!facts.Knows(QueryField.Error)) return null;
        return Contains(facts.TextOf(QueryField.Error), text) || Contains(facts.TextOf(QueryField.Cause), text);
    }

    private static bool Holds(QueryNode.Is comparison, QueryValue value, ExecutionFacts facts, DateTimeOffset now)
    {
        var (field, row) = (comparison.Field, facts.Row);
        return (field.Type, value) switch
        {
            (_, QueryValue.Null) => IsAbsent(comparison, facts),
            (QueryType.Status, QueryValue.OfStatus(var status)) => row.Status == status,
            (QueryType.Text, QueryValue.OfText(var text)) => HoldsText(comparison.Operator, facts.TextOf(field), text) || (field == QueryField.Machine && HoldsText(comparison.Operator, facts.StateMachineArn, text)),
            (QueryType.Number, QueryValue.OfNumber(var number)) => facts.NumberOf(field) is { } own && Compares(comparison.Operator, ((double)own).CompareTo(number)),
            (QueryType.Duration, QueryValue.OfDuration(var duration)) => Compares(comparison.Operator, ((row.StoppedAt ?? now) - row.StartedAt).CompareTo(duration)),
            (QueryType.Time, QueryValue.OfTime(var time)) => (field == QueryField.Stopped ? row.StoppedAt : row.StartedAt) is { } own && Compares(comparison.Operator, own.CompareTo(time)),
            (QueryType.Json, QueryValue.OfJson(var json)) => HoldsJson(comparison.Operator, facts.JsonOf(field, comparison.Path), json),
            _ => throw new InvalidOperationException($"{field.Name} is compared with {value.GetType().Name}."),
        };
    }

    private static bool IsAbsent(QueryNode.Is comparison, ExecutionFacts facts) => comparison.Field switch
    {
        { Type: QueryType.Json } field => facts.JsonOf(field, comparison.Path) is null or { Kind: JsonKind.Null },
        { Type: QueryType.Text } field => facts.TextOf(field) is null,
        { Type: QueryType.Number } field => facts.NumberOf(field) is null,
        _ => facts.Row.StoppedAt is null,
    };

    private static bool HoldsText(QueryOperator op, string? own, string text) => op switch
    {
        QueryOperator.Equal or QueryOperator.In => own == text,
        QueryOperator.Contains => Contains(own, text),
        QueryOperator.StartsWith => own is not null && own.StartsWith(text, StringComparison.Ordinal),
        _ => own is not null && Compares(op, string.CompareOrdinal(own, text)),
    };

    /// <summary>Values of one kind are compared; of two kinds none is equal, greater or less. A text is looked for in what the value is written as.</summary>
    private static bool HoldsJson(QueryOperator op, JsonData? own, JsonData wanted) => (op, own, wanted) switch
    {
        (_, null, _) => false,
        (QueryOperator.Equal or QueryOperator.In, _, _) => own.Equals(wanted),
        (QueryOperator.Contains or QueryOperator.StartsWith, _, _) => HoldsText(op, TextOf(own), TextOf(wanted)),
        (_, JsonNumber left, JsonNumber right) => Compares(op, left.Value.CompareTo(right.Value)),
        (_, JsonString left, JsonString right) => HoldsText(op, left.Value, right.Value),
        _ => false,
    };

    private static string TextOf(JsonData value) => value is JsonString text ? text.Value : value.ToString();

    private static bool Contains(string? own, string text) => own is not null && own.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static bool Compares(QueryOperator op, int order) => op switch
    {
        QueryOperator.Equal or QueryOperator.In => order == 0,
        QueryOperator.Less => order < 0,
        QueryOperator.LessOrEqual => order <= 0,
        QueryOperator.Greater => order > 0,
        QueryOperator.GreaterOrEqual => order >= 0,
        _ => throw new InvalidOperationException($"{op} compares no order."),
    };
}
