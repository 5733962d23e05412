using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Baton.Language;

namespace Baton.WebConsole.Api.Drafts;

/// <summary>A change that mends a problem.</summary>
/// <param name="Title">What it does, as an order: <c>Change to 'Ship'</c>.</param>
/// <param name="Edits">The change, for the text as it was sent.</param>
internal sealed record DraftFix(string Title, IReadOnlyList<TextEdit> Edits);

/// <summary>What mends findings whose rule is simple.</summary>
internal static partial class DraftFixes
{
    private const int TimeoutSeconds = 3_600;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="draft">The text.</param>
    /// <param name="finding">What is wrong.</param>
    /// <param name="way">The nodes that its location leads through.</param>
    public static DraftFix? Of(DraftText draft, Diagnostic finding, IReadOnlyList<DraftNode> way)
    {
        var node = way[^1];
        return finding.Code switch
        {
            DiagnosticCodes.MissingTransitionTarget when node.IsScalar => Nearest(draft, node, ScopeOf(way)?.Children.Select(state => state.Name!)),
            DiagnosticCodes.UnknownErrorName when node.IsScalar => Nearest(draft, node, DefinitionWords.ErrorNames),
            DiagnosticCodes.NoDollar => Named(node, finding) is { } field ? Renamed(draft, field, field.Name + ".$") : null,
            DiagnosticCodes.NoPath when node.Name is not null => Renamed(draft, node, node.Name + "Path"),
            DiagnosticCodes.TaskWithoutTimeout => Added(draft, node, "TimeoutSeconds", $"{TimeoutSeconds}"),
            DiagnosticCodes.JsonataInJsonPath => StateOf(way) is { } state && state.Field("QueryLanguage") is null ? Added(draft, state, "QueryLanguage", "\"JSONata\"") : null,
            DiagnosticCodes.Schema when finding.Message == DefinitionWords.NeitherNextNorEnd => Added(draft, node, "End", "true"),
            DiagnosticCodes.Schema when Unsupported().Match(finding.Message) is { Success: true, Groups: var groups } => Misspelt(draft, way, groups["name"].Value),
            _ => null,
        };
    }

    /// <summary>The states of the innermost scope that a place is in.</summary>
    private static DraftNode? ScopeOf(IReadOnlyList<DraftNode> way) => way.SkipLast(1).Select(node => node.Field("States")).LastOrDefault(states => states is { IsObject: true });

    /// <summary>The innermost state that a place is in.</summary>
    private static DraftNode? StateOf(IReadOnlyList<DraftNode> way) => way.Where((_, index) => index >= 2 && way[index - 1].Name == "States").LastOrDefault(node => node.IsObject);

    /// <summary>The field of an object that a message names first.</summary>
    private static DraftNode? Named(DraftNode node, Diagnostic finding) => node.Children.Find(child => finding.Message.StartsWith($"The value of '{child.Name}' ", StringComparison.Ordinal));

    private static DraftFix? Misspelt(DraftText draft, IReadOnlyList<DraftNode> way, string name)
    {
        var field = way[^1].Name == name ? way[^1] : way[^1].Field(name);
        var holder = way[^1].Name == name && way.Count > 1 ? way[^2] : way[^1];
        return field is not null && Closest(name, DefinitionWords.FieldNames.Where(known => holder.Field(known) is null)) is { } meant ? Renamed(draft, field, meant) : null;
    }

    private static DraftFix? Nearest(DraftText draft, DraftNode node, IEnumerable<string>? names)
    {
        if (node.Text is not { } text || names is null || Closest(text, names) is not { } meant) return null;
        return new DraftFix($"Change to '{meant}'", [new TextEdit(draft.ValueOf(node), Quoted(draft, meant))]);
    }

    private static DraftFix Renamed(DraftText draft, DraftNode field, string name) => new($"Rename to '{name}'", [new TextEdit(draft.NameOf(field), Quoted(draft, name))]);

    /// <summary>Adds a field before the last one of an object, which has one.</summary>
    private static DraftFix? Added(DraftText draft, DraftNode node, string name, string value)
    {
        if (!node.IsObject || node.Children.Count == 0) return null;
        var last = node.Children[^1];
        var start = draft.NameOf(last).From.Offset;
        return new DraftFix($"Add '{name}'", [new TextEdit(draft.Range(start, start), $"{Quoted(draft, name)}: {value}{draft.BeforeField(last)}")]);
    }

    private static string Quoted(DraftText draft, string text) => draft.IsYaml && Plain().IsMatch(text) ? text : JsonSerializer.Serialize(text, Readable);

    /// <summary>The name that is meant, where one is so near that nothing else can be: at most one change in three characters.</summary>
    private static string? Closest(string text, IEnumerable<string> names)
    {
        if (text.Length > 80) return null;
        var (best, distance) = ((string?)null, (text.Length / 3) + 1);
        foreach (var name in names.Where(name => Math.Abs(name.Length - text.Length) < distance))
        {
            if (Distance(text, name) is var changes && changes < distance) (best, distance) = (name, changes);
        }
        return best;
    }

    /// <summary>How many characters have to be changed, added, taken away, or swapped with the next; letter case costs nothing.</summary>
    private static int Distance(string one, string other)
    {
        var (a, b) = (one.ToUpperInvariant(), other.ToUpperInvariant());
        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    costs[i, j] = i + j;
                    continue;
                }
                costs[i, j] = Math.Min(Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1, costs[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
            }
        }
        return costs[a.Length, b.Length];
    }

    [GeneratedRegex("^Field '(?<name>[^']+)' is not supported$", RegexOptions.CultureInvariant)]
    private static partial Regex Unsupported();

    /// <summary>What YAML takes for a text without quotes.</summary>
    [GeneratedRegex(@"^(?!(?:true|false|null|True|False|Null|TRUE|FALSE|NULL)\z)[A-Za-z_][A-Za-z0-9_.$-]*( [A-Za-z0-9_.$-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
