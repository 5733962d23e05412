using System.Globalization;
using Baton.Cli.Output;
using Baton.Language;

namespace Baton.Cli.Sources;

/// <summary>Findings as compilers print them: <c>file:line:column: error CODE: sentence (pointer)</c>, and with it the line that is meant.</summary>
internal static class FindingLines
{
    /// <summary>How much of a line stands before and behind the column that is meant.</summary>
    private const int Before = 40;

    /// <param name="source">The file.</param>
    /// <param name="finding">With line and column of the file.</param>
    /// <param name="excerptWidth">How wide the line of the file may be shown; null leaves it out.</param>
    public static IEnumerable<Line> Of(SourceFile source, Diagnostic finding, int? excerptWidth)
    {
        var isError = finding.Severity == DiagnosticSeverity.Error;
        yield return Line.Of(
            new Span($"{source.Name}:{finding.Line}:{finding.Column}: ", Tone.Strong),
            new Span($"{(isError ? "error" : "warning")} {finding.Code}", isError ? Tone.Bad : Tone.Busy),
            new Span($": {finding.Message.ReplaceLineEndings(" ").TrimEnd()}"),
            new Span(PointerOf(finding) is { } pointer ? $" ({pointer})" : "", Tone.Dim));
        if (excerptWidth is not { } width || LineOf(source.Text, finding.Line ?? 1) is not { } text) yield break;
        var number = (finding.Line ?? 1).ToString(CultureInfo.InvariantCulture);
        var column = Math.Clamp((finding.Column ?? 1) - 1, 0, text.Length);
        var from = text.Length <= width - number.Length - 6 ? 0 : Math.Max(0, column - Before);
        yield return Line.Of(new Span($"  {number} │ ", Tone.Dim), new Span(from == 0 ? text : "…" + text[(from + 1)..])).Cut(width);
        yield return Line.Of(new Span($"  {new string(' ', number.Length)} │ ", Tone.Dim), new Span(new string(' ', column - from)), new Span("^", isError ? Tone.Bad : Tone.Busy));
    }

    /// <summary>Where in the definition; null for what is meant as a whole, or could not be read.</summary>
    public static string? PointerOf(Diagnostic finding) => finding.Location is { } location && location.StartsWith('/') ? location : null;

    /// <summary>One line of a text, tabs as blanks so that columns are what they seem.</summary>
    private static string? LineOf(string text, int line)
    {
        var rest = text.AsSpan();
        for (; line > 1; line--)
        {
            var end = rest.IndexOf('\n');
            if (end < 0) return null;
            rest = rest[(end + 1)..];
        }
        var length = rest.IndexOfAny('\r', '\n');
        return (length < 0 ? rest : rest[..length]).ToString().Replace('\t', ' ');
    }
}
