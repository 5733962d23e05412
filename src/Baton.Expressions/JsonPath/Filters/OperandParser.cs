using Baton.Expressions.Paths.Regexes;
using Baton.Json;

namespace Baton.Expressions.Paths.Filters;

/// <summary>Reads one side of a comparison: a path or a literal.</summary>
internal sealed class OperandParser(PathCursor filter, int depth)
{
    public static bool IsRelational(char c) => c is '<' or '>' or '=' or '~' or '!';

    /// <param name="isRight">Whether it stands right of an operator, where a word without quotes is a string.</param>
    /// <param name="isNegated">Whether an exclamation mark stands before a path.</param>
    public Operand Read(bool isRight, out bool isNegated)
    {
        isNegated = false;
        filter.SkipBlanks();
        if (filter.CurrentIs('!'))
        {
            filter.Position++;
            filter.SkipBlanks();
            if (filter.Current is not ('$' or '@')) throw Fail("Unexpected character: !");
        }
        switch (filter.Current)
        {
            case '$' or '@':
                isNegated = filter.PreviousSignificantChar() == '!';
                return ReadPath();
            case ('\'' or '"') and var quote: return ReadString(quote);
            case '{': return ReadJson('{', '}');
            case '[': return ReadJson('[', ']');
            case '/': return ReadPattern();
            default: return ReadWord(isRight);
        }
    }

    private Operand ReadPath()
    {
        var start = filter.Position++;
        while (filter.InBounds())
        {
            if (filter.CurrentIs('['))
            {
                var close = filter.IndexOfClosing(filter.Position, '[', ']', skipRegex: false);
                if (close < 0) throw Fail($"Square brackets does not match in filter {filter}");
                filter.Position = close + 1;
            }
            if (!filter.InBounds() || IsRelational(filter.Current) || filter.CurrentIs(' ') || filter.CurrentIs(')') && !ClosesFunction(start)) break;
            filter.Position++;
        }
        return Operand.OfPath(PathParser.Parse(filter.Slice(start, filter.Position), depth));
    }

    /// <summary>Whether the closing bracket here belongs to a function without arguments, like <c>@.a.length()</c>.</summary>
    private bool ClosesFunction(int start)
    {
        var open = filter.PreviousSignificant();
        return open > start + 1 && filter[open] == '(' && filter.Slice(start + 1, open).Contains('.', StringComparison.Ordinal);
    }

    private Operand ReadString(char quote)
    {
        var close = filter.IndexOfUnescaped(quote, filter.Position);
        if (close < 0) throw Fail($"String literal does not have matching quotes. Expected {quote} in {filter}");
        var text = filter.Slice(filter.Position + 1, close);
        filter.Position = close + 1;
        return Operand.OfString(NameListReader.Unescape(text));
    }

    private Operand ReadJson(char open, char close)
    {
        var end = filter.IndexOfClosing(filter.Position, open, close, skipRegex: false);
        if (end < 0) throw Fail($"String not closed. Expected ' in {filter}");
        var text = filter.Slice(filter.Position, end + 1);
        filter.Position = end + 1;
        return Operand.OfJson(text);
    }

    private Operand ReadPattern()
    {
        var close = filter.IndexOfUnescaped('/', filter.Position);
        if (close < 0) throw Fail($"Pattern not closed. Expected / in {filter}");
        var text = filter.Slice(filter.Position + 1, close);
        var end = close + 1;
        while (filter.InBounds(end) && char.IsAsciiLetter(filter[end])) end++;
        var flags = filter.Slice(close + 1, end);
        filter.Position = end;
        return Operand.OfPattern(JavaPattern.Parse(text, flags));
    }

    /// <summary>
    /// A number, true, false or null; otherwise, right of an operator, a string without quotes, which json-path 2.0.0 and Step Functions accept.
    /// </summary>
    private Operand ReadWord(bool isRight)
    {
        var start = filter.Position;
        var end = start;
        while (filter.InBounds(end) && IsWordChar(filter[end])) end++;
        var word = filter.Slice(start, end);
        filter.Position = end;
        switch (word)
        {
            case "true": return Operand.Of(JsonData.True);
            case "false": return Operand.Of(JsonData.False);
            case "null": return Operand.Of(JsonData.Null);
        }
        if (DecimalNumber.TryParse(word) is { } number) return Operand.OfNumber(number);
        if (isRight && word.Length > 0 && (char.IsLetterOrDigit(word[0]) || word[0] == '_')) return Operand.OfString(word);
        throw PathParser.Refuse($"Failed to parse filter: {filter}, error on position: {start}, char: {filter[start]}", start);
    }

    private static bool IsWordChar(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c is '-' or '.' or '_' or ':' or '+' or '@' or '#' or '/' or '%';

    private ExpressionException Fail(string message) => PathParser.Refuse(message, filter.Position);
}
