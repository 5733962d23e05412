namespace Baton.Expressions.Jsonata;

/// <summary>A path whose steps carry values only.</summary>
/// <param name="steps">The steps in order.</param>
/// <param name="keepsArray">Whether <c>[]</c> stands on a step: the value is an array even of one.</param>
/// <param name="marksArray">Whether <c>[]</c> stands on the whole: a sequence of one stays an array.</param>
/// <param name="group">The grouping at the end.</param>
internal sealed class PathNode(Step[] steps, bool keepsArray, bool marksArray, GroupBy? group) : Node
{
    /// <summary>Whether the first step is a variable, so that the context is not iterated over.</summary>
    public bool StartsAtVariable { get; init; }

    public override object? Raw(object? input, Frame frame)
    {
        var flow = Flow.Start(input, StartsAtVariable);
        for (var i = 0; i < steps.Length; i++)
        {
            var isLast = i == steps.Length - 1;
            flow = steps[i].Take(flow, frame, isLast);
            if (isLast || !flow.IsEmpty) continue;
            flow = Flow.Empty;
            break;
        }
        return Finish(flow, frame);
    }

    private object? Finish(Flow flow, Frame frame)
    {
        if (keepsArray) flow = Kept(flow);
        if (group is not null) return group.Apply(flow.ToItems(), frame);
        if (!marksArray || keepsArray) return flow.Value;
        return flow.IsMany && flow.Value is not ListValue { IsSequence: true } ? flow.Value : Kept(flow).Value;
    }

    /// <summary>The same as a sequence that stays an array; a plain array, unless the path made it, is one anyway.</summary>
    private static Flow Kept(Flow flow)
    {
        const ListMarks Kept = ListMarks.Sequence | ListMarks.KeepSingleton;
        if (!flow.IsMany) return new Flow(new ListValue([flow.Value], Kept), true);
        if (flow.Value is not ListValue list) return flow;
        if (list.IsSequence) return new Flow(list.Remarked(list.Marks | ListMarks.KeepSingleton), true);
        return list.IsConstructed ? new Flow(new ListValue([list], Kept), true) : flow;
    }
}
