using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>&lt; &lt;= > >=</c>; nothing, where a side is nothing.</summary>
internal sealed class ComparisonNode(string @operator, Node left, Node right, int position) : BinaryNode(@operator, left, right, position)
{
    private readonly string _operator = @operator;

    public override bool IsBoolean => true;

    protected override object? Compute(object? first, object? second, Machine machine)
    {
        if (first is JsonNumber left && second is JsonNumber right) return JsonData.Of(Holds(left.Value, right.Value));

        if (!IsComparable(first) || !IsComparable(second)) throw new Fault("T2010") { Value = first is not null && IsComparable(first) ? second : first };
        if (first is null || second is null) return null;
        if (first is JsonString text && second is JsonString other) return JsonData.Of(Holds(string.CompareOrdinal(text.Value, other.Value), 0));
        if (!Numbers.TryGet(first, out var number) || !Numbers.TryGet(second, out var limit)) throw new Fault("T2009") { Value = first, SecondValue = second };
        return JsonData.Of(Holds(number, limit));
    }

    private static bool IsComparable(object? value) => value is null or JsonString or JsonNumber or NonFinite;

    private bool Holds(double left, double right) => _operator switch
    {
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        _ => left >= right,
    };
}
