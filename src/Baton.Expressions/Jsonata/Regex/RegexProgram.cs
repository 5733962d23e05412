using System.Buffers;

namespace Baton.Expressions.Jsonata;

/// <summary>A compiled regular expression with ECMAScript's syntax and semantics; shared by all evaluations.</summary>
internal sealed class RegexProgram
{
    /// <summary>Sets of more characters than this are not searched for.</summary>
    private const int SearchedMax = 128;

    private readonly SearchValues<char>? _starters;

    private readonly bool _ignoresCase;

    public RegexProgram(string source, bool ignoresCase, RegexInstruction[] code, int groupCount, int registerCount, CharSet? first)
    {
        Source = source;
        _ignoresCase = ignoresCase;
        Code = code;
        GroupCount = groupCount;
        RegisterCount = registerCount;
        if (first is not null && first.Count <= SearchedMax) _starters = first.ToSearchValues();
        StartsAtTextStart = code.Length > 1 && code[1].Op == RegexOp.TextStart;
        IsMemorable = !code.Any(instruction => instruction.Op is RegexOp.Look or RegexOp.NegativeLook or RegexOp.Backreference or RegexOp.Count);
    }

    public string Source { get; }

    public RegexInstruction[] Code { get; }

    /// <summary>The number of groups, with the whole match as the first.</summary>
    public int GroupCount { get; }

    /// <summary>Two registers for each group, then those of the loops.</summary>
    public int RegisterCount { get; }

    /// <summary>Whether it can only match where the text starts.</summary>
    public bool StartsAtTextStart { get; }

    /// <summary>Whether a place in the program and one in the text say all about what can still match: nothing looks elsewhere.</summary>
    public bool IsMemorable { get; }

    /// <summary>Whether two characters are the same to it.</summary>
    public bool AreSame(char first, char second) => first == second || (_ignoresCase && CaseFolding.Canonical(first) == CaseFolding.Canonical(second));

    /// <summary>The next place where a match may start; -1 where none is left.</summary>
    public int NextStart(string text, int from)
    {
        if (from > text.Length) return -1;
        if (StartsAtTextStart) return from == 0 ? 0 : -1;
        if (_starters is null) return from;
        var offset = text.AsSpan(from).IndexOfAny(_starters);
        return offset < 0 ? -1 : from + offset;
    }
}
