using System.Globalization;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// Reads ECMAScript's regular expressions without the flag <c>u</c>: what is no special form there stands for itself, as web
/// browsers have always read it.
/// </summary>
internal sealed class RegexParser
{
    /// <summary>More repetitions than this make no difference to any text there can be.</summary>
    private const int RepetitionsMax = int.MaxValue - 1;

    private readonly string _text;
    private readonly bool _ignoresCase;
    private readonly bool _isMultiline;
    private readonly List<(string Name, int Number)> _names = [];
    private readonly int _groupsInAll;
    private readonly bool _hasNames;
    private int _at;
    private int _groups = 1;

    private RegexParser(string text, bool ignoresCase, bool isMultiline)
    {
        _text = text;
        _ignoresCase = ignoresCase;
        _isMultiline = isMultiline;
        _groupsInAll = RegexGroups.Count(text, _names);
        _hasNames = _names.Count > 0;
    }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="ignoresCase">The flag <c>i</c>.</param>
    /// <param name="isMultiline">The flag <c>m</c>.</param>
    /// <param name="groupCount">The number of groups, with the whole match as the first.</param>
    public static RegexTree Parse(string text, bool ignoresCase, bool isMultiline, out int groupCount)
    {
        var parser = new RegexParser(text, ignoresCase, isMultiline);
        var tree = parser.Choice();
        if (parser._at < text.Length) throw Invalid($"Unmatched '{text[parser._at]}'", parser._at);
        groupCount = parser._groups;
        return tree;
    }

    public static Fault Invalid(string problem, int position) => new(JsonataErrors.InvalidRegex) { Text = $"Invalid regular expression: {problem}", Position = position };

    /// <summary>choice = sequence { "|" sequence }</summary>
    private RegexTree Choice()
    {
        Recursion.Check();
        var options = new List<RegexTree> { Sequence() };
        while (Skip('|')) options.Add(Sequence());
        return options.Count == 1 ? options[0] : new RegexTree.Choice(options);
    }

    private RegexTree Sequence()
    {
        var parts = new List<RegexTree>();
        while (_at < _text.Length && _text[_at] is not ('|' or ')'))
        {
            var firstGroup = _groups;
            var part = Term(out var isRepeatable);
            parts.Add(isRepeatable ? Repeated(part, firstGroup) : part);
        }
        return parts.Count == 1 ? parts[0] : new RegexTree.Sequence(parts);
    }

    /// <summary>term = assertion | group | class | escape | character</summary>
    private RegexTree Term(out bool isRepeatable)
    {
        isRepeatable = true;
        var c = _text[_at++];
        switch (c)
        {
            case '^':
                isRepeatable = false;
                return new RegexTree.Assertion(_isMultiline ? RegexOp.LineStart : RegexOp.TextStart);
            case '$':
                isRepeatable = false;
                return new RegexTree.Assertion(_isMultiline ? RegexOp.LineEnd : RegexOp.TextEnd);
            case '(':
                return Group(out isRepeatable);
            case '.':
                return new RegexTree.Set(CharSet.Dot);
            case '[':
                var classParser = new RegexClassParser(_text, _at, _ignoresCase, _hasNames);
                var set = classParser.Read(out _at);
                return new RegexTree.Set(set);
            case '\\':
                return Escape(out isRepeatable);
            case '*' or '+' or '?':
                throw Invalid("Nothing to repeat", _at - 1);
            case '{' when Limits(_at - 1) is not null:
                throw Invalid("Nothing to repeat", _at - 1);
            default:
                return Character(c);
        }
    }

    private RegexTree.Set Character(char c) => new(_ignoresCase ? CaseFolding.Close(CharSet.Of(c)) : CharSet.Of(c));

    /// <summary>group = "(" [ "?:" | "?=" | "?!" | "?&lt;=" | "?&lt;!" | "?&lt;" name ">" ] choice ")"; the bracket was read.</summary>
    private RegexTree Group(out bool isRepeatable)
    {
        var open = _at - 1;
        isRepeatable = true;
        RegexTree group;
        if (Skip("?:"))
        {
            group = Choice();
        }
        else if (Skip("?=") || Skip("?!"))
        {
            group = new RegexTree.Look(Choice(), IsBehind: false, IsNegative: _text[open + 2] == '!');
        }
        else if (Skip("?<=") || Skip("?<!"))
        {
            isRepeatable = false;
            group = new RegexTree.Look(Choice(), IsBehind: true, IsNegative: _text[open + 3] == '!');
        }
        else
        {
            if (Skip("?<")) _at = RegexGroups.EndOfName(_text, _at) + 1;
            else if (_at < _text.Length && _text[_at] == '?') throw Invalid("Invalid group", open);
            var number = _groups++;
            group = new RegexTree.Group(number, Choice());
        }
        if (!Skip(')')) throw Invalid("Unterminated group", open);
        return group;
    }

    private RegexTree Escape(out bool isRepeatable)
    {
        isRepeatable = true;
        if (_at == _text.Length) throw Invalid("\\ at end of pattern", _at - 1);
        var c = _text[_at];
        if (c is 'b' or 'B')
        {
            _at++;
            isRepeatable = false;
            return new RegexTree.Assertion(c == 'b' ? RegexOp.WordBoundary : RegexOp.NoWordBoundary);
        }
        if (c is >= '1' and <= '9' && Reference() is { } number) return new RegexTree.Backreference(number);
        if (c == 'k' && _hasNames) return NamedReference();
        var escape = new RegexEscape(_text, _at, _hasNames);
        if (escape.ReadClass(out _at) is { } set) return new RegexTree.Set(set);
        return Character(escape.ReadCharacter(inClass: false, out _at));
    }

    /// <summary>A number that is a group's; any other is an octal escape or stands for its digits.</summary>
    private int? Reference()
    {
        var end = _at;
        while (end < _text.Length && char.IsAsciiDigit(_text[end])) end++;
        if (!int.TryParse(_text.AsSpan(_at, end - _at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= _groupsInAll) return null;
        _at = end;
        return number;
    }

    private RegexTree.Backreference NamedReference()
    {
        var start = _at;
        if (!Skip("k<")) throw Invalid("Invalid named reference", start);
        var end = RegexGroups.EndOfName(_text, _at);
        var name = _text[_at..end];
        _at = end + 1;
        var index = _names.FindIndex(known => known.Name == name);
        return index < 0 ? throw Invalid("Invalid named capture referenced", start) : new RegexTree.Backreference(_names[index].Number);
    }

    /// <summary>repetition = [ ( "*" | "+" | "?" | "{" limits "}" ) [ "?" ] ]</summary>
    private RegexTree Repeated(RegexTree part, int firstGroup)
    {
        if (_at == _text.Length) return part;
        (int Least, int Most) limits;
        switch (_text[_at])
        {
            case '*':
                limits = (0, RegexTree.Unbounded);
                _at++;
                break;
            case '+':
                limits = (1, RegexTree.Unbounded);
                _at++;
                break;
            case '?':
                limits = (0, 1);
                _at++;
                break;
            case '{' when Limits(_at) is { } written:
                limits = (written.Least, written.Most);
                if (limits.Least > limits.Most) throw Invalid("numbers out of order in {} quantifier", _at);
                _at = written.End;
                break;
            default:
                return part;
        }
        var isGreedy = !Skip('?');
        return new RegexTree.Repeat(part, limits.Least, limits.Most, isGreedy) { Groups = (firstGroup, _groups) };
    }

    /// <summary>limits = digits [ "," [ digits ] ]; anything else in braces stands for itself.</summary>
    private (int Least, int Most, int End)? Limits(int open)
    {
        var at = open + 1;
        if (Number(ref at) is not { } least) return null;
        var most = least;
        if (at < _text.Length && _text[at] == ',')
        {
            at++;
            most = Number(ref at) ?? RegexTree.Unbounded;
        }
        return at < _text.Length && _text[at] == '}' ? (least, most, at + 1) : null;
    }

    private int? Number(ref int at)
    {
        var start = at;
        while (at < _text.Length && char.IsAsciiDigit(_text[at])) at++;
        if (at == start) return null;
        return int.TryParse(_text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, RepetitionsMax) : RepetitionsMax;
    }

    private bool Skip(char c)
    {
        if (_at == _text.Length || _text[_at] != c) return false;
        _at++;
        return true;
    }

    private bool Skip(string text)
    {
        if (string.CompareOrdinal(_text, _at, text, 0, text.Length) != 0) return false;
        _at += text.Length;
        return true;
    }
}
