using Baton.Json;

namespace Baton.Expressions.Jsonata;

internal sealed class LiteralNode(JsonData value) : LeafNode
{
    public JsonData Value => value;

    public override object? Evaluate(object? input, Frame frame) => value;

    public override object? Raw(object? input, Frame frame) => value;
}
