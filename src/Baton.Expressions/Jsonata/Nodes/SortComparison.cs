using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// One sorting under way. A term is evaluated once for an item at most, and only where the terms before it did not decide.
/// </summary>
internal sealed class SortComparison
{
    private readonly SortTerms _terms;
    private readonly object?[] _items;
    private readonly Frame _frame;
    private readonly bool _areTuples;
    private readonly object?[]?[] _keys;

    public SortComparison(SortTerms terms, object?[] items, Frame frame, bool areTuples)
    {
        _terms = terms;
        _items = items;
        _frame = frame;
        _areTuples = areTuples;
        _keys = new object?[]?[terms.Terms.Length];
    }

    /// <summary>Whether the first of two items, by their places, must come after the second.</summary>
    public bool IsAfter(int left, int right)
    {
        _frame.Machine.Spend(1);
        for (var term = 0; term < _terms.Terms.Length; term++)
        {
            var first = Key(term, left);
            var second = Key(term, right);
            var order = Compare(first, second);
            if (order == 0) continue;
            var isTurned = _terms.Terms[term].IsDescending && first is not null && second is not null;
            return order > 0 != isTurned;
        }
        return false;
    }

    private object? Key(int term, int place)
    {
        ref var keys = ref _keys[term];
        if (keys is null)
        {
            keys = new object?[_items.Length];
            Array.Fill(keys, Frame.Unbound);
        }
        if (!ReferenceEquals(keys[place], Frame.Unbound)) return keys[place];
        return keys[place] = Evaluate(_terms.Terms[term].Value, _items[place]);
    }

    private object? Evaluate(Node term, object? item)
    {
        if (item is not Frame tuple) return term.Evaluate(item, _frame);
        return _areTuples ? term.Evaluate(tuple.Item, tuple) : term.Evaluate(Tuples.ToObject(tuple), _frame);
    }

    /// <summary>Nothing comes last, whichever way the order goes.</summary>
    private int Compare(object? left, object? right)
    {
        if (left is null) return right is null ? 0 : 1;
        if (right is null) return -1;
        if (left is JsonString first && right is JsonString second) return string.CompareOrdinal(first.Value, second.Value);
        if (Numbers.TryGet(left, out var number) && Numbers.TryGet(right, out var other)) return number == other ? 0 : number < other ? -1 : 1;
        if (!IsSortable(left) || !IsSortable(right)) throw new Fault("T2008") { Position = _terms.Position, Value = IsSortable(left) ? right : left };
        throw new Fault("T2007") { Position = _terms.Position, Value = left, SecondValue = right };
    }

    private static bool IsSortable(object value) => value is JsonString or JsonNumber or NonFinite;
}
