namespace Baton.Expressions.Jsonata;

/// <summary>Expressions in parentheses: the last one's value, in variables of their own.</summary>
/// <param name="expressions">The expressions.</param>
/// <param name="slots">The variables bound in it, where they lie in the frame around it.</param>
/// <param name="layout">Its own frame, where closures may keep the variables of one run apart from those of another.</param>
internal sealed class BlockNode(Node[] expressions, int[] slots, Layout? layout) : Node
{
    public override object? Raw(object? input, Frame frame)
    {
        if (layout is not null) frame = new Frame(frame.Machine, frame, layout);
        foreach (var slot in slots) frame.Slots[slot] = Frame.Unbound;
        object? result = null;
        foreach (var expression in expressions) result = expression.Evaluate(input, frame);
        return result;
    }
}
