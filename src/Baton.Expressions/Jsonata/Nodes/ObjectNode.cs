namespace Baton.Expressions.Jsonata;

/// <summary>An object literal: a grouping of the context.</summary>
internal sealed class ObjectNode(GroupBy group) : Node
{
    public override object? Evaluate(object? input, Frame frame)
    {
        frame.Machine.Enter();
        var result = Raw(input, frame);
        frame.Machine.Leave();
        return result;
    }

    public override object Raw(object? input, Frame frame) =>
        Items.TryOf(input, out var items) ? group.Apply(items, frame) : group.ApplyToOne(input, frame);
}
