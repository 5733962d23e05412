namespace Baton.Expressions.Jsonata;

/// <summary>A part without parts. Its level was counted by what it is a part of.</summary>
internal abstract class LeafNode : Node
{
    public override object? Evaluate(object? input, Frame frame) => Sequences.Settle(Raw(input, frame));
}
