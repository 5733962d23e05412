namespace Baton.Expressions.Jsonata;

/// <summary>A step that evaluates something for each item, and filters what that gives.</summary>
internal sealed class NodeStep(Node node, Predicate[] predicates) : Step
{
    public override Flow Take(Flow input, Frame frame, bool isLast)
    {
        if (!input.IsMany) return One(input.Value, frame) is { } only ? Flow.Of(only, isLast) : Flow.Empty;

        Items.TryOf(input.Value, out var items);
        frame.Machine.Spend(items.Count);
        object? first = null;
        ListValue? all = null;
        for (var i = 0; i < items.Count; i++)
        {
            if (One(items[i], frame) is not { } result) continue;
            if (all is not null)
            {
                AddFlat(frame.Machine, all, result);
            }
            else if (first is null)
            {
                first = result;
            }
            else
            {
                all = ListValue.Sequence();
                AddFlat(frame.Machine, all, first);
                AddFlat(frame.Machine, all, result);
            }
        }
        if (all is not null) return new Flow(all, true);
        return first is null ? Flow.Empty : Flow.Of(first, isLast);
    }

    private static void AddFlat(Machine machine, ListValue list, object result)
    {
        if (Sequences.Flattens(result, out var items)) list.AddAll(machine, items);
        else list.Add(machine, result);
    }

    private object? One(object? item, Frame frame)
    {
        var result = node.Evaluate(item, frame);
        foreach (var predicate in predicates) result = predicate.Filter(result, frame);
        return result;
    }
}
