namespace Baton.Expressions.Jsonata;

/// <summary>A path that carries tuples from its first step with <c>@</c>, <c>#</c> or a parent that somebody looks for.</summary>
/// <param name="before">The steps before that one.</param>
/// <param name="steps">The steps from that one on.</param>
/// <param name="keepsArray">Whether the value is an array even of one.</param>
/// <param name="group">The grouping at the end.</param>
internal sealed class TuplePathNode(Step[] before, TupleStep[] steps, bool keepsArray, GroupBy? group) : Node
{
    /// <summary>Whether the first step is a variable, so that the context is not iterated over.</summary>
    public bool StartsAtVariable { get; init; }

    /// <summary>Whether it hands its tuples on to the path it is a part of.</summary>
    public bool GivesTuples { get; init; }

    public override object? Raw(object? input, Frame frame)
    {
        var flow = Flow.Start(input, StartsAtVariable);
        foreach (var step in before)
        {
            flow = step.Take(flow, frame, isLast: false);
            if (flow.IsEmpty) return group is null ? null : group.Apply(flow.ToItems(), frame);
        }

        ListValue? tuples = null;
        foreach (var step in steps) tuples = step.Take(flow, tuples, frame);
        if (group is not null) return group.ApplyToTuples(tuples!, frame);
        if (!GivesTuples) tuples = Contexts(tuples!, frame.Machine);
        if (keepsArray) tuples!.Marks |= ListMarks.KeepSingleton;
        return tuples;
    }

    private static ListValue Contexts(ListValue tuples, Machine machine)
    {
        var result = ListValue.Sequence();
        result.Reserve(machine, tuples.Count);
        for (var i = 0; i < tuples.Count; i++) result.Add(machine, ((Frame)tuples[i]!).Item);
        return result;
    }
}
