namespace Baton.Expressions.Jsonata;

/// <summary>One instruction of a compiled regular expression.</summary>
/// <param name="Op">What it does.</param>
/// <param name="A">Its first number.</param>
/// <param name="B">Its second number.</param>
internal readonly record struct RegexInstruction(RegexOp Op, int A = 0, int B = 0)
{
    /// <summary>The characters it takes.</summary>
    public CharSet? Chars { get; init; }

    /// <summary>Whether it goes from right to left, as in a look behind.</summary>
    public bool IsBackward { get; init; }

    /// <summary>The limits of a counted loop.</summary>
    public RegexCounter? Counter { get; init; }
}
