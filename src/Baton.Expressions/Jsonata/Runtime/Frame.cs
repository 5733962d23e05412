namespace Baton.Expressions.Jsonata;

/// <summary>The variables of one run of a lambda, a block or a tuple. Which name is which slot was settled when the text was compiled.</summary>
internal sealed class Frame
{
    /// <summary>In a slot: the variable has not been bound yet, so that an outer one of its name still shows.</summary>
    public static readonly object Unbound = new();

    public Frame(Machine machine, Frame? parent, Layout layout)
    {
        Machine = machine;
        Parent = parent;
        Layout = layout;
        Slots = layout.SlotCount == 0 ? [] : new object?[layout.SlotCount];
    }

    public Machine Machine { get; }

    public Frame? Parent { get; }

    public Layout Layout { get; }

    public object?[] Slots { get; }

    /// <summary>For a tuple its context value; for a lambda the context of the call.</summary>
    public object? Item { get; set; }

    public Frame Up(int hops)
    {
        var frame = this;
        while (hops-- > 0) frame = frame.Parent!;
        return frame;
    }
}
