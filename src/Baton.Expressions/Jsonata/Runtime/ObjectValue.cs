namespace Baton.Expressions.Jsonata;

/// <summary>An object made during an evaluation; its values may be anything the language knows, functions too.</summary>
internal sealed class ObjectValue
{
    /// <summary>Up to this many names a scan is faster than a hash table.</summary>
    private const int ScanMax = 8;

    private string[] _names;
    private object?[] _values;
    private bool _namesAreShared;
    private Dictionary<string, int>? _index;

    public ObjectValue(int capacity = 4)
    {
        _names = new string[capacity];
        _values = new object?[capacity];
    }

    /// <summary>An object whose names are those of a constructor in the text, shared by all objects it makes.</summary>
    public ObjectValue(string[] names, object?[] values)
    {
        _names = names;
        _values = values;
        _namesAreShared = true;
        Count = names.Length;
    }

    public int Count { get; private set; }

    /// <summary>The transform that made this object as its own copy, and alone may change it.</summary>
    public object? Owner { get; init; }

    /// <summary>What an object with so many values takes, without these.</summary>
    public static long BytesOf(int count) => 64 + (count * 16L);

    public string NameAt(int index) => _names[index];

    public object? ValueAt(int index) => _values[index];

    public bool TryGet(string name, out object? value)
    {
        var index = IndexOf(name);
        value = index < 0 ? null : _values[index];
        return index >= 0;
    }

    public void Set(string name, object? value)
    {
        var index = IndexOf(name);
        if (index >= 0)
        {
            _values[index] = value;
            return;
        }
        if (Count == _names.Length || _namesAreShared) Resize(Math.Max(4, Count * 2));
        _names[Count] = name;
        _values[Count] = value;
        if (_index is not null) _index[name] = Count;
        Count++;
    }

    public void Remove(string name)
    {
        var index = IndexOf(name);
        if (index < 0) return;
        if (_namesAreShared) Resize(Count);
        Count--;
        Array.Copy(_names, index + 1, _names, index, Count - index);
        Array.Copy(_values, index + 1, _values, index, Count - index);
        _index = null;
    }

    private int IndexOf(string name)
    {
        if (Count > ScanMax) return (_index ??= MakeIndex()).GetValueOrDefault(name, -1);
        for (var i = 0; i < Count; i++)
        {
            if (string.Equals(_names[i], name, StringComparison.Ordinal)) return i;
        }
        return -1;
    }

    private Dictionary<string, int> MakeIndex()
    {
        var index = new Dictionary<string, int>(Count, StringComparer.Ordinal);
        for (var i = 0; i < Count; i++) index[_names[i]] = i;
        return index;
    }

    private void Resize(int capacity)
    {
        Array.Resize(ref _names, capacity);
        Array.Resize(ref _values, capacity);
        _namesAreShared = false;
    }
}
