namespace Baton.Expressions.Jsonata;

/// <summary>What an instruction of a compiled regular expression does.</summary>
internal enum RegexOp
{
    /// <summary>Takes one character of the set.</summary>
    Set,

    /// <summary>Takes characters of the set: at least A, at most B, as many as it can.</summary>
    GreedyLoop,

    /// <summary>Takes characters of the set: at least A, at most B, as few as it can.</summary>
    LazyLoop,

    /// <summary>Goes on at A, and failing that at B.</summary>
    Split,

    /// <summary>Goes on at A.</summary>
    Jump,

    /// <summary>Notes the place in register A.</summary>
    Save,

    /// <summary>Forgets the registers from A up to B.</summary>
    Clear,

    /// <summary>Fails where the place is still that in register A: an iteration must take something.</summary>
    MustMove,

    /// <summary>Sets register A to zero.</summary>
    Zero,

    /// <summary>A counted loop; see <see cref="RegexCounter"/>.</summary>
    Count,

    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordBoundary,
    NoWordBoundary,

    /// <summary>Looks ahead or behind with what follows, up to <see cref="Done"/>; goes on at A.</summary>
    Look,

    /// <summary>Goes on at A if what follows, up to <see cref="Done"/>, does not match.</summary>
    NegativeLook,

    /// <summary>Takes what group A took.</summary>
    Backreference,

    /// <summary>It matches.</summary>
    Done,
}
