using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>+ - * / %</c></summary>
internal sealed class ArithmeticNode(string @operator, Node left, Node right, int position) : BinaryNode(@operator, left, right, position)
{
    private readonly char _sign = @operator[0];

    protected override object? Compute(object? first, object? second, Machine machine)
    {
        if (first is JsonNumber left && second is JsonNumber right) return Numbers.Of(Compute(left.Value, right.Value));

        if (first is not null && !Numbers.IsNumeric(first, out _)) throw new Fault("T2001") { Value = first };
        if (second is not null && !Numbers.IsNumeric(second, out _)) throw new Fault("T2002") { Value = second };
        return null;
    }

    private double Compute(double left, double right) => _sign switch
    {
        '+' => left + right,
        '-' => left - right,
        '*' => left * right,
        '/' => left / right,
        _ => left % right,
    };
}
