namespace Baton.Expressions.Jsonata;

/// <summary><c>left ~> $call(arguments)</c>: the call with the left side as its first argument.</summary>
internal sealed class ApplyCallNode(Node left, CallNode call) : Node
{
    public override object? Raw(object? input, Frame frame) => call.CallWith(left.Evaluate(input, frame), input, frame);
}
