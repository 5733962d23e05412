using System.Collections;

namespace Baton.Json;

/// <summary>An array.</summary>
public sealed class JsonArray : JsonData, IReadOnlyList<JsonData>
{
    private readonly JsonData[] _items;

    /// <summary>Takes the items over: the caller does not change them afterwards.</summary>
    /// <exception cref="JsonFormatException">The array would nest deeper than <see cref="JsonLimits.DepthCap"/>.</exception>
    public JsonArray(params JsonData[] items)
    {
        _items = items;
        var depth = 0;
        foreach (var item in items) depth = Math.Max(depth, item.Depth);
        Depth = JsonDepth.Around(depth);
    }

    /// <inheritdoc cref="JsonArray(JsonData[])"/>
    public JsonArray(IEnumerable<JsonData> items)
        : this([.. items])
    {
    }

    public static JsonArray Empty { get; } = new JsonArray([]);

    public override JsonKind Kind => JsonKind.Array;

    public override int Depth { get; }

    public int Count => _items.Length;

    public JsonData this[int index] => _items[index];

    public ReadOnlySpan<JsonData> Items => _items;

    public IEnumerator<JsonData> GetEnumerator() => ((IEnumerable<JsonData>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    public override bool Equals(JsonData? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is not JsonArray array || array.Count != Count) return false;
        for (var i = 0; i < _items.Length; i++)
        {
            if (!_items[i].Equals(array._items[i])) return false;
        }
        return true;
    }

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items) hash.Add(item);
        return hash.ToHashCode();
    }
}
