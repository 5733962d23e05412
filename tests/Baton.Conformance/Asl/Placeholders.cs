using System.Text;
using System.Text.RegularExpressions;

namespace Baton.Conformance.Asl;

/// <summary>Compares texts with recorded ones in which placeholders stand for what differs from run to run.</summary>
internal sealed partial class Placeholders
{
    private readonly Dictionary<string, string> _bound = [];

    /// <summary>Whether the texts agree; a placeholder stands for the same text wherever it comes.</summary>
    public bool Matches(string expected, string actual)
    {
        if (expected == actual) return true;
        if (expected is "date" or "timestamp" or "datetime") return true;
        if (expected.EndsWith("RequestId", StringComparison.Ordinal)) return true;
        var names = new List<string>();
        var pattern = new StringBuilder("^");
        var at = 0;
        foreach (Match placeholder in Placeholder().Matches(expected))
        {
            pattern.Append(Regex.Escape(expected[at..placeholder.Index]));
            at = placeholder.Index + placeholder.Length;
            if (_bound.TryGetValue(placeholder.Value, out var known)) pattern.Append(Regex.Escape(known));
            else if (names.IndexOf(placeholder.Value) is >= 0 and var seen) pattern.Append($"\\k<p{seen}>");
            else
            {
                pattern.Append($"(?<p{names.Count}>.+?)");
                names.Add(placeholder.Value);
            }
        }
        if (at == 0) return false;
        var match = Regex.Match(actual, $"{pattern}{Regex.Escape(expected[at..])}$", RegexOptions.Singleline | RegexOptions.CultureInvariant);
        if (!match.Success) return false;
        for (var i = 0; i < names.Count; i++) _bound[names[i]] = match.Groups[$"p{i}"].Value;
        return true;
    }

    [GeneratedRegex("<[A-Za-z][A-Za-z0-9_:-]*>")]
    private static partial Regex Placeholder();
}
