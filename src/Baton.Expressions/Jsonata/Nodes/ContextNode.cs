namespace Baton.Expressions.Jsonata;

/// <summary><c>$</c>: the context value.</summary>
internal sealed class ContextNode : LeafNode
{
    public override object? Raw(object? input, Frame frame) => input is ListValue { IsWrapper: true } wrapper ? wrapper[0] : input;
}
