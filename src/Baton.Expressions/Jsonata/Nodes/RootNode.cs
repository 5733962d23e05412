namespace Baton.Expressions.Jsonata;

/// <summary><c>$$</c>: the input document.</summary>
internal sealed class RootNode : LeafNode
{
    public override object? Raw(object? input, Frame frame) => frame.Machine.Root;
}
