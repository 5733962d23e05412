namespace Baton.Engine;

/// <summary>Checks of our own reasoning; they stay on in production. A failure stops the execution that it concerns, not the others.</summary>
public static class Invariant
{
    /// <exception cref="InvariantException"><paramref name="holds"/> is false.</exception>
    public static void Check(bool holds, string sentence)
    {
        if (!holds) throw new InvariantException(sentence);
    }
}

/// <summary>Something that must hold did not: a fault in Baton, not in the workflow.</summary>
public sealed class InvariantException(string sentence) : Exception($"Expected: {sentence}");
