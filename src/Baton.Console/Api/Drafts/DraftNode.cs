using System.Text.Json;

namespace Baton.WebConsole.Api.Drafts;

/// <summary>A value of a JSON text, and where it stands: offsets in its UTF-8, ends exclusive.</summary>
internal sealed class DraftNode
{
    private DraftNode(string? name, int nameStart, int nameEnd)
    {
        Name = name;
        NameStart = nameStart;
        NameEnd = nameEnd;
    }

    /// <summary>The name of the field whose value this is; null for an item and for the whole.</summary>
    public string? Name { get; }

    /// <summary>Where the name starts, with its quotes; of an item where the value does.</summary>
    public int NameStart { get; }

    public int NameEnd { get; }

    public int Start { get; private set; }

    public int End { get; private set; }

    public bool IsObject { get; private set; }

    public bool IsScalar { get; private set; }

    /// <summary>The value, if it is a text.</summary>
    public string? Text { get; private set; }

    public List<DraftNode> Children { get; } = [];

    public DraftNode? Field(string name) => IsObject ? Children.FindLast(child => child.Name == name) : null;

    /// <summary>Reads a text that is JSON.</summary>
    public static DraftNode Read(byte[] utf8, int depthMax)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = depthMax });
        reader.Read();
        return Value(ref reader, new DraftNode(null, (int)reader.TokenStartIndex, (int)reader.TokenStartIndex));
    }

    private static DraftNode Value(ref Utf8JsonReader reader, DraftNode node)
    {
        node.Start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                node.IsObject = true;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var field = new DraftNode(TextOf(ref reader), (int)reader.TokenStartIndex, (int)reader.TokenStartIndex + reader.ValueSpan.Length + 2);
                    reader.Read();
                    node.Children.Add(Value(ref reader, field));
                }
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    node.Children.Add(Value(ref reader, new DraftNode(null, (int)reader.TokenStartIndex, (int)reader.TokenStartIndex)));
                }
                break;
            default:
                node.IsScalar = true;
                if (reader.TokenType == JsonTokenType.String) node.Text = TextOf(ref reader);
                break;
        }
        node.End = (int)reader.BytesConsumed;
        return node;
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return System.Text.Encoding.UTF8.GetString(reader.ValueSpan); // a lone surrogate: no finding names it
        }
    }
}
