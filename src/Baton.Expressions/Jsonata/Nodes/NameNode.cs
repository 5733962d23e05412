using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>A name as a step of a path.</summary>
internal sealed class NameNode(string name) : LeafNode
{
    private readonly NameFinder _finder = new(name);

    public override object? Evaluate(object? input, Frame frame) => input is JsonObject json ? _finder.In(json) : Sequences.Settle(Raw(input, frame));

    public override object? Raw(object? input, Frame frame) =>
        input is JsonObject json ? _finder.In(json) : Properties.Lookup(frame.Machine, input, name);
}
