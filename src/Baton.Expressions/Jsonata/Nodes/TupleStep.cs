namespace Baton.Expressions.Jsonata;

/// <summary>One step of a path that carries tuples.</summary>
internal abstract class TupleStep(TupleStage[] stages)
{
    /// <param name="input">The items to start from, where there are no tuples yet.</param>
    /// <param name="tuples">The tuples of the step before; null at the first step that has some.</param>
    /// <param name="blank">A tuple without variables.</param>
    public ListValue Take(Flow input, ListValue? tuples, Frame blank)
    {
        var result = Take(tuples, input, blank);
        foreach (var stage in stages) result = stage.Take(result, blank);
        return result;
    }

    protected abstract ListValue Take(ListValue? tuples, Flow input, Frame blank);
}
