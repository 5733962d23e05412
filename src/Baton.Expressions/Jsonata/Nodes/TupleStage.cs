namespace Baton.Expressions.Jsonata;

/// <summary>What hangs on a step of tuples: a predicate, or a variable that takes the place.</summary>
/// <param name="predicate">The predicate; null for a variable.</param>
/// <param name="indexSlot">The slot of the variable.</param>
internal sealed class TupleStage(Predicate? predicate, int indexSlot)
{
    public ListValue Take(ListValue tuples, Frame blank)
    {
        if (predicate is not null) return predicate.FilterTuples(tuples, blank);
        for (var i = 0; i < tuples.Count; i++) ((Frame)tuples[i]!).Slots[indexSlot] = Numbers.OfInt(i);
        return tuples;
    }
}
