namespace Baton.Expressions.Jsonata;

/// <summary>What the compiler laid out for one kind of frame.</summary>
internal sealed class Layout
{
    private readonly List<string> _tupleNames = [];

    /// <summary>How many slots a frame has; final once the whole text is compiled.</summary>
    public int SlotCount { get; private set; }

    /// <summary>The variables that a tuple carries on to the next step; they have the first slots.</summary>
    public IReadOnlyList<string> TupleNames => _tupleNames;

    public int AddSlot() => SlotCount++;

    /// <summary>The slot of a variable of a tuple; -1 where the tuple has none of that name.</summary>
    public int TupleSlot(string name) => _tupleNames.IndexOf(name);

    public int AddTupleName(string name)
    {
        var slot = _tupleNames.IndexOf(name);
        if (slot >= 0) return slot;
        _tupleNames.Add(name);
        return AddSlot();
    }
}
