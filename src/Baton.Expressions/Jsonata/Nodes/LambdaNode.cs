namespace Baton.Expressions.Jsonata;

/// <summary>A function written in the text; evaluating it ties it to the context and the variables of this moment.</summary>
/// <param name="layout">The variables of one call.</param>
/// <param name="parameterSlots">Where among them the parameters lie.</param>
internal sealed class LambdaNode(Layout layout, int[] parameterSlots) : LeafNode
{
    public Layout Layout => layout;

    public int[] ParameterSlots => parameterSlots;

    public required Signature? Signature { get; init; }

    public required Node Body { get; init; }

    /// <summary>Whether the variables of a call may be kept by a function made in it.</summary>
    public required bool IsCaptured { get; init; }

    public override object? Raw(object? input, Frame frame)
    {
        frame.Machine.Allocate(64);
        return new LambdaFunction(this, input, frame);
    }
}
