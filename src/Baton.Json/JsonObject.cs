using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Baton.Json;

/// <summary>
/// An object. Properties keep the order in which their names first appeared; of a name given twice the last value counts, as
/// with the parsers that AWS uses.
/// </summary>
public sealed class JsonObject : JsonData, IReadOnlyCollection<KeyValuePair<string, JsonData>>
{
    /// <summary>Up to this many properties a scan is faster than a hash table.</summary>
    private const int ScanMax = 8;

    /// <summary>Up to this many properties comparing all names is faster than a hash table, which then need not be kept either.</summary>
    private const int TwinScanMax = 24;

    private readonly KeyValuePair<string, JsonData>[] _properties;
    private Dictionary<string, int>? _index;

    private JsonObject(KeyValuePair<string, JsonData>[] properties)
    {
        _properties = properties;
        var depth = 0;
        foreach (var (_, value) in properties) depth = Math.Max(depth, value.Depth);
        Depth = JsonDepth.Around(depth);
    }

    public static JsonObject Empty { get; } = new JsonObject([]);

    public override JsonKind Kind => JsonKind.Object;

    public override int Depth { get; }

    public int Count => _properties.Length;

    public ReadOnlySpan<KeyValuePair<string, JsonData>> Properties => _properties;

    /// <summary>The value of a property, or null where there is none (a property that is <c>null</c> gives <see cref="JsonData.Null"/>).</summary>
    public JsonData? this[string name] => TryGet(name, out var value) ? value : null;

    /// <summary>An object of properties in their order; of a name given twice the last value counts, in the first one's place.</summary>
    public static JsonObject Of(params ReadOnlySpan<KeyValuePair<string, JsonData>> properties)
    {
        if (properties.Length <= TwinScanMax && !HasTwins(properties)) return new JsonObject(properties.ToArray());
        var builder = new Builder(properties.Length);
        foreach (var (name, value) in properties) builder.Set(name, value);
        return builder.Build();
    }

    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonData Value)> properties)
    {
        var builder = new Builder(properties.Length);
        foreach (var (name, value) in properties) builder.Set(name, value);
        return builder.Build();
    }

    /// <summary>Takes the properties over: the caller does not change them afterwards, and no name is there twice.</summary>
    public static JsonObject Owning(KeyValuePair<string, JsonData>[] properties) => properties.Length == 0 ? Empty : new JsonObject(properties);

    public bool TryGet(string name, [NotNullWhen(true)] out JsonData? value)
    {
        var index = IndexOf(name);
        value = index < 0 ? null : _properties[index].Value;
        return index >= 0;
    }

    public bool Has(string name) => IndexOf(name) >= 0;

    /// <summary>This object with one property set: in its place if it is there, at the end if not.</summary>
    public JsonObject With(string name, JsonData value)
    {
        var index = IndexOf(name);
        var properties = new KeyValuePair<string, JsonData>[index < 0 ? Count + 1 : Count];
        _properties.CopyTo(properties, 0);
        properties[index < 0 ? Count : index] = new(name, value);
        return new JsonObject(properties);
    }

    public IEnumerator<KeyValuePair<string, JsonData>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, JsonData>>)_properties).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    public override bool Equals(JsonData? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is not JsonObject that || that.Count != Count) return false;
        for (var i = 0; i < _properties.Length; i++)
        {
            // Objects that are equal mostly have their properties in the same order too.
            var (name, value) = _properties[i];
            var theirs = string.Equals(name, that._properties[i].Key, StringComparison.Ordinal) ? that._properties[i].Value : that[name];
            if (!value.Equals(theirs)) return false;
        }
        return true;
    }

    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var (name, value) in _properties) hash ^= HashCode.Combine(name, value); // order does not matter
        return hash;
    }

    private static bool HasTwins(ReadOnlySpan<KeyValuePair<string, JsonData>> properties)
    {
        for (var i = 1; i < properties.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (string.Equals(properties[i].Key, properties[j].Key, StringComparison.Ordinal)) return true;
            }
        }
        return false;
    }

    private int IndexOf(string name)
    {
        if (_properties.Length > ScanMax) return (_index ??= IndexOf(_properties)).GetValueOrDefault(name, -1);
        for (var i = 0; i < _properties.Length; i++)
        {
            if (string.Equals(_properties[i].Key, name, StringComparison.Ordinal)) return i;
        }
        return -1;
    }

    private static Dictionary<string, int> IndexOf(KeyValuePair<string, JsonData>[] properties)
    {
        var index = new Dictionary<string, int>(properties.Length, StringComparer.Ordinal);
        for (var i = 0; i < properties.Length; i++) index[properties[i].Key] = i;
        return index;
    }

    /// <summary>Collects properties for one object; not to be used again after <see cref="Build"/>.</summary>
    public sealed class Builder
    {
        private readonly List<KeyValuePair<string, JsonData>> _properties;
        private Dictionary<string, int>? _index;

        public Builder(int capacity = 4) => _properties = new(capacity);

        public int Count => _properties.Count;

        /// <summary>Sets a property; a name that is there already keeps its place and takes the new value.</summary>
        public void Set(string name, JsonData value)
        {
            var index = IndexOf(name);
            if (index >= 0)
            {
                _properties[index] = new(name, value);
                return;
            }
            _properties.Add(new(name, value));
            if (_index is not null) _index[name] = _properties.Count - 1;
        }

        public JsonObject Build() => _properties.Count == 0 ? Empty : new JsonObject([.. _properties]) { _index = _index };

        private int IndexOf(string name)
        {
            if (_properties.Count > ScanMax) return (_index ??= JsonObject.IndexOf([.. _properties])).GetValueOrDefault(name, -1);
            for (var i = 0; i < _properties.Count; i++)
            {
                if (string.Equals(_properties[i].Key, name, StringComparison.Ordinal)) return i;
            }
            return -1;
        }
    }
}
