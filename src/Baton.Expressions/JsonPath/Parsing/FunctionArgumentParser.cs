using System.Text;

namespace Baton.Expressions.Paths;

/// <summary>
/// Reads the arguments of a path function: paths and JSON, split at commas by counting brackets and quotes, as Jayway counts them.
/// What starts like neither a path nor JSON is read over.
/// </summary>
internal sealed class FunctionArgumentParser
{
    private enum Kind
    {
        None,
        Json,
        Path,
    }

    private readonly PathCursor _path;
    private readonly int _depth;
    private readonly List<FunctionArgument> _arguments = [];
    private readonly StringBuilder _text = new();
    private Kind _kind;
    private int _parentheses = 1;
    private int _brackets;
    private int _braces;
    private int _quotes;

    private FunctionArgumentParser(PathCursor path, int depth)
    {
        _path = path;
        _depth = depth;
    }

    /// <summary>Where the parenthesis that opens at <paramref name="open"/> is closed, not minding quotes; -1 if nowhere.</summary>
    public static int Closing(PathCursor path, int open)
    {
        var depth = 1;
        for (var i = open + 1; path.InBounds(i); i++)
        {
            if (path[i] == '(') depth++;
            else if (path[i] == ')' && --depth == 0) return i;
        }
        return -1;
    }

    /// <summary>Reads from behind the opening parenthesis to behind the closing one.</summary>
    public static List<FunctionArgument> Read(PathCursor path, string function, int depth)
    {
        var parser = new FunctionArgumentParser(path, depth);
        return parser.Read()
            ? parser._arguments
            : throw PathParser.Refuse($"Arguments to function: '{function}' are not closed properly.", path.Position);
    }

    private bool IsPlain => _quotes == 0 && _braces == 0 && _brackets == 0;

    private bool Read()
    {
        var ended = false;
        var prior = '\0';
        while (_path.InBounds() && !ended)
        {
            var c = _path.Current;
            _path.Position++;
            if (_kind == Kind.None)
            {
                if (c is ' ' or '\t' or '\n' or '\r') continue;
                _kind = KindOf(c);
            }
            if (c == '\\' && _quotes == 1 && _path.Current is (',' or '"') and var next)
            {
                _text.Append(next);
                _path.Position++;
                prior = '\0';
                continue;
            }
            Count(c, prior);
            if (c is ')' && (_parentheses < 0 || prior == '(')) _text.Append(c);
            if (IsPlain && (c is ')' && _parentheses == 0 || c is ')' or ',' && _parentheses == 1))
            {
                ended = _parentheses == 0;
                Finish();
            }
            if (_kind != Kind.None && !(c == ',' && _braces == 0 && _brackets == 0 && _parentheses == 1)) _text.Append(c);
            prior = c;
        }
        return _braces == 0 && _parentheses == 0 && _brackets == 0;
    }

    private static Kind KindOf(char c) => c switch
    {
        '{' or '"' or '-' or (>= '0' and <= '9') => Kind.Json,
        '$' or '@' => Kind.Path,
        _ => Kind.None,
    };

    private void Count(char c, char prior)
    {
        switch (c)
        {
            case '"': _quotes += prior != '\\' && _quotes > 0 ? -1 : 1; break;
            case '(': _parentheses++; break;
            case ')': _parentheses--; break;
            case '[': _brackets++; break;
            case '{': _braces++; break;
            case ']':
                if (_brackets-- == 0) throw PathParser.Refuse($"Unexpected close bracket ']' at character position: {_path.Position}", _path.Position);
                break;
            case '}':
                if (_braces-- == 0) throw PathParser.Refuse($"Unexpected close brace '}}' at character position: {_path.Position}", _path.Position);
                break;
        }
    }

    private void Finish()
    {
        if (_kind == Kind.Json) _arguments.Add(new FunctionArgument(null, null, PermissiveJson.TryParse(_text.ToString())));
        if (_kind == Kind.Path) _arguments.Add(CompiledPath.Argument(PathParser.ParseArgument(_text.ToString(), _depth)));
        if (_kind == Kind.None) return;
        _text.Clear();
        _kind = Kind.None;
    }
}
