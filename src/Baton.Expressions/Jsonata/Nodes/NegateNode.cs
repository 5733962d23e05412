namespace Baton.Expressions.Jsonata;

/// <summary>The minus sign in front of something.</summary>
internal sealed class NegateNode(Node operand, int position) : Node
{
    public override object? Raw(object? input, Frame frame)
    {
        var value = operand.Evaluate(input, frame);
        if (value is null) return null;
        return Numbers.IsNumeric(value, out var number)
            ? Numbers.Of(-number)
            : throw new Fault("D1002") { Position = position, Token = "-", Value = value };
    }
}
