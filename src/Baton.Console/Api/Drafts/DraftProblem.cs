using Baton.Language;
using Baton.Yaml;

namespace Baton.WebConsole.Api.Drafts;

/// <summary>A finding about a draft, placed in its text.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Pointer">Where, as a JSON Pointer (RFC 6901) to what the text has; empty for the whole.</param>
/// <param name="Range">Where in the text as it was sent.</param>
/// <param name="Fix">What would mend it; null where that is not simple.</param>
internal sealed record DraftProblem(Diagnostic Finding, string Pointer, TextRange Range, DraftFix? Fix)
{
    /// <summary>The code where a text is not YAML.</summary>
    public const string InvalidYaml = "INVALID_YAML";

    /// <summary>Everything that is wrong with a text, in its order.</summary>
    public static IReadOnlyList<DraftProblem> Of(string text, bool isYaml, bool isExpress)
    {
        try
        {
            var draft = DraftText.Read(text, isYaml);
            var parsed = DefinitionParser.Parse(draft.Json, new DefinitionOptions { Express = isExpress });
            return [.. parsed.Findings.Select(finding => Of(draft, finding)).OrderBy(problem => problem.Range.From.Offset)];
        }
        catch (YamlFormatException e)
        {
            return [Of(text, e)];
        }
    }

    public static DraftProblem Of(string text, YamlFormatException fault) =>
        new(new Diagnostic(DiagnosticSeverity.Error, InvalidYaml, null, fault.Message), "", DraftText.Broken(text).FromPlace(fault.Line, fault.Column), null);

    private static DraftProblem Of(DraftText draft, Diagnostic finding)
    {
        if (finding is { Line: { } line, Column: { } column }) // the text is not JSON: the column is the one behind what is to blame
        {
            return new DraftProblem(finding with { Location = null }, "", draft.FromPlace(line, column - 1), null);
        }
        var way = draft.Way(finding.Location);
        if (way.Count == 0) return new DraftProblem(finding, "", draft.Range(0, draft.Source.Length), null);
        return new DraftProblem(finding, PointerTo(way), draft.RangeOf(way[^1]), DraftFixes.Of(draft, finding, way));
    }

    private static string PointerTo(IReadOnlyList<DraftNode> way) =>
        string.Concat(way.Skip(1).Select((node, index) => "/" + (node.Name?.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal) ?? $"{way[index].Children.IndexOf(node)}")));
}
