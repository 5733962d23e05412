using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>left ~> right</c>, where the right side is a function: applied to a value, chained to another function.</summary>
internal sealed class ApplyNode(Node left, Node right, int position) : Node
{
    public override object? Raw(object? input, Frame frame)
    {
        var value = left.Evaluate(input, frame);
        var applied = right.Evaluate(input, frame);
        if (applied is not Function function) throw new Fault("T2006") { Position = position, Value = applied };
        return value is Function first ? new ComposedFunction(first, function) : frame.Machine.Apply(function, [value], JsonData.Null);
    }
}
