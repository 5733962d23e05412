namespace Baton.Expressions.Jsonata;

/// <summary>A variable that the text binds.</summary>
/// <param name="hops">How many frames further out it lies.</param>
/// <param name="slot">Its place in that frame.</param>
/// <param name="fallback">What its name means as long as it is not bound; null where it always is.</param>
internal sealed class LocalNode(int hops, int slot, Node? fallback) : LeafNode
{
    public override object? Raw(object? input, Frame frame)
    {
        var value = frame.Up(hops).Slots[slot];
        return ReferenceEquals(value, Frame.Unbound) ? fallback?.Raw(input, frame) : value;
    }
}
