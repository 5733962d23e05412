using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Baton.Json;

namespace Baton.Integrations.Aws.Protocols;

/// <summary>What XML does not say by itself and a service's model would.</summary>
/// <param name="Items">Elements that are the items of the list around them.</param>
/// <param name="Repeated">Elements that are items of a list without one around them.</param>
internal sealed record XmlNames(string[] Items, string[] Repeated, string[] Numbers, string[] Booleans);

/// <summary>Reads XML answers as JSON.</summary>
internal static class XmlReading
{
    /// <summary>How deep elements may lie in one another.</summary>
    private const int DepthMax = 100;

    public static XmlNames Query { get; } = new(["member"], [], [], []);

    public static XmlNames S3 { get; } = new(["Bucket", "Tag", "Grant", "member"], ["Contents", "CommonPrefixes"], ["KeyCount", "MaxKeys", "Size"], ["IsTruncated"]);

    /// <summary>The root; null where the bytes are no XML.</summary>
    public static XElement? Parse(byte[] body)
    {
        if (body.Length == 0) return null;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    public static JsonObject Members(XElement element, XmlNames names, int depth = 0)
    {
        var members = new JsonObject.Builder();
        foreach (var group in element.Elements().GroupBy(child => child.Name.LocalName))
        {
            var values = group.Select(child => Value(child, names, depth + 1)).ToArray();
            members.Set(group.Key, values.Length > 1 || names.Repeated.Contains(group.Key) ? new JsonArray(values) : values[0]);
        }
        return members.Build();
    }

    private static JsonData Value(XElement element, XmlNames names, int depth)
    {
        if (depth > DepthMax) throw new XmlException($"Elements lie more than {DepthMax} deep.");
        var name = element.Name.LocalName;
        if (!element.HasElements) return Scalar(name, element.Value, names);
        if (element.Elements().All(child => names.Items.Contains(child.Name.LocalName))) return new JsonArray(element.Elements().Select(child => Value(child, names, depth + 1)));
        return IsMap(element)
            ? JsonObject.Of([.. element.Elements().Select(entry => KeyValuePair.Create(entry.Elements().First().Value, Value(entry.Elements().Last(), names, depth + 1)))])
            : Members(element, names, depth);
    }

    private static bool IsMap(XElement element) =>
        element.Elements().All(entry => entry.Name.LocalName == "entry" && entry.Elements().Select(part => part.Name.LocalName).SequenceEqual(["key", "value"]));

    private static JsonData Scalar(string name, string text, XmlNames names)
    {
        if (names.Numbers.Contains(name) && long.TryParse(text, CultureInfo.InvariantCulture, out var number)) return JsonData.Of(number);
        return names.Booleans.Contains(name) ? JsonData.Of(text == "true") : JsonData.Of(text);
    }
}
