namespace Baton.Expressions.Jsonata;

/// <summary>
/// One part of a compiled expression. Parts are shared by all evaluations; what changes is in the frame and its machine.
/// </summary>
internal abstract class Node
{
    /// <summary>Evaluates it as a level of its own: a sequence that comes out is settled.</summary>
    /// <param name="input">The context value; null for nothing.</param>
    /// <param name="frame">The variables in reach.</param>
    /// <returns>The value; null for nothing.</returns>
    public virtual object? Evaluate(object? input, Frame frame)
    {
        frame.Machine.Enter();
        var result = Sequences.Settle(Raw(input, frame));
        frame.Machine.Leave();
        return result;
    }

    /// <summary>The bare value, before predicates and settling.</summary>
    public abstract object? Raw(object? input, Frame frame);

    /// <summary>Evaluates it as a condition.</summary>
    public virtual bool Test(object? input, Frame frame) => Truth.Of(frame.Machine, Evaluate(input, frame));

    /// <summary>Whether it always gives true, false or nothing.</summary>
    public virtual bool IsBoolean => false;
}
