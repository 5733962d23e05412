namespace Baton.Expressions.Jsonata;

/// <summary>One step of a path that carries values.</summary>
internal abstract class Step
{
    /// <param name="input">What the step before it made.</param>
    /// <param name="frame">The variables in reach.</param>
    /// <param name="isLast">Whether what it makes is the value of the path.</param>
    public abstract Flow Take(Flow input, Frame frame, bool isLast);
}
