using System.Globalization;
using System.Text;
using Baton.Json;

namespace Baton.Conformance.Asl;

/// <summary>Writes JSON as Python's <c>json.dumps</c> does: the recording's client was written in it, and inputs come back as they were sent.</summary>
internal static class PythonJson
{
    public static string Write(JsonData value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonData value)
    {
        switch (value)
        {
            case JsonObject properties:
                List(text, '{', '}', properties, (property) =>
                {
                    Write(text, property.Key);
                    text.Append(": ");
                    Write(text, property.Value);
                });
                break;
            case JsonArray items:
                List(text, '[', ']', items, item => Write(text, item));
                break;
            case JsonString { Value: var plain }:
                Write(text, plain);
                break;
            default:
                text.Append(value);
                break;
        }
    }

    private static void List<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> write)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first) text.Append(", ");
            first = false;
            write(item);
        }
        text.Append(close);
    }

    private static void Write(StringBuilder text, string plain)
    {
        foreach (var c in JsonData.Of(plain).ToString())
        {
            if (char.IsAscii(c)) text.Append(c);
            else text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
    }
}
