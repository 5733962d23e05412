using System.Globalization;

namespace Baton.Expressions.Jsonata;

/// <summary>A picture of a date and time: literal text and markers, as in XPath's <c>format-dateTime</c>.</summary>
internal sealed class DateTimePicture
{
    private readonly List<DateTimePart> _parts = [];

    private DateTimePicture()
    {
    }

    /// <summary>What <c>$fromMillis</c> and <c>$now</c> use where no picture is given.</summary>
    public static DateTimePicture Iso { get; } = Parse("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]");

    public IReadOnlyList<DateTimePart> Parts => _parts;

    /// <exception cref="Fault">The picture has a marker that is none (D3131, D3132, D3135).</exception>
    public static DateTimePicture Parse(string text)
    {
        var picture = new DateTimePicture();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '[') continue;
            picture.AddLiteral(text[start..at]);
            if (at + 1 < text.Length && text[at + 1] == '[')
            {
                picture._parts.Add(DateTimePart.OfLiteral("["));
                at++;
            }
            else
            {
                var end = text.IndexOf(']', at);
                if (end < 0) throw new Fault("D3135");
                picture._parts.Add(Marker(string.Concat(text[(at + 1)..end].Where(c => !CharSet.Spaces.Contains(c)))));
                at = end;
            }
            start = at + 1;
        }
        picture.AddLiteral(text[Math.Min(start, text.Length)..]);
        return picture;
    }

    private void AddLiteral(string text)
    {
        if (text.Length > 0) _parts.Add(DateTimePart.OfLiteral(text.Replace("]]", "]", StringComparison.Ordinal)));
    }

    /// <summary>marker = component [ presentation ] [ second presentation ] [ "," width ]</summary>
    private static DateTimePart Marker(string text)
    {
        var component = text.Length > 0 ? text[0] : '\0';
        var comma = text.LastIndexOf(',');
        var presentation = text.Length == 0 ? "" : comma < 0 ? text[1..] : text[Math.Min(1, comma)..comma];
        var (least, most) = comma < 0 ? (null, null) : Width(text[(comma + 1)..]);
        char? modifier = null;
        if (presentation.Length > 1 && presentation[^1] is 'a' or 't' or 'c' or 'o')
        {
            modifier = presentation[^1];
            presentation = presentation[..^1];
        }
        if (presentation.Length == 0)
        {
            presentation = DefaultPresentation(component) ?? throw new Fault("D3132") { Value = new Json.JsonString(component == '\0' ? "" : component.ToString()) };
        }
        return DateTimePart.OfMarker(component, presentation, modifier, least, most);
    }

    private static string? DefaultPresentation(char component) => component switch
    {
        'Y' or 'M' or 'D' or 'd' or 'W' or 'w' or 'X' or 'x' or 'H' or 'h' or 'f' => "1",
        'F' or 'P' or 'C' or 'E' => "n",
        'm' or 's' => "01",
        'Z' or 'z' => "01:01",
        _ => null,
    };

    /// <summary>width = least [ "-" most ]; an asterisk leaves it open.</summary>
    private static (int? Least, int? Most) Width(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (Number(text), null) : (Number(text[..dash]), Number(text[(dash + 1)..]));
    }

    private static int? Number(string text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return int.TryParse(text.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
