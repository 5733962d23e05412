using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using ScalarEvent = YamlDotNet.Core.Events.Scalar;

namespace Baton.Yaml;

/// <summary>Builds the nodes of one document from the parser's events.</summary>
internal sealed class YamlReader(string text, int depthMax)
{
    private const string CoreTag = "tag:yaml.org,2002:";

    private readonly Parser _parser = new(new StringReader(text));
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <exception cref="YamlFormatException">The text is not one YAML document, or means nothing in JSON.</exception>
    public YamlNode Read()
    {
        try
        {
            Take<StreamStart>();
            if (Peek() is StreamEnd) throw new YamlFormatException("The text has no content", 1, 1);
            Take<DocumentStart>();
            var root = Node(0);
            Take<DocumentEnd>();
            if (Peek() is not StreamEnd) throw Fault("Another document starts here; expected only one", Peek().Start);
            return root;
        }
        catch (YamlException e)
        {
            throw new YamlFormatException(e.Message.TrimEnd('.'), e.Start.Line, e.Start.Column);
        }
    }

    private YamlNode Node(int depth)
    {
        if (Peek() is AnchorAlias alias) return Resolve(Take<AnchorAlias>().Value.Value, alias.Start);
        var start = (NodeEvent)Peek();
        var anchor = start.Anchor.IsEmpty ? null : start.Anchor.Value;
        if (anchor is not null) _open.Add(anchor);
        if (start is not ScalarEvent && depth >= depthMax) throw Fault($"The document nests deeper than {depthMax} levels", start.Start);
        YamlNode node = start switch
        {
            MappingStart => Mapping(Tagged<MappingStart>("map"), depth),
            SequenceStart => Sequence(Tagged<SequenceStart>("seq"), depth),
            _ => Scalar(Take<ScalarEvent>()),
        };
        if (anchor is null) return node;
        _open.Remove(anchor);
        return _anchors[anchor] = node;
    }

    private YamlNode Resolve(string anchor, Mark at)
    {
        if (_open.Contains(anchor)) throw Fault($"'*{anchor}' stands inside of what '&{anchor}' names", at);
        return _anchors.GetValueOrDefault(anchor) ?? throw Fault($"'*{anchor}' names no anchor before it", at);
    }

    private YamlNode.Collection Mapping(MappingStart start, int depth)
    {
        var fields = new List<YamlNode.Part>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (Peek() is not MappingEnd)
        {
            var (at, end) = (Peek().Start, Peek().End);
            var name = Name();
            if (!names.Add(name)) throw Fault($"The key '{name}' is there more than once", at);
            fields.Add(new YamlNode.Part(name, at, Place((at, end), start.Style == MappingStyle.Flow), Node(depth + 1)));
        }
        Take<MappingEnd>();
        return new YamlNode.Collection(start.Start, IsMapping: true, fields);
    }

    /// <summary>The name of a field: a key is taken as it is written, whatever type it would have as a value.</summary>
    private string Name()
    {
        if (Peek() is not ScalarEvent key) throw Fault("A key must be a text", Peek().Start);
        Take<ScalarEvent>();
        if (key is { Style: ScalarStyle.Plain, Value: "<<" }) throw Fault("'<<' merges nothing in YAML 1.2: write the fields out, or quote the key", key.Start);
        if (!key.Tag.IsEmpty && !key.Tag.IsNonSpecific && key.Tag.Value != CoreTag + "str") throw Fault($"A key must be a text, not '{key.Tag.Value}'", key.Start);
        if (!key.Anchor.IsEmpty) _anchors[key.Anchor.Value] = new YamlNode.Scalar(key.Start, CoreSchema.Quote(key.Value));
        return key.Value;
    }

    private YamlNode.Collection Sequence(SequenceStart start, int depth)
    {
        var items = new List<YamlNode.Part>();
        while (Peek() is not SequenceEnd) items.Add(new YamlNode.Part(null, Peek().Start, Place(null, start.Style == SequenceStyle.Flow), Node(depth + 1)));
        Take<SequenceEnd>();
        return new YamlNode.Collection(start.Start, IsMapping: false, items);
    }

    /// <summary>The place of what comes next, and of its name.</summary>
    private YamlPlace Place((Mark Start, Mark End)? name, bool isInFlow)
    {
        var value = Peek();
        var start = (int)value.Start.Index;
        return new YamlPlace((int?)name?.Start.Index, (int)(name?.End.Index ?? start), start, value is ScalarEvent or AnchorAlias ? (int)value.End.Index : start, isInFlow);
    }

    private static YamlNode.Scalar Scalar(ScalarEvent scalar)
    {
        var json = Json(scalar) ?? throw Fault($"JSON has no number '{scalar.Value}'", scalar.Start);
        return new YamlNode.Scalar(scalar.Start, json);
    }

    private static string? Json(ScalarEvent scalar)
    {
        if (scalar.Tag.IsEmpty) return scalar.Style == ScalarStyle.Plain ? CoreSchema.ToJson(scalar.Value) : CoreSchema.Quote(scalar.Value);
        if (scalar.Tag.IsNonSpecific || scalar.Tag.Value == CoreTag + "str") return CoreSchema.Quote(scalar.Value);
        var json = CoreSchema.ToJson(scalar.Value);
        var isMeant = scalar.Tag.Value switch
        {
            CoreTag + "null" => json == "null",
            CoreTag + "bool" => json is "true" or "false",
            CoreTag + "int" or CoreTag + "float" => json is null || json[0] is '-' or (>= '0' and <= '9'),
            _ => throw UnknownTag(scalar),
        };
        return isMeant ? json : throw Fault($"'{scalar.Value}' is no '{scalar.Tag.Value}'", scalar.Start);
    }

    private T Tagged<T>(string kind) where T : NodeEvent
    {
        var taken = Take<T>();
        return taken.Tag.IsEmpty || taken.Tag.IsNonSpecific || taken.Tag.Value == CoreTag + kind ? taken : throw UnknownTag(taken);
    }

    private ParsingEvent Peek()
    {
        if (_parser.Current is null) _parser.MoveNext();
        return _parser.Current!;
    }

    private T Take<T>() where T : ParsingEvent
    {
        var taken = (T)Peek();
        _parser.MoveNext();
        return taken;
    }

    private static YamlFormatException UnknownTag(NodeEvent node) =>
        Fault($"The tag '{node.Tag.Value}' has no meaning here: only YAML's own types have one", node.Start);

    private static YamlFormatException Fault(string message, Mark at) => new(message, at.Line, at.Column);
}
