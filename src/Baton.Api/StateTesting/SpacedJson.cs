using System.Text;
using Baton.Json;

namespace Baton.Api.StateTesting;

/// <summary>JSON with a space after each comma and colon, as AWS was seen to tell the items of a Map.</summary>
internal static class SpacedJson
{
    public static string Write(JsonData value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonData value)
    {
        var separator = "";
        switch (value)
        {
            case JsonArray items:
                text.Append('[');
                foreach (var item in items)
                {
                    text.Append(separator);
                    Append(text, item);
                    separator = ", ";
                }
                text.Append(']');
                break;
            case JsonObject members:
                text.Append('{');
                foreach (var (name, member) in members)
                {
                    text.Append(separator).Append(JsonData.Of(name)).Append(": ");
                    Append(text, member);
                    separator = ", ";
                }
                text.Append('}');
                break;
            default:
                text.Append(value);
                break;
        }
    }
}
