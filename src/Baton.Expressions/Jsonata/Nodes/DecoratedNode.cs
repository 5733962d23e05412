namespace Baton.Expressions.Jsonata;

/// <summary>Something that is no path, with predicates, a grouping or <c>[]</c> behind it.</summary>
internal sealed class DecoratedNode(Node inner, Predicate[] predicates, GroupBy? group, bool keepsArray) : Node
{
    public override object? Raw(object? input, Frame frame)
    {
        var value = inner.Raw(input, frame);
        if (value is ListValue { IsTuples: true } inside) value = Tuples.Within(frame, inside);
        foreach (var predicate in predicates) value = value is ListValue { IsTuples: true } tuples ? predicate.FilterTuples(tuples, frame) : predicate.Filter(value, frame);
        if (group is not null) return Group(group, value, frame);
        return keepsArray ? Kept(value) : value;
    }

    private static ObjectValue Group(GroupBy group, object? value, Frame frame) =>
        value is ListValue { IsTuples: true } tuples ? group.ApplyToTuples(tuples, frame) : group.Apply(Items.OfOrSingle(value), frame);

    /// <summary>A sequence stays an array. What a predicate lets through alone would be a sequence of one.</summary>
    private object? Kept(object? value)
    {
        const ListMarks Kept = ListMarks.Sequence | ListMarks.KeepSingleton;
        if (value is ListValue { IsSequence: true } list) return list.Remarked(list.Marks | Kept);
        var isFromPredicate = predicates.Length > 0 && value is not null && !Items.TryOf(value, out _);
        return isFromPredicate ? new ListValue([value], Kept) : value;
    }
}
