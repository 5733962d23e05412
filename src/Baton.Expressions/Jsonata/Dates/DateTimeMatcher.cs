using System.Text;
using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Reads moments by a picture: each marker matches its part of the text and makes a number of it.</summary>
internal sealed class DateTimeMatcher
{
    private readonly List<(char Component, Func<string, double?> Read)?> _readers = [];
    private readonly RegexProgram _regex;

    public DateTimeMatcher(DateTimePicture picture)
    {
        var pattern = new StringBuilder("^");
        foreach (var part in picture.Parts) pattern.Append('(').Append(PatternOf(part)).Append(')');
        _regex = RegexCompiler.Compile(pattern.Append('$').ToString(), ignoreCase: true, multiline: false);
    }

    /// <summary>The components that a text has; null where it does not fit the picture.</summary>
    public Dictionary<char, double?>? Read(Machine machine, string text)
    {
        if (new RegexMatcher(_regex, text, machine).Find(0) is not { } bounds) return null;
        var match = new RegexMatch(text, bounds);
        var components = new Dictionary<char, double?>();
        for (var i = 0; i < _readers.Count; i++)
        {
            if (_readers[i] is { } reader) components[reader.Component] = reader.Read(match.Group(i) ?? "");
        }
        return components;
    }

    private string PatternOf(DateTimePart part)
    {
        if (part.Literal is not null)
        {
            _readers.Add(null);
            return Escaped(part.Literal);
        }
        if (part.Component is 'Z' or 'z')
        {
            var separator = part.Number!.IsRegular ? part.Number.Separators[0].Character : null;
            _readers.Add((part.Component, text => Offset(part.Component == 'z' ? text[3..] : text, separator)));
            return $"{(part.Component == 'z' ? "GMT" : "")}[-+][0-9]+{(separator is null ? "" : $"{separator}[0-9]+")}";
        }
        if (part.Number is not null)
        {
            var matcher = new IntegerMatcher(part.Number, part.Digits);
            _readers.Add((part.Component, text => matcher.Parse(text)));
            return matcher.Pattern;
        }
        var names = Names(part);
        _readers.Add((part.Component, text => names.TryGetValue(text, out var value) ? value : null));
        return "[a-zA-Z]+";
    }

    private static Dictionary<string, double> Names(DateTimePart part)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        if (part.Component == 'P')
        {
            values["am"] = values["AM"] = 0;
            values["pm"] = values["PM"] = 1;
            return values;
        }
        var names = DateTimeNames.Of(part.Component) ?? throw new Fault("D3133") { Value = new JsonString(part.Component.ToString()) };
        var width = part.WidthMax is > 0 ? part.WidthMax.Value : int.MaxValue;
        for (var i = 0; i < names.Length; i++) values[names[i].Length > width ? names[i][..width] : names[i]] = i + 1;
        return values;
    }

    private static string Escaped(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            if (@".*+?^${}()|[]\".Contains(c, StringComparison.Ordinal)) result.Append('\\');
            result.Append(c);
        }
        return result.ToString();
    }

    /// <summary>An offset in minutes. The minutes are added whatever the sign of the hours, as in the reference.</summary>
    private static double? Offset(string text, string? separator)
    {
        if (separator is not null)
        {
            var at = text.IndexOf(separator, StringComparison.Ordinal);
            return (IntegerText.Parse(text[..Math.Max(at, 0)]) * 60) + IntegerText.Parse(text[(at + 1)..]);
        }
        if (text.Length <= 3) return IntegerText.Parse(text) * 60;
        return (IntegerText.Parse(text[..3]) * 60) + IntegerText.Parse(text[3..]);
    }
}
