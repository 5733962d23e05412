using System.Globalization;
using System.Text;

namespace Baton.Expressions.Paths.Regexes;

/// <summary>
/// Writes a Java regex as a .NET one that means the same: classes of ASCII characters, case that is ignored for ASCII only, more
/// line ends, possessive quantifiers, quoting, numbered names. Flags are resolved here and never reach .NET.
/// </summary>
internal sealed class JavaRegexTranslator
{
    private const int DepthMax = 100;

    private readonly JavaRegexReader _reader;
    private readonly StringBuilder _output = new();
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private JavaRegexFlags _flags;
    private int _groups;
    private int _depth;

    public JavaRegexTranslator(string pattern, string flags)
    {
        _reader = new JavaRegexReader(pattern);
        foreach (var flag in flags) _flags |= JavaRegexFlagLetters.Of(flag);
    }

    public string Translate()
    {
        ReadAlternatives();
        return _reader.IsEnd ? _output.ToString() : throw _reader.Fail("Unmatched closing ')'");
    }

    // alternatives = { atom [ quantifier ] | "|" }, up to the bracket that ends the group
    private void ReadAlternatives()
    {
        if (++_depth > DepthMax) throw _reader.Fail($"Groups nest at most {DepthMax} levels deep");
        var flags = _flags;
        while (true)
        {
            SkipComments();
            if (_reader.IsEnd || _reader.Current == ')') break;
            if (_reader.TryTake("|"))
            {
                _output.Append('|');
                continue;
            }
            var start = _output.Length;
            ReadAtom();
            var end = _output.Length;
            if (end > start || _reader.Current == '{') ReadQuantifier(start);
            if (end == start) _output.Length = end; // flags are nothing to repeat
        }
        _flags = flags; // flags that a group sets end with it
        _depth--;
    }

    private void ReadAtom()
    {
        var c = _reader.Current;
        switch (c)
        {
            case '\\':
                _reader.Position++;
                ReadEscape();
                return;
            case '[':
                _reader.Position++;
                _output.Append(new JavaClassParser(_reader, _flags).Read().ToPattern());
                return;
            case '(':
                _reader.Position++;
                ReadGroup();
                return;
            case '.':
                _reader.Position++;
                AppendDot();
                return;
            case '^':
                _reader.Position++;
                AppendStart();
                return;
            case '$':
                _reader.Position++;
                AppendEnd();
                return;
            case '{':
                return; // repeats the nothing before it: of two quantifiers in braces Java reads the second over
            case '*' or '+' or '?': throw _reader.Fail($"Dangling meta character '{c}'");
            default:
                AppendChar(_reader.TakeChar());
                return;
        }
    }

    private void AppendDot()
    {
        if (Has(JavaRegexFlags.DotAll)) _output.Append("[\\s\\S]");
        else _output.Append((Has(JavaRegexFlags.UnixLines) ? CharSet.OfRanges("\n\n") : CharSet.LineEnds).Not().ToPattern());
    }

    private void AppendStart()
    {
        // At the very end no line starts, and none between the two units of a line end.
        if (!Has(JavaRegexFlags.MultiLine)) _output.Append("\\A");
        else if (Has(JavaRegexFlags.UnixLines)) _output.Append("(?:\\A|(?<=\\n))(?!\\z)");
        else _output.Append("(?:\\A|(?<=[\\n\\u0085\\u2028\\u2029])|(?<=\\r)(?!\\n))(?!\\z)");
    }

    private void AppendEnd()
    {
        // The linear matcher knows no look-ahead; where a line end cannot matter the plain end will do.
        if (Has(JavaRegexFlags.MultiLine)) _output.Append(Has(JavaRegexFlags.UnixLines) ? "(?:\\z|(?=\\n))" : "(?:\\z|(?<!\\r)(?=\\n)|(?=[\\r\\u0085\\u2028\\u2029]))");
        else if (_reader.IsEnd || _reader.Current is ')' or '|') _output.Append("\\z");
        else AppendLastEnd();
    }

    /// <summary>The end, or before the line end that is last.</summary>
    private void AppendLastEnd() =>
        _output.Append(Has(JavaRegexFlags.UnixLines) ? "(?=\\n?\\z)" : "(?=(?:\\r\\n|(?<!\\r)\\n|[\\r\\u0085\\u2028\\u2029])?\\z)");

    private void ReadEscape()
    {
        if (_reader.TryTake("Q"))
        {
            foreach (var rune in _reader.TakeQuoted().EnumerateRunes()) AppendChar(rune.Value);
            return;
        }
        if (_reader.TryTakeClass(_flags) is { } set)
        {
            _output.Append(set.ToPattern());
            return;
        }
        switch (_reader.Current)
        {
            case 'b' or 'B' or 'A' or 'G' or 'z':
                _output.Append('\\').Append(_reader.Take());
                break;
            case 'Z':
                _reader.Position++;
                AppendLastEnd();
                break;
            case 'R':
                _reader.Position++;
                _output.Append("(?:\\r\\n|[\\u000A-\\u000D\\u0085\\u2028\\u2029])");
                break;
            case 'k':
                _reader.Position++;
                if (!_reader.TryTake("<") || !_names.TryGetValue(_reader.TakeUntil(">"), out var named)) throw _reader.Fail("There is no such named group");
                AppendReference(named);
                break;
            case >= '1' and <= '9':
                ReadReference();
                break;
            default:
                AppendChar(_reader.TakeEscapedChar());
                break;
        }
    }

    private void ReadReference()
    {
        // As many digits as make the number of a group that there is so far, at least one.
        var group = _reader.Take() - '0';
        while (char.IsAsciiDigit(_reader.Current) && group * 10 + (_reader.Current - '0') <= _groups) group = group * 10 + (_reader.Take() - '0');
        AppendReference(group);
    }

    private void AppendReference(int group)
    {
        if (group > _groups) _output.Append("(?!)"); // never set, never matches
        else _output.Append(CultureInfo.InvariantCulture, $"(?{(Has(JavaRegexFlags.IgnoreCase) ? "i" : "")}:\\{group})");
    }

    private void AppendChar(int point)
    {
        if (point > 0xFFFF)
        {
            _output.Append("(?:");
            foreach (var unit in char.ConvertFromUtf32(point)) _output.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            _output.Append(')');
            return;
        }
        var c = (char)point;
        var ignoresCase = Has(JavaRegexFlags.IgnoreCase) && (char.IsAsciiLetter(c) || Has(JavaRegexFlags.UnicodeCase));
        if (ignoresCase) _output.Append(CharSet.OfRanges([c, c]).IgnoringCase(isUnicode: true).ToPattern());
        else if (char.IsAsciiLetterOrDigit(c)) _output.Append(c);
        else _output.Append(CultureInfo.InvariantCulture, $"\\u{point:X4}");
    }

    // group = "(" [ "?" … ] alternatives ")"; the reader is behind the opening bracket
    private void ReadGroup()
    {
        var flags = _flags;
        if (!_reader.TryTake("?"))
        {
            _groups++;
            _output.Append('(');
        }
        else if (Lookaround() is { } opening)
        {
            _output.Append(opening);
        }
        else if (_reader.TryTake("<"))
        {
            if (!_names.TryAdd(_reader.TakeUntil(">"), ++_groups)) throw _reader.Fail("The group's name is taken");
            _output.Append('(');
        }
        else
        {
            ReadFlags();
            if (_reader.TryTake(")")) return; // they hold to the end of the group around
            if (!_reader.TryTake(":")) throw _reader.Fail("Unknown inline modifier");
            _output.Append("(?:");
        }
        ReadAlternatives();
        if (!_reader.TryTake(")")) throw _reader.Fail("Unclosed group");
        _output.Append(')');
        _flags = flags;
    }

    private string? Lookaround()
    {
        foreach (var opening in (ReadOnlySpan<string>)[":", "=", "!", ">", "<=", "<!"])
        {
            if (_reader.TryTake(opening)) return "(?" + opening;
        }
        return null;
    }

    private void ReadFlags()
    {
        var isOn = true;
        while (_reader.Current is not (')' or ':'))
        {
            var c = _reader.Take();
            var flag = JavaRegexFlagLetters.Of(c);
            if (c == '-') isOn = false;
            else if (flag == JavaRegexFlags.None) throw _reader.Fail("Unknown inline modifier");
            else _flags = isOn ? _flags | flag : _flags & ~flag;
        }
    }

    // quantifier = ( "?" | "*" | "+" | "{" n [ "," [ m ] ] "}" ) [ "?" | "+" ]
    private void ReadQuantifier(int atomStart)
    {
        string quantifier;
        SkipComments();
        if (_reader.Current is '?' or '*' or '+') quantifier = _reader.Take().ToString();
        else if (_reader.Current == '{') quantifier = ReadBounds();
        else return;
        _output.Append(quantifier);
        SkipComments();
        if (_reader.TryTake("?")) _output.Append('?');
        else if (_reader.TryTake("+")) _output.Insert(atomStart, "(?>").Append(')');
    }

    private string ReadBounds()
    {
        var bounds = _reader.TakeUntil("}")[1..].Split(',');
        if (bounds.Length > 2 || !IsCount(bounds[0]) || bounds.Length == 2 && bounds[1].Length > 0 && !IsCount(bounds[1])) throw _reader.Fail("Illegal repetition");
        return $"{{{string.Join(',', bounds)}}}";
    }

    private static bool IsCount(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private void SkipComments()
    {
        if (Has(JavaRegexFlags.Comments)) _reader.SkipComments();
    }

    private bool Has(JavaRegexFlags flag) => _flags.HasFlag(flag);
}
