using System.Buffers;
using System.Globalization;
using Baton.Expressions.Paths.Filters;

namespace Baton.Expressions.Paths;

/// <summary>
/// Reads a path in Jayway's dialect (json-path 3.0.0). It accepts and refuses what Jayway does, its oddities included, because
/// definitions in the field rely on them; where it is wider, the comment there says so.
/// </summary>
internal sealed class PathParser
{
    /// <summary>Longer paths do not occur, and reading time grows with the square of the length in the worst case.</summary>
    private const int TextCharsMax = 32 * 1024;

    /// <summary>How deep filters, functions and paths inside them may nest: each level costs stack.</summary>
    private const int DepthMax = 100;

    private static readonly SearchValues<char> IndexChars = SearchValues.Create("0123456789,-: ");

    private readonly PathCursor _path;
    private readonly int _depth;
    private readonly List<Step> _steps = [];

    private PathParser(PathCursor path, int depth)
    {
        _path = path;
        _depth = depth;
    }

    /// <summary>Reads a path as Jayway's <c>JsonPath.compile</c> does; one that does not start with <c>$</c> or <c>@</c> is taken as below <c>$</c>.</summary>
    public static CompiledPath Parse(string text, int depth = 0)
    {
        if (text.Length == 0) throw Refuse("json can not be null or empty", 0);
        if (text.Length > TextCharsMax) throw Refuse($"A path has at most {TextCharsMax} characters.", 0);
        var cursor = new PathCursor(text);
        cursor.Trim();
        if (text[0] is not ('$' or '@'))
        {
            cursor = new PathCursor("$." + text);
            cursor.Trim();
        }
        if (cursor.LastIs('.')) throw Refuse("Path must not end with a '.' or '..'", cursor.Length - 1);
        return new PathParser(cursor, Deeper(depth)).Read();
    }

    /// <summary>Reads a path that must start with <c>$</c> or <c>@</c>: an argument of a function.</summary>
    public static CompiledPath ParseArgument(string text, int depth) => new PathParser(new PathCursor(text), Deeper(depth)).Read();

    public static ExpressionException Refuse(string message, int position) => new(ExpressionErrors.Syntax, message, position);

    public static int Deeper(int depth) => depth < DepthMax ? depth + 1 : throw Refuse($"Paths nest at most {DepthMax} levels deep.", 0);

    private CompiledPath Read()
    {
        while (_path.InBounds() && _path.Current is ' ' or '\t' or '\n' or '\r') _path.Position++;
        if (_path.Current is not ('$' or '@')) throw Fail("Path must start with '$' or '@'");
        var isRoot = _path.Current == '$';
        if (!_path.IsTail)
        {
            _path.Position++;
            if (_path.Current is not ('.' or '[')) throw Fail($"Illegal character at position {_path.Position} expected '.' or '['");
            do ReadStep();
            while (!_path.IsTail);
        }
        return CompiledPath.Of(isRoot, _steps);
    }

    private void ReadStep()
    {
        if (_path.CurrentIs('.')) ReadDots();
        switch (_path.Current)
        {
            case '[':
                if (!ReadNames() && !ReadIndexes() && !ReadWildcard() && !ReadFilter())
                {
                    throw Fail($"Could not parse token starting at position {_path.Position}. Expected ?, ', 0-9, * ");
                }
                break;
            case '*':
                _path.Position++;
                _steps.Add(new WildcardStep());
                break;
            default:
                ReadNameOrFunction();
                break;
        }
    }

    private void ReadDots()
    {
        if (_path.NextIs('.'))
        {
            _steps.Add(new ScanStep());
            _path.Position += 2;
        }
        else
        {
            if (!_path.InBounds(_path.Position + 1)) throw Fail("Path must not end with a '.");
            _path.Position++;
        }
        if (_path.CurrentIs('.')) throw Fail($"Character '.' on position {_path.Position} is not valid.");
    }

    // name | name "(" arguments ")"
    private void ReadNameOrFunction()
    {
        if (_path.CurrentIs(' ')) throw Fail($"Could not parse token starting at position {_path.Position}");
        var start = _path.Position;
        var end = start;
        while (_path.InBounds(end) && _path[end] is not ('.' or '[' or '('))
        {
            if (_path[end] == ' ') throw Fail($"Use bracket notion ['my prop'] if your property contains blank characters. position: {start}");
            end++;
        }
        var name = _path.Slice(start, end);
        if (_path.InBounds(end) && _path[end] == '(')
        {
            ReadFunction(name, end);
            return;
        }
        _path.Position = end;
        _steps.Add(new PropertyStep(name));
    }

    private void ReadFunction(string name, int open)
    {
        if (FunctionArgumentParser.Closing(_path, open) < 0) throw Fail($"Arguments to function: '{name}' are not closed properly.");
        if (_path[open + 1] == ')')
        {
            // The reader stays on the bracket: it ends the path, or starts the name of the next property.
            _path.Position = open + 1;
            _steps.Add(new FunctionStep(name, []));
            return;
        }
        _path.Position = open + 1;
        _steps.Add(new FunctionStep(name, FunctionArgumentParser.Read(_path, name, _depth)));
    }

    // "[" quoted { "," quoted } "]"
    private bool ReadNames()
    {
        var quote = _path.NextSignificantChar(_path.Position);
        if (quote is not ('\'' or '"')) return false;
        var names = NameListReader.Read(_path, quote, out var end);
        var close = _path.IndexOfNextSignificant(end, ']');
        if (close < 0) throw Fail("Property has not been closed - missing closing ]");
        if (names.Count == 0) throw Fail("Empty properties");
        _path.Position = close + 1;
        _steps.Add(names.Count == 1 ? new PropertyStep(names[0], quote) : new PropertiesStep([.. names], quote));
        return true;
    }

    // "[" index { "," index } "]" | "[" [index] ":" [index] "]"
    private bool ReadIndexes()
    {
        if (!char.IsAsciiDigit(_path.NextSignificantChar(_path.Position)) && _path.NextSignificantChar(_path.Position) is not ('-' or ':')) return false;
        var end = _path.IndexOf(']', _path.Position + 1);
        if (end < 0) return false;
        var text = _path.Slice(_path.Position + 1, end).Trim();
        if (text.AsSpan().ContainsAnyExcept(IndexChars)) return false;
        _steps.Add(text.Contains(':', StringComparison.Ordinal) ? Slice(text) : Indexes(text));
        _path.Position = end + 1;
        return true;
    }

    private Step Indexes(string text)
    {
        var parts = text.Split(',');
        var indexes = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!TryIndex(parts[i].Trim(), out indexes[i])) throw Fail($"Failed to parse token in ArrayIndexOperation: {parts[i].Trim()}");
        }
        return indexes.Length == 1 ? new IndexStep(indexes[0]) : new IndexesStep(indexes);
    }

    private SliceStep Slice(string text)
    {
        // A third part, the step of other dialects, is read over.
        var parts = text.Split(':');
        int? from = null;
        int? to = null;
        if (parts[0].Length > 0) from = Bound(parts[0]);
        if (parts[1].Length > 0) to = Bound(parts[1]);
        if (from is null && to is null || text.Contains(',', StringComparison.Ordinal)) throw Fail($"Failed to parse SliceOperation: {text}");
        return new SliceStep(from, to);

        int Bound(string part) => TryIndex(part, out var bound) ? bound : throw Fail($"Failed to parse SliceOperation: {text}");
    }

    private static bool TryIndex(string text, out int index) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index);

    private bool ReadWildcard()
    {
        if (!_path.NextSignificantIs(_path.Position, '*')) return false;
        var star = _path.NextSignificant(_path.Position);
        if (!_path.NextSignificantIs(star, ']')) throw Fail($"Expected wildcard token to end with ']' on position {star + 1}");
        _path.Position = _path.NextSignificant(star) + 1;
        _steps.Add(new WildcardStep());
        return true;
    }

    private bool ReadFilter()
    {
        var question = _path.IndexOfNextSignificant(_path.Position, '?');
        if (question < 0) return false;
        var open = _path.IndexOfNextSignificant(question, '(');
        if (open < 0)
        {
            if (_path.NextSignificantChar(question) is not (']' or ',')) return false;
            throw Fail($"Not enough predicates supplied for filter [?] at position {_path.Position}");
        }
        var close = _path.IndexOfClosing(open, '(', ')', skipRegex: true);
        if (close < 0 || !_path.NextSignificantIs(close, ']')) return false;
        var end = _path.NextSignificant(close);
        _steps.Add(new FilterStep(FilterParser.Parse(_path.Slice(_path.Position, end + 1), _depth)));
        _path.Position = end + 1;
        return true;
    }

    private ExpressionException Fail(string message) => Refuse(message, _path.Position);
}
