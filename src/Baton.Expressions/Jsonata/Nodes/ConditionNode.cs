namespace Baton.Expressions.Jsonata;

/// <summary><c>test ? then : otherwise</c></summary>
internal sealed class ConditionNode(Node test, Node then, Node? otherwise) : Node
{
    public override object? Raw(object? input, Frame frame) =>
        test.Test(input, frame) ? then.Evaluate(input, frame) : otherwise?.Evaluate(input, frame);
}
