using System.Collections;

namespace Baton.Json;

/// <summary>An array.</summary>
public sealed class JsonArray : JsonData, IReadOnlyList<JsonData>
{
    private readonly JsonData[] _items;

    /// <summary>Takes the items over: the caller does not change them afterwards.</summary>
    public JsonArray(params JsonData[] items) => _items = items;

    public JsonArray(IEnumerable<JsonData> items) => _items = [.. items];

    public static JsonArray Empty { get; } = new JsonArray([]);

    public override JsonKind Kind => JsonKind.Array;

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
