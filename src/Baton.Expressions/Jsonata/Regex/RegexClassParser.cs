namespace Baton.Expressions.Jsonata;

/// <summary>Reads a character class whose opening bracket was read.</summary>
internal sealed class RegexClassParser(string text, int start, bool ignoresCase, bool hasNames)
{
    private int _at;

    /// <param name="end">The place after the closing bracket.</param>
    public CharSet Read(out int end)
    {
        _at = start;
        var isNegated = _at < text.Length && text[_at] == '^';
        if (isNegated) _at++;
        var set = new CharSet([]);
        while (true)
        {
            if (_at >= text.Length) throw RegexParser.Invalid("Unterminated character class", start - 1);
            if (text[_at] == ']') break;
            set = set.Union(Member());
        }
        end = _at + 1;
        return isNegated ? set.Complement() : set;
    }

    /// <summary>member = atom [ "-" atom ]; next to a class the minus stands for itself.</summary>
    private CharSet Member()
    {
        var low = Atom(out var first);
        if (_at + 1 >= text.Length || text[_at] != '-' || text[_at + 1] == ']') return low ?? Single(first);
        _at++;
        var high = Atom(out var last);
        if (low is not null || high is not null) return (low ?? Single(first)).Union(high ?? Single(last)).Union(CharSet.Of('-'));
        if (first > last) throw RegexParser.Invalid("Range out of order in character class", _at);
        return Closed(new CharSet([(first, last)]));
    }

    private CharSet Single(char c) => Closed(CharSet.Of(c));

    private CharSet Closed(CharSet set) => ignoresCase ? CaseFolding.Close(set) : set;

    /// <summary>A class by its escape, or a character.</summary>
    private CharSet? Atom(out char character)
    {
        character = text[_at++];
        if (character != '\\') return null;
        if (_at == text.Length) throw RegexParser.Invalid("\\ at end of pattern", _at - 1);
        var escape = new RegexEscape(text, _at, hasNames);
        if (escape.ReadClass(out var end) is { } set)
        {
            _at = end;
            return set;
        }
        character = escape.ReadCharacter(inClass: true, out _at);
        return null;
    }
}
