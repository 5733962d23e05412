namespace Baton.Expressions.Jsonata;

/// <summary>A predicate that is a number: the item at that place, from the end if it is negative.</summary>
internal sealed class IndexPredicate(double number) : Predicate
{
    private readonly double _index = Math.Floor(number);

    public override object Filter(object? value, Frame frame)
    {
        if (!Items.TryOf(value, out var items)) return (_index is 0 or -1 ? value : null) ?? Sequences.Empty;
        return (Find(items.Count) is { } place ? items[place] : null) ?? Sequences.Empty;
    }

    public override ListValue FilterTuples(ListValue tuples, Frame frame)
    {
        var result = new ListValue(ListMarks.Sequence | (tuples.Marks & ListMarks.Tuples));
        if (Find(tuples.Count) is { } place) result.Add(frame.Machine, tuples[place]);
        return result;
    }

    private int? Find(int count)
    {
        var place = _index < 0 ? count + _index : _index;
        return place >= 0 && place < count ? (int)place : null;
    }
}
