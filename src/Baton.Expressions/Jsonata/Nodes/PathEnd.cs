namespace Baton.Expressions.Jsonata;

/// <summary>What becomes of the items that the last step of a path made.</summary>
/// <param name="keepsArray">Whether <c>[]</c> stands on a step: the value is an array even of one.</param>
/// <param name="marksArray">Whether <c>[]</c> stands on the whole: a sequence of one stays an array.</param>
/// <param name="group">The grouping at the end.</param>
internal sealed class PathEnd(bool keepsArray, bool marksArray, GroupBy? group)
{
    public object? Finish(Flow flow, Frame frame)
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
