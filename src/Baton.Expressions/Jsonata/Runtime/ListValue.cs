namespace Baton.Expressions.Jsonata;

/// <summary>
/// An array made during an evaluation. A range of integers keeps only its bounds until somebody adds to it, so that counting
/// or walking it costs no memory.
/// </summary>
internal sealed class ListValue
{
    /// <summary>Rough size of a slot with the value it refers to.</summary>
    private const int BytesPerItem = 40;

    private object?[]? _items;
    private readonly double _first;

    public ListValue(ListMarks marks = ListMarks.None)
    {
        _items = [];
        Marks = marks;
    }

    /// <summary>Takes the items over.</summary>
    public ListValue(object?[] items, ListMarks marks = ListMarks.None)
    {
        _items = items;
        Count = items.Length;
        Marks = marks;
    }

    private ListValue(double first, int count)
    {
        _first = first;
        Count = count;
        Marks = ListMarks.Sequence;
    }

    public ListMarks Marks { get; set; }

    public int Count { get; private set; }

    /// <summary>Whether its items lie in memory: not those of a range.</summary>
    public bool IsStored => _items is not null;

    /// <summary>What the slots for its items take.</summary>
    public long Bytes => (_items?.Length ?? 0) * (long)BytesPerItem;

    public bool IsSequence => (Marks & ListMarks.Sequence) != 0;

    public bool IsTuples => (Marks & ListMarks.Tuples) != 0;

    public bool IsWrapper => (Marks & ListMarks.Wrapper) != 0;

    public bool IsConstructed => (Marks & ListMarks.Constructed) != 0;

    public object? this[int index] => _items is null ? Numbers.Of(_first + index) : _items[index];

    public static ListValue Sequence() => new(ListMarks.Sequence);

    public static ListValue SequenceOf(object? item) => new([item], ListMarks.Sequence);

    /// <summary>The integers from <paramref name="first"/>, <paramref name="count"/> of them.</summary>
    public static ListValue Range(double first, int count) => new(first, count);

    /// <summary>The same items under other marks; shares the items, so neither of the two may be added to.</summary>
    public ListValue Remarked(ListMarks marks) =>
        _items is null ? new ListValue(_first, Count) { Marks = marks } : new ListValue(_items) { Count = Count, Marks = marks };

    public void Add(Machine machine, object? item)
    {
        if (_items is null || Count == _items.Length) Grow(machine, Count + 1);
        _items![Count++] = item;
    }

    public void AddAll(Machine machine, Items items)
    {
        if (items.Count == 0) return;
        if (_items is null || Count + items.Count > _items.Length) Grow(machine, Count + items.Count);
        items.CopyTo(_items!, Count);
        Count += items.Count;
    }

    public void CopyTo(object?[] target, int at)
    {
        if (_items is not null) Array.Copy(_items, 0, target, at, Count);
        else for (var i = 0; i < Count; i++) target[at + i] = this[i];
    }

    /// <summary>Makes room at once for a number of items that is known.</summary>
    public void Reserve(Machine machine, int count)
    {
        if (_items is null || count > _items.Length) Grow(machine, count);
    }

    /// <summary>Replaces an item; only for lists that nobody else has seen.</summary>
    public void Set(int index, object? item) => _items![index] = item;

    private void Grow(Machine machine, int needed)
    {
        var capacity = Math.Max(needed, _items is null || Count == 0 ? Math.Max(needed, 4) : Count * 2);
        machine.Allocate((long)(capacity - Count) * BytesPerItem);
        var items = new object?[capacity];
        CopyTo(items, 0);
        _items = items;
    }
}
