namespace Baton.Expressions.Jsonata;

/// <summary>A stable sort that asks its comparison the same questions as the reference, so that odd comparisons give the same order.</summary>
internal static class MergeSort
{
    /// <summary>The order of <paramref name="count"/> items.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="isAfter">Whether the first of two items, by their places, must come after the second.</param>
    public static int[] Order(int count, Func<int, int, bool> isAfter)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        Sort(order, new int[count], isAfter);
        return order;
    }

    private static void Sort(Span<int> order, Span<int> spare, Func<int, int, bool> isAfter)
    {
        if (order.Length <= 1) return;
        var middle = order.Length / 2;
        Sort(order[..middle], spare[..middle], isAfter);
        Sort(order[middle..], spare[middle..], isAfter);

        order.CopyTo(spare);
        var left = 0;
        var right = middle;
        for (var to = 0; to < order.Length; to++)
        {
            var takesRight = left == middle || (right < order.Length && isAfter(spare[left], spare[right]));
            order[to] = takesRight ? spare[right++] : spare[left++];
        }
    }
}
