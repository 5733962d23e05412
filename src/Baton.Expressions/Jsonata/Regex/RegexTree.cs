namespace Baton.Expressions.Jsonata;

/// <summary>A regular expression as it is written.</summary>
internal abstract record RegexTree
{
    /// <summary>One character of a set.</summary>
    public sealed record Set(CharSet Chars) : RegexTree;

    public sealed record Sequence(IReadOnlyList<RegexTree> Parts) : RegexTree;

    public sealed record Choice(IReadOnlyList<RegexTree> Options) : RegexTree;

    /// <summary>A group that captures.</summary>
    public sealed record Group(int Number, RegexTree Body) : RegexTree;

    /// <summary>A part that may repeat; <see cref="Most"/> is <see cref="Unbounded"/> where nothing limits it.</summary>
    public sealed record Repeat(RegexTree Body, int Least, int Most, bool IsGreedy) : RegexTree
    {
        /// <summary>The first capturing group inside, and the one after the last.</summary>
        public required (int From, int To) Groups { get; init; }
    }

    public sealed record Assertion(RegexOp Kind) : RegexTree;

    public sealed record Look(RegexTree Body, bool IsBehind, bool IsNegative) : RegexTree;

    public sealed record Backreference(int Number) : RegexTree;

    public const int Unbounded = int.MaxValue;
}
