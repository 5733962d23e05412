using System.Globalization;
using System.Text;

namespace Baton.Expressions.Paths;

/// <summary>Reads the quoted names of <c>['a','b']</c>, and the escapes in quoted text.</summary>
internal static class NameListReader
{
    /// <param name="path">The cursor, on the opening bracket; it is not moved.</param>
    /// <param name="quote">The quote of all names in this list: the other one is an ordinary character.</param>
    /// <param name="end">Where the last name's closing quote stands.</param>
    public static List<string> Read(PathCursor path, char quote, out int end)
    {
        var names = new List<string>();
        var start = 0;
        var inName = false;
        var escaped = false;
        var afterComma = false;
        end = 0;
        for (var i = path.Position + 1; path.InBounds(i); i++)
        {
            var c = path[i];
            if (escaped) escaped = false;
            else if (c == '\\') escaped = true;
            else if (c == quote && inName)
            {
                if (path.NextSignificantChar(i) is not (']' or ','))
                {
                    throw PathParser.Refuse($"Property must be separated by comma or Property must be terminated close square bracket at index {i}", i);
                }
                names.Add(Unescape(path.Slice(start, i)));
                end = i;
                inName = false;
            }
            else if (c == quote)
            {
                start = i + 1;
                inName = true;
                afterComma = false;
            }
            else if (!inName && c is ']' or ',')
            {
                if (afterComma) throw PathParser.Refuse($"Found empty property at index {i}", i);
                if (c == ']') break;
                afterComma = true;
            }
        }
        return inName ? throw PathParser.Refuse($"Property has not been closed - missing closing {quote}", path.Length) : names;
    }

    /// <summary>Resolves backslashes: the letters of JSON and four-digit Unicode; before any other character the backslash falls away.</summary>
    public static string Unescape(string text)
    {
        var slash = text.IndexOf('\\', StringComparison.Ordinal);
        if (slash < 0) return text;
        var result = new StringBuilder(text.Length).Append(text, 0, slash);
        for (var i = slash; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }
            if (++i == text.Length)
            {
                result.Append('\\');
                break;
            }
            if (text[i] != 'u')
            {
                result.Append(text[i] switch { 'r' => '\r', 'f' => '\f', 't' => '\t', 'n' => '\n', 'b' => '\b', var same => same });
                continue;
            }
            var digits = text.AsSpan(i + 1, Math.Min(4, text.Length - i - 1));
            if (digits.Length < 4) break; // an unfinished one at the end falls away
            if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                throw PathParser.Refuse($"Unable to parse unicode value: {digits}", 0);
            }
            result.Append((char)unit);
            i += 4;
        }
        return result.ToString();
    }
}
