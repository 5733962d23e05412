namespace Baton.Expressions.Jsonata;

/// <summary>The names bound in one stretch of the text, while it is compiled.</summary>
/// <param name="parent">The stretch around it; null for the whole text.</param>
/// <param name="layout">The frame in which its variables lie.</param>
/// <param name="isRepeated">Whether it may run several times in one run of its frame.</param>
internal sealed class Scope(Scope? parent, Layout layout, bool isRepeated)
{
    private readonly Dictionary<string, (int Slot, bool IsSure)> _names = new(StringComparer.Ordinal);

    public Scope? Parent => parent;

    public Layout Layout => layout;

    public bool IsRepeated => isRepeated;

    /// <summary>Whether it is the whole of a lambda.</summary>
    public bool IsLambda { get; init; }

    /// <summary>Binds a name to a new slot.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isSure">Whether it has a value whenever it is in reach.</param>
    public int Declare(string name, bool isSure)
    {
        if (_names.TryGetValue(name, out var known)) return known.Slot;
        var slot = layout.AddSlot();
        _names[name] = (slot, isSure);
        return slot;
    }

    /// <summary>Binds a name that tuples carry.</summary>
    public void DeclareTupleName(string name) => _names[name] = (layout.AddTupleName(name), false);

    public bool TryFind(string name, out int slot, out bool isSure)
    {
        var isThere = _names.TryGetValue(name, out var found);
        (slot, isSure) = found;
        return isThere;
    }

    /// <summary>How many frames lie between this stretch and one around it.</summary>
    public int HopsTo(Scope outer)
    {
        var hops = 0;
        for (var scope = this; scope != outer; scope = scope.Parent!)
        {
            if (scope.Parent!.Layout != scope.Layout) hops++;
        }
        return hops;
    }
}
