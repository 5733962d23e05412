namespace Baton.Expressions.Jsonata;

/// <summary>A path that carries tuples from its first step with <c>@</c>, <c>#</c> or a parent that somebody looks for.</summary>
/// <param name="before">The steps before that one.</param>
/// <param name="steps">The steps from that one on.</param>
/// <param name="keepsArray">Whether the value is an array even of one.</param>
/// <param name="group">The grouping at the end.</param>
/// <param name="layout">The variables of a tuple.</param>
internal sealed class TuplePathNode(Step[] before, TupleStep[] steps, bool keepsArray, GroupBy? group, Layout layout) : Node
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
            if (flow.IsEmpty) return new PathEnd(keepsArray, marksArray: false, group).Finish(flow, Tuples.Make(layout, frame, null));
        }

        // Everything from here on was compiled to run in a tuple; where there is none, it runs in one that has no variables.
        var blank = Tuples.Make(layout, frame, null);
        ListValue? tuples = null;
        foreach (var step in steps) tuples = step.Take(flow, tuples, blank);
        if (group is not null) return group.ApplyToTuples(tuples!, blank);
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
