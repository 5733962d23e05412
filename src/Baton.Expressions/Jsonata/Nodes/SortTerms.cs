namespace Baton.Expressions.Jsonata;

/// <summary>The terms of an order-by.</summary>
/// <param name="Terms">The terms, the weightiest first.</param>
/// <param name="Position">Where the order-by stands.</param>
internal sealed record SortTerms((Node Value, bool IsDescending)[] Terms, int Position)
{
    public ListValue Sort(Items items, Frame frame) => items.Count <= 1 ? new ListValue(items.ToArray()) : new ListValue(Sorted(items, frame, areTuples: false));

    /// <summary>Sorts tuples. What comes out is no longer known as tuples, which the steps after it show; so does the reference.</summary>
    public ListValue SortTuples(ListValue tuples, Frame frame) =>
        tuples.Count <= 1 ? tuples : new ListValue(Sorted(new Items(tuples), frame, tuples.IsTuples));

    private object?[] Sorted(Items items, Frame frame, bool areTuples)
    {
        frame.Machine.Allocate((long)items.Count * (24 + (8 * Terms.Length)));
        var array = items.ToArray();
        var comparison = new SortComparison(this, array, frame, areTuples);
        var order = MergeSort.Order(array.Length, comparison.IsAfter);
        var sorted = new object?[array.Length];
        for (var i = 0; i < sorted.Length; i++) sorted[i] = array[order[i]];
        return sorted;
    }
}
