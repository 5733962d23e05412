using System.Text;

namespace Baton.Language.Model;

/// <summary>
/// Where something stands in a definition. Its text is made only when somebody reads it: a large definition has many places, of
/// which few turn up in findings.
/// </summary>
internal sealed class Place
{
    /// <summary>As much of a name as a location shows.</summary>
    private const int NameShownMax = 256;

    private readonly Place? _parent;
    private readonly string _name;
    private readonly int _index;
    private readonly Func<string>? _inner;

    private Place(Place? parent, string name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
    }

    private Place(Place parent, Func<string> inner)
        : this(parent, "", -1) => _inner = inner;

    /// <summary>The machine itself.</summary>
    public static Place Root { get; } = new(null, "", -1);

    /// <summary>A field of the object that stands here.</summary>
    public Place Field(string name) => new(this, name, -1);

    /// <summary>An item of the array that stands in a field of the object that stands here.</summary>
    public Place Item(string name, int index) => new(this, name, index);

    /// <summary>An item of the array that stands here.</summary>
    public Place Item(int index) => new(this, "", index);

    /// <summary>A place inside of what stands here, which somebody else gives as text: <c>/error</c>, <c>[0]/x</c>; empty for here.</summary>
    public Place Inner(Func<string> path) => new(this, path);

    /// <summary>The way to this place from one around it: <c>Choices[0]/Condition</c>.</summary>
    public string Below(Place around) => Text(around).TrimStart('/');

    /// <summary>The place as published: <c>/States/A/Choices[0]</c>, <c>/</c> for the machine. Names stand as they are, very long ones cut.</summary>
    public override string ToString() => _parent is null ? "/" : Text(Root);

    private string Text(Place around)
    {
        var steps = new Stack<Place>();
        for (var place = this; place != around && place._parent is not null; place = place._parent) steps.Push(place);
        var text = new StringBuilder();
        foreach (var step in steps)
        {
            if (step._inner is not null)
            {
                text.Append(step._inner());
                continue;
            }
            if (step._name.Length > 0 || step._index < 0) text.Append('/').Append(Shown(step._name));
            if (step._index >= 0) text.Append('[').Append(step._index).Append(']');
        }
        return text.ToString();
    }

    /// <summary>A name as it stands in a location.</summary>
    public static string Shown(string name) => name.Length <= NameShownMax ? name : string.Concat(name.AsSpan(0, NameShownMax), "...");
}
