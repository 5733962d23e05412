namespace Baton.Expressions.Jsonata;

/// <summary><c>..</c> in an array constructor.</summary>
internal sealed class RangeNode(string @operator, Node left, Node right, int position) : BinaryNode(@operator, left, right, position)
{
    private const double SizeMax = 1e7;

    public override object? Evaluate(object? input, Frame frame) => Sequences.Settle(base.Evaluate(input, frame));

    protected override object? Compute(object? first, object? second, Machine machine)
    {
        var from = Bound(first, "T2003");
        var to = Bound(second, "T2004");
        if (from is not { } start || to is not { } end || start > end) return null;

        var size = end - start + 1;
        if (size > SizeMax) throw new Fault("D2014") { Value = Numbers.Of(size) };
        return ListValue.Range(start, (int)size);
    }

    private static double? Bound(object? value, string code)
    {
        if (value is null) return null;
        if (Numbers.TryGet(value, out var number) && Math.Floor(number) == number && double.IsFinite(number)) return number;
        throw new Fault(code) { Value = value };
    }
}
