namespace Baton.Expressions.Jsonata;

/// <summary>An order-by in a path that carries values.</summary>
internal sealed class SortStep(SortTerms terms, Predicate[] predicates) : Step
{
    public override Flow Take(Flow input, Frame frame, bool isLast)
    {
        var items = input.ToItems();
        if (items.Count > 1) input = new Flow(terms.Sort(items, frame), true);
        else if (input is { IsMany: true, Value: not ListValue { IsSequence: true } and not ListValue { IsConstructed: true } }) input = new Flow(items[0], false);
        if (predicates.Length == 0) return input;

        var result = input.IsMany ? input.Value : ListValue.SequenceOf(input.Value);
        foreach (var predicate in predicates) result = predicate.Filter(result, frame);
        return new Flow(result, Items.TryOf(result, out _));
    }
}
