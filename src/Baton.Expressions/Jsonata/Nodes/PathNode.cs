namespace Baton.Expressions.Jsonata;

/// <summary>A path whose steps carry values only.</summary>
/// <param name="steps">The steps in order.</param>
/// <param name="keepsArray">Whether <c>[]</c> stands on a step: the value is an array even of one.</param>
/// <param name="marksArray">Whether <c>[]</c> stands on the whole: a sequence of one stays an array.</param>
/// <param name="group">The grouping at the end.</param>
internal sealed class PathNode(Step[] steps, bool keepsArray, bool marksArray, GroupBy? group) : Node
{
    private readonly PathEnd _end = new(keepsArray, marksArray, group);

    /// <summary>Whether the first step is a variable, so that the context is not iterated over.</summary>
    public bool StartsAtVariable { get; init; }

    public override object? Raw(object? input, Frame frame)
    {
        var flow = Flow.Start(input, StartsAtVariable);
        for (var i = 0; i < steps.Length; i++)
        {
            flow = steps[i].Take(flow, frame, i == steps.Length - 1);
            if (flow.IsEmpty) break;
        }
        return _end.Finish(flow, frame);
    }
}
