namespace Baton.Expressions.Paths.Regexes;

/// <summary>Reads <c>[…]</c> with Java's unions (<c>[a[bc]]</c>) and intersections (<c>[a-z&amp;&amp;[^x]]</c>).</summary>
internal sealed class JavaClassParser(JavaRegexReader reader, JavaRegexFlags flags)
{
    private const int DepthMax = 50;

    private int _depth;

    /// <summary>Reads a class; the reader is behind its opening bracket.</summary>
    public CharSet Read()
    {
        if (++_depth > DepthMax) throw reader.Fail($"Character classes nest at most {DepthMax} levels deep");
        var isNegated = reader.TryTake("^");
        CharSet? set = null;
        if (!IsIntersection()) set = ReadUnion();
        while (reader.TryTake("&&"))
        {
            if (reader.Current == ']') break;
            var other = ReadUnion();
            set = set?.And(other) ?? other; // of nothing with something there is something
        }
        set ??= new CharSet();
        if (!reader.TryTake("]")) throw reader.Fail("Unclosed character class");
        _depth--;
        if (flags.HasFlag(JavaRegexFlags.IgnoreCase)) set = set.IgnoringCase(flags.HasFlag(JavaRegexFlags.UnicodeCase));
        return isNegated ? set.Not() : set;
    }

    private CharSet ReadUnion()
    {
        var set = new CharSet();
        var isFirst = true;
        while (true)
        {
            if (flags.HasFlag(JavaRegexFlags.Comments)) reader.SkipComments();
            if (reader.IsEnd || reader.Current == ']' && !isFirst || IsIntersection()) return set;
            isFirst = false;
            if (reader.TryTake("[")) set = set.Or(Read());
            else if (reader.TryTake("\\Q")) AddQuoted(set);
            else if (TryReadNamed() is { } named) set = set.Or(named);
            else AddRange(set);
        }
    }

    private bool IsIntersection()
    {
        var start = reader.Position;
        var result = reader.TryTake("&&");
        reader.Position = start;
        return result;
    }

    private CharSet? TryReadNamed()
    {
        if (reader.Current != '\\') return null;
        reader.Position++;
        if (reader.TryTakeClass(flags) is { } set) return set;
        reader.Position--;
        return null;
    }

    private void AddQuoted(CharSet set)
    {
        foreach (var c in reader.TakeQuoted()) set.Add(c, c);
    }

    private void AddRange(CharSet set)
    {
        var first = ReadUnit();
        var start = reader.Position;
        if (!reader.TryTake("-") || reader.Current is ']' or '[' || reader.IsEnd)
        {
            reader.Position = start;
            set.Add(first, first);
            return;
        }
        var last = ReadUnit();
        if (last < first) throw reader.Fail("Illegal character range");
        set.Add(first, last);
    }

    private char ReadUnit()
    {
        var point = reader.TryTake("\\") ? reader.TakeEscapedChar() : reader.TakeChar();
        return point <= 0xFFFF ? (char)point : throw reader.Fail("Characters beyond U+FFFF are not supported in character classes");
    }
}
