using System.Text;
using Baton.Json;
using YamlDotNet.Core;

namespace Baton.Yaml;

/// <summary>A YAML document as JSON, and where in the YAML each line of it comes from.</summary>
public sealed class YamlDocument
{
    private readonly JsonLimits _limits;
    private readonly StringBuilder _json = new();
    private readonly List<(Mark At, YamlPlace Place)> _lines = [];

    private YamlDocument(YamlNode root, JsonLimits limits)
    {
        _limits = limits;
        _lines.Add((root.At, new YamlPlace(null, (int)root.At.Index, (int)root.At.Index, (int)root.At.Index, IsInFlow: false)));
        Write(root, 0);
        Json = _json.ToString();
    }

    /// <summary>The document as JSON text: each field and each item starts a line of its own.</summary>
    public string Json { get; }

    /// <summary>
    /// Reads one document in the core schema of YAML 1.2. Refused are duplicate keys, tags beyond YAML's own types, numbers that JSON
    /// does not have, a second document; and what is larger or deeper than the limits, aliases written out.
    /// </summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="limits">How long the text and its JSON may be, in characters, and how deep they may nest.</param>
    /// <exception cref="YamlFormatException">The text is refused.</exception>
    public static YamlDocument Read(string text, JsonLimits limits)
    {
        if (text.Length > limits.BytesMax) throw new YamlFormatException($"The text has {text.Length} characters; at most {limits.BytesMax} are read", 1, 1);
        return new YamlDocument(new YamlReader(text, limits.DepthMax).Read(), limits);
    }

    /// <summary>The line and column in the YAML, from 1, of the field or item that starts a line of <see cref="Json"/>.</summary>
    /// <param name="jsonLine">The line in <see cref="Json"/>, from 1.</param>
    public (int Line, int Column) PlaceOf(int jsonLine)
    {
        var (at, _) = LineOf(jsonLine);
        return ((int)at.Line, (int)at.Column);
    }

    /// <summary>What of the YAML the field or item is that starts a line of <see cref="Json"/>; of a line that ends one, that one.</summary>
    /// <param name="jsonLine">The line in <see cref="Json"/>, from 1.</param>
    public YamlPlace PartOf(int jsonLine) => LineOf(jsonLine).Place;

    private (Mark At, YamlPlace Place) LineOf(int jsonLine) => _lines[Math.Clamp(jsonLine, 1, _lines.Count) - 1];

    private void Write(YamlNode node, int depth)
    {
        if (node is YamlNode.Scalar scalar) _json.Append(scalar.Json);
        else Write((YamlNode.Collection)node, depth);
    }

    private void Write(YamlNode.Collection collection, int depth)
    {
        if (depth >= _limits.DepthMax) throw Beyond($"nests deeper than {_limits.DepthMax} levels", collection.At);
        _json.Append(collection.IsMapping ? '{' : '[');
        var isFirst = true;
        var own = _lines[^1].Place;
        foreach (var (name, at, place, value) in collection.Parts)
        {
            if (!isFirst) _json.Append(',');
            isFirst = false;
            Line(depth + 1, at, place);
            if (name is not null) _json.Append(CoreSchema.Quote(name)).Append(": ");
            Write(value, depth + 1);
            if (_json.Length > _limits.BytesMax) throw Beyond($"has more than {_limits.BytesMax} characters", at);
        }
        if (!isFirst) Line(depth, collection.At, own);
        _json.Append(collection.IsMapping ? '}' : ']');
    }

    private static YamlFormatException Beyond(string limit, Mark at) => new($"With its aliases written out the document {limit}", at.Line, at.Column);

    private void Line(int depth, Mark at, YamlPlace place)
    {
        _json.Append('\n').Append(' ', 2 * depth);
        _lines.Add((at, place));
    }
}
