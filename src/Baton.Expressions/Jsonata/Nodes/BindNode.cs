namespace Baton.Expressions.Jsonata;

/// <summary><c>$name := value</c></summary>
internal sealed class BindNode(int hops, int slot, Node value) : Node
{
    public override object? Raw(object? input, Frame frame) => frame.Up(hops).Slots[slot] = value.Evaluate(input, frame);
}
