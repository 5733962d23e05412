using System.Globalization;
using System.Text;
using System.Text.Json;
using Baton.Language.Model;
using Baton.Language.Parsing;

namespace Baton.Language.Text;

/// <summary>
/// A second pass over the text of a definition, for what the values that were read from it no longer show: fields that an object
/// has twice, and the lines and columns of locations.
/// </summary>
public sealed class DocumentScan
{
    private readonly byte[] _utf8;
    private readonly PositionMap _map;
    private readonly List<string> _path = [];
    private readonly List<(string Location, string Name)> _repeated = [];
    private (int Offset, int Line, int Column) _cursor = (0, 1, 1);

    private DocumentScan(byte[] utf8, PositionMap map)
    {
        _utf8 = utf8;
        _map = map;
    }

    /// <summary>Fields that an object has more than once: the object's location and the field's name.</summary>
    public static IReadOnlyList<(string Location, string Name)> RepeatedFields(byte[] utf8) => Scan(utf8, new PositionMap([]))._repeated;

    /// <summary>Findings with the lines and columns of their locations, or of what is around those that the text does not have.</summary>
    /// <param name="findings">The findings; one without a location is placed at the start.</param>
    /// <param name="utf8">The text, which is JSON.</param>
    public static IReadOnlyList<Diagnostic> Placed(IReadOnlyList<Diagnostic> findings, byte[] utf8)
    {
        var map = Scan(utf8, new PositionMap(findings.Select(finding => finding.Location).OfType<string>()))._map;
        return [.. findings.Select(finding =>
        {
            var (line, column) = finding.Location is { } location ? map.Of(location) : (1, 1);
            return finding with { Line = line, Column = column };
        })];
    }

    private static DocumentScan Scan(byte[] utf8, PositionMap map)
    {
        var scan = new DocumentScan(utf8, map);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DefinitionParser.DepthMax });
        reader.Read();
        scan.Value(ref reader, PositionMap.Start);
        return scan;
    }

    private void Value(ref Utf8JsonReader reader, ulong place)
    {
        if (reader.TokenType == JsonTokenType.StartObject) Object(ref reader, place);
        else if (reader.TokenType == JsonTokenType.StartArray) Array(ref reader, place);
    }

    private void Object(ref Utf8JsonReader reader, ulong place)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Name(ref reader);
            if (!names.Add(name) && _repeated.Count < Findings.CountMax) _repeated.Add((_path.Count == 0 ? "/" : string.Concat(_path), name));
            Inside(ref reader, place, "/" + Place.Shown(name));
        }
    }

    private void Array(ref Utf8JsonReader reader, ulong place)
    {
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            Inside(ref reader, place, string.Create(CultureInfo.InvariantCulture, $"[{i}]"));
        }
    }

    /// <summary>Goes into a field, from its name, or into an item.</summary>
    private void Inside(ref Utf8JsonReader reader, ulong place, string step)
    {
        var inner = PositionMap.Fold(place, step);
        if (_map.Wants(inner)) _map.Set(inner, Position((int)reader.TokenStartIndex));
        if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        _path.Add(step);
        Value(ref reader, inner);
        _path.RemoveAt(_path.Count - 1);
    }

    /// <summary>The line and column of an offset. Offsets only grow, so each byte is looked at once.</summary>
    private (int Line, int Column) Position(int offset)
    {
        var (at, line, column) = _cursor;
        var between = _utf8.AsSpan(at, offset - at);
        var lastLine = between.LastIndexOf((byte)'\n');
        if (lastLine >= 0) (line, column) = (line + between.Count((byte)'\n'), 1);
        column += Encoding.UTF8.GetCharCount(between[(lastLine + 1)..]);
        _cursor = (offset, line, column);
        return (line, column);
    }

    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan); // a lone surrogate in the name: no location asks for it
        }
    }
}
