using System.Text;
using Baton.Json;
using Baton.Language;
using Baton.Language.Text;
using Baton.Yaml;

namespace Baton.WebConsole.Api.Drafts;

/// <summary>A definition as somebody writes it, in JSON or YAML: what it is in JSON, and where in the text each part of that stands.</summary>
internal sealed class DraftText
{
    private static readonly JsonLimits Limits = new(DefinitionParser.LengthMax, DefinitionParser.DepthMax);

    private readonly List<int> _lineStarts = [0];
    private readonly YamlDocument? _yaml;
    private byte[] _utf8 = [];

    private DraftText(string source, YamlDocument? yaml)
    {
        Source = source;
        _yaml = yaml;
        Json = yaml?.Json ?? source;
        for (var at = source.IndexOf('\n'); at >= 0; at = source.IndexOf('\n', at + 1)) _lineStarts.Add(at + 1);
    }

    /// <summary>The text as it was sent.</summary>
    public string Source { get; }

    /// <summary>The definition in JSON.</summary>
    public string Json { get; }

    public bool IsYaml => _yaml is not null;

    /// <summary>The values of the definition; null where the text is not JSON.</summary>
    public DraftNode? Root { get; private set; }

    /// <summary>Reads a text; what it says may be wrong in every other way.</summary>
    /// <exception cref="YamlFormatException">The text was said to be YAML, and is not.</exception>
    public static DraftText Read(string source, bool isYaml)
    {
        var draft = new DraftText(source, isYaml ? YamlDocument.Read(source, Limits) : null);
        if (draft.Json.Length is 0 or > DefinitionParser.LengthMax || JsonFault.Of(draft.Json) is not null) return draft;
        draft._utf8 = Encoding.UTF8.GetBytes(draft.Json);
        try
        {
            JsonData.Parse(draft._utf8, Limits); // deeper than we read, or larger
            draft.Root = DraftNode.Read(draft._utf8, DefinitionParser.DepthMax);
        }
        catch (JsonFormatException)
        {
            // the findings say it
        }
        return draft;
    }

    /// <summary>A text that is no YAML, for telling where it is not.</summary>
    public static DraftText Broken(string source) => new(source, null);

    /// <summary>The nodes that a published location like <c>/States/A/Choices[0]/Next</c> leads through, from the whole on, as far as the text has them.</summary>
    public IReadOnlyList<DraftNode> Way(string? location)
    {
        if (Root is null) return [];
        List<DraftNode> best = [Root];
        if (location is not null and not "/") Follow(location, [Root], ref best);
        return best;
    }

    /// <summary>What of the text a node is: a scalar itself, anything else by its name.</summary>
    public TextRange RangeOf(DraftNode node)
    {
        if (node.IsScalar) return ValueOf(node);
        if (node.Name is not null) return NameOf(node);
        if (_yaml is null) return Range(Character(node.Start), Character(node.Start) + 1);
        var start = PartOf(node).ValueStart;
        return Range(start, Math.Max(EndOfLine(start), start));
    }

    /// <summary>The name of a field, with its quotes.</summary>
    public TextRange NameOf(DraftNode node)
    {
        if (_yaml is null) return Range(Character(node.NameStart), Character(node.NameEnd));
        var part = PartOf(node);
        return Range(part.NameStart ?? part.ValueStart, part.NameEnd);
    }

    /// <summary>A scalar, with its quotes.</summary>
    public TextRange ValueOf(DraftNode node)
    {
        if (_yaml is null) return Range(Character(node.Start), Character(node.End));
        var part = PartOf(node);
        return Range(part.ValueStart, part.ValueEnd);
    }

    /// <summary>What a field is parted from the one before it by, where it stands: <c>,\n    </c>, a line break, a comma.</summary>
    public string BeforeField(DraftNode node)
    {
        var start = NameOf(node).From;
        if (_yaml is not null) return PartOf(node).IsInFlow ? ", " : "\n" + new string(' ', start.Column - 1);
        var space = start.Offset;
        while (space > 0 && char.IsWhiteSpace(Source[space - 1])) space--;
        return "," + Source[space..start.Offset];
    }

    /// <summary>The rest of a line from a place given by its number and column, as a parser tells it.</summary>
    public TextRange FromPlace(int line, int column)
    {
        var start = Math.Min(_lineStarts[Math.Clamp(line, 1, _lineStarts.Count) - 1] + Math.Max(column, 1) - 1, Source.Length);
        return Range(start, Math.Max(EndOfLine(start), start));
    }

    public TextRange Range(int from, int to) => new(PlaceOf(from), PlaceOf(Math.Max(from, to)));

    private TextPlace PlaceOf(int offset)
    {
        var at = _lineStarts.BinarySearch(offset);
        var line = at >= 0 ? at : ~at - 1;
        return new TextPlace(offset, line + 1, offset - _lineStarts[line] + 1);
    }

    private int EndOfLine(int offset)
    {
        var end = Source.IndexOf('\n', Math.Min(offset, Source.Length));
        end = end < 0 ? Source.Length : end;
        while (end > offset && Source[end - 1] is '\r' or ' ') end--;
        return end;
    }

    /// <summary>The place in the JSON text, in characters, of an offset in its UTF-8.</summary>
    private int Character(int offset) => Encoding.UTF8.GetCharCount(_utf8, 0, offset);

    private YamlPlace PartOf(DraftNode node) => _yaml!.PartOf(_utf8.AsSpan(0, node.NameStart).Count((byte)'\n') + 1);

    /// <summary>Follows a location step by step; names may have slashes and brackets in them, so every name that fits is tried. Of repeated names the last counts.</summary>
    private static bool Follow(ReadOnlySpan<char> rest, List<DraftNode> way, ref List<DraftNode> best)
    {
        if (way.Count > best.Count) best = [.. way];
        if (rest.IsEmpty) return true;
        var children = way[^1].Children;
        for (var i = children.Count - 1; i >= 0; i--)
        {
            var length = StepLength(rest, children[i], i);
            if (length == 0) continue;
            way.Add(children[i]);
            if (Follow(rest[length..], way, ref best)) return true;
            way.RemoveAt(way.Count - 1);
        }
        return false;
    }

    private static int StepLength(ReadOnlySpan<char> rest, DraftNode child, int index)
    {
        if (child.Name is { } name)
        {
            return rest[0] == '/' && rest[1..].StartsWith(name, StringComparison.Ordinal) && (rest.Length == name.Length + 1 || rest[name.Length + 1] is '/' or '[') ? name.Length + 1 : 0;
        }
        return rest[0] == '[' && rest.StartsWith($"[{index}]", StringComparison.Ordinal) ? rest.IndexOf(']') + 1 : 0;
    }
}
