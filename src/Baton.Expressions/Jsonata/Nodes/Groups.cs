using System.Runtime.InteropServices;
using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>The groups of one grouping under way.</summary>
internal sealed class Groups(Machine machine, int position)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<Entry> _entries = [];

    /// <summary>Puts an item under a key; a key of nothing leaves it out.</summary>
    /// <param name="key">What the key expression gave.</param>
    /// <param name="pair">Which pair of the constructor the key belongs to.</param>
    /// <param name="item">The item.</param>
    public void Add(object? key, int pair, object? item)
    {
        if (key is null) return;
        if (key is not JsonString { Value: var name }) throw new Fault("T1003") { Position = position, Value = key };

        machine.Spend(1);
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, name, out var isThere);
        if (!isThere)
        {
            place = _entries.Count;
            machine.Allocate(96);
            _entries.Add(new Entry(name, pair));
        }
        var entry = _entries[place];
        if (entry.Pair != pair) throw new Fault("D1009") { Position = position, Value = key };
        entry.Data.Add(machine, item);
    }

    public ObjectValue ToObject(Func<int, object?, object?> evaluate)
    {
        var result = new ObjectValue(_entries.Count);
        foreach (var entry in _entries)
        {
            if (evaluate(entry.Pair, entry.Data.Value) is { } value) result.Set(entry.Name, value);
        }
        return result;
    }

    private sealed class Entry(string name, int pair)
    {
        public string Name => name;

        public int Pair => pair;

        public Accumulator Data;
    }
}
