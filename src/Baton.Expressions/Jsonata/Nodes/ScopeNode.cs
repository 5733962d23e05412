namespace Baton.Expressions.Jsonata;

/// <summary>Something that binds variables outside of a block, in a place that starts with none of them bound.</summary>
internal sealed class ScopeNode(Node inner, int[] slots) : Node
{
    public override object? Evaluate(object? input, Frame frame)
    {
        foreach (var slot in slots) frame.Slots[slot] = Frame.Unbound;
        return inner.Evaluate(input, frame);
    }

    public override object? Raw(object? input, Frame frame)
    {
        foreach (var slot in slots) frame.Slots[slot] = Frame.Unbound;
        return inner.Raw(input, frame);
    }
}
