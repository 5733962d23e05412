using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// The names and values of an object in the order in which ECMAScript walks them: names that are array indexes first, by
/// number, then the rest as they were written.
/// </summary>
internal readonly struct Members
{
    private readonly JsonObject? _json;
    private readonly ObjectValue? _made;
    private readonly int[]? _order;

    private Members(JsonObject? json, ObjectValue? made, int count)
    {
        _json = json;
        _made = made;
        Count = count;
        for (var i = 0; i < count; i++)
        {
            if (!StartsLikeIndex(RawName(i))) continue;
            _order = IndexesFirst();
            break;
        }
    }

    public int Count { get; }

    public static bool TryOf(object? value, out Members members)
    {
        switch (value)
        {
            case JsonObject json:
                members = new Members(json, null, json.Count);
                return true;
            case ObjectValue made:
                members = new Members(null, made, made.Count);
                return true;
            default:
                members = default;
                return false;
        }
    }

    public string Name(int index) => RawName(_order is null ? index : _order[index]);

    public object? Value(int index)
    {
        var at = _order is null ? index : _order[index];
        return _json is null ? _made!.ValueAt(at) : _json.Properties[at].Value;
    }

    private static bool StartsLikeIndex(string name) => name.Length > 0 && char.IsAsciiDigit(name[0]);

    private string RawName(int index) => _json is null ? _made!.NameAt(index) : _json.Properties[index].Key;

    private int[] IndexesFirst()
    {
        var indexes = new List<(uint Number, int At)>();
        var others = new List<int>();
        for (var i = 0; i < Count; i++)
        {
            if (TryIndex(RawName(i), out var number)) indexes.Add((number, i));
            else others.Add(i);
        }
        indexes.Sort();
        return [.. indexes.Select(pair => pair.At), .. others];
    }

    /// <summary>Whether a name is an array index: digits without leading zeros, below 2^32 − 1.</summary>
    private static bool TryIndex(string name, out uint number)
    {
        number = 0;
        if (name.Length is 0 or > 10 || (name[0] == '0' && name.Length > 1)) return false;
        ulong value = 0;
        foreach (var c in name)
        {
            if (!char.IsAsciiDigit(c)) return false;
            value = value * 10 + (ulong)(c - '0');
        }
        number = (uint)value;
        return value < uint.MaxValue;
    }
}
