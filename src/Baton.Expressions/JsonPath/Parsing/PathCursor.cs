namespace Baton.Expressions.Paths;

/// <summary>
/// A position in a path's text. The searches are those of Jayway's reader, with what they skip and what they overlook:
/// which malformed paths are accepted depends on them. Only the space counts as blank here.
/// </summary>
internal sealed class PathCursor(string text)
{
    private int _end = text.Length - 1;

    public int Position { get; set; }

    /// <summary>Behind the last character that belongs to the path.</summary>
    public int Length => _end + 1;

    /// <summary>The character at a place, which may lie behind <see cref="Length"/> but not outside the text.</summary>
    public char this[int index] => index >= 0 && index < text.Length ? text[index] : throw Unexpected(index);

    public char Current => this[Position];

    /// <summary>Whether the reader is at the last character or behind it: nothing more is read then.</summary>
    public bool IsTail => Position >= _end;

    public bool InBounds(int index) => index >= 0 && index <= _end;

    public bool InBounds() => InBounds(Position);

    public bool NextIs(char c) => InBounds(Position + 1) && this[Position + 1] == c;

    public bool CurrentIs(char c) => Current == c;

    public bool LastIs(char c) => this[_end] == c;

    public string Slice(int start, int end) =>
        start >= 0 && start <= end && end <= text.Length ? text[start..end] : throw Unexpected(start);

    public override string ToString() => text;

    public void Trim()
    {
        SkipBlanks();
        while (InBounds() && Position < _end && LastIs(' ')) _end--;
    }

    public void SkipBlanks()
    {
        while (InBounds() && Position < _end && Current == ' ') Position++;
    }

    public void DropLast() => _end--;

    /// <summary>Where the next character that is not blank stands, from behind <paramref name="start"/>; <see cref="Length"/> if there is none.</summary>
    public int NextSignificant(int start)
    {
        var index = start + 1;
        while (InBounds(index) && this[index] == ' ') index++;
        return index;
    }

    public bool NextSignificantIs(int start, char c) => NextSignificant(start) is var index && InBounds(index) && this[index] == c;

    /// <summary>The next character that is not blank; a blank if there is none.</summary>
    public char NextSignificantChar(int start) => NextSignificant(start) is var index && InBounds(index) ? this[index] : ' ';

    /// <summary>Where <paramref name="c"/> stands if it is the next character that is not blank, else -1.</summary>
    public int IndexOfNextSignificant(int start, char c) => NextSignificant(start) is var index && this[index] == c ? index : -1;

    /// <summary>The character before this one that is not blank; a blank if there is none.</summary>
    public char PreviousSignificantChar() => PreviousSignificant() is var index and >= 0 ? this[index] : ' ';

    public int PreviousSignificant()
    {
        var index = Position - 1;
        while (InBounds(index) && this[index] == ' ') index--;
        return InBounds(index) ? index : -1;
    }

    public int IndexOf(char c, int start)
    {
        for (var i = start; InBounds(i); i++)
        {
            if (this[i] == c) return i;
        }
        return -1;
    }

    /// <summary>Where <paramref name="c"/> stands behind <paramref name="start"/> without a backslash before it, else -1.</summary>
    public int IndexOfUnescaped(char c, int start)
    {
        var escaped = false;
        for (var i = start + 1; InBounds(i); i++)
        {
            if (escaped) escaped = false;
            else if (this[i] == '\\') escaped = true;
            else if (this[i] == c) return i;
        }
        return -1;
    }

    /// <summary>Where the bracket that opens at <paramref name="start"/> is closed, else -1. Strings, and regexes if asked, are skipped.</summary>
    public int IndexOfClosing(int start, char open, char close, bool skipRegex)
    {
        var depth = 1;
        for (var i = start + 1; InBounds(i); i++)
        {
            if (this[i] is ('\'' or '"') and var quote)
            {
                i = IndexOfUnescaped(quote, i);
                if (i < 0) throw PathParser.Refuse($"Could not find matching close quote for {quote} when parsing : {text}", Position);
                i++;
            }
            if (skipRegex && this[i] == '/')
            {
                i = IndexOfUnescaped('/', i);
                if (i < 0) throw PathParser.Refuse($"Could not find matching close for / when parsing regex in : {text}", Position);
                i++;
            }
            if (this[i] == open) depth++;
            if (this[i] == close && --depth == 0) return i;
        }
        return -1;
    }

    /// <summary>Takes an operator if it is the next thing that is not blank.</summary>
    public bool TryTake(string significant)
    {
        SkipBlanks();
        if (!InBounds(Position + significant.Length - 1) || string.CompareOrdinal(text, Position, significant, 0, significant.Length) != 0) return false;
        Position += significant.Length;
        return true;
    }

    private ExpressionException Unexpected(int index) => PathParser.Refuse($"String index out of range: {index}", Math.Clamp(index, 0, text.Length));
}
