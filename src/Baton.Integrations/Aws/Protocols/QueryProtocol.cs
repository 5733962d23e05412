using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Baton.Json;

namespace Baton.Integrations.Aws.Protocols;

/// <summary>AWS Query: a form with members by their paths, XML back, in which every value is a text.</summary>
internal sealed class QueryProtocol : IProtocol
{
    /// <summary>Maps whose entries have names of their own on the wire; others have <c>key</c> and <c>value</c>.</summary>
    private static readonly Dictionary<string, (string Key, string Value)> MapNames = new(StringComparer.Ordinal) { ["MessageAttributes"] = ("Name", "Value"), ["Attributes"] = ("key", "value") };

    public ServiceRequest Request(AwsService service, string operation, JsonObject parameters, Uri endpoint)
    {
        var form = new StringBuilder($"Action={operation}&Version={service.Target}");
        foreach (var (name, value) in parameters) Write(form, name, name, value);
        return Protocol.Request(HttpMethod.Post, endpoint, Encoding.UTF8.GetBytes(form.ToString()), "application/x-www-form-urlencoded; charset=utf-8");
    }

    public JsonObject Result(AwsService service, string operation, ServiceAnswer answer) =>
        XmlReading.Parse(answer.Body)?.Elements().FirstOrDefault(element => element.Name.LocalName == $"{operation}Result") is { } result ? XmlReading.Members(result, XmlReading.Query) : JsonObject.Empty;

    public ServiceError Error(AwsService service, string operation, ServiceAnswer answer)
    {
        var root = XmlReading.Parse(answer.Body);
        return new ServiceError(Text(root, "Code") ?? "UnknownError", Text(root, "Message") ?? "null", answer.StatusCode, Text(root, "RequestId") ?? answer.RequestId);
    }

    private static void Write(StringBuilder form, string path, string member, JsonData value)
    {
        switch (value)
        {
            case JsonObject members when MapNames.TryGetValue(member, out var names):
                var number = 0;
                foreach (var (name, entry) in members)
                {
                    var at = string.Create(CultureInfo.InvariantCulture, $"{path}.entry.{++number}");
                    Write(form, $"{at}.{names.Key}", names.Key, JsonData.Of(name));
                    Write(form, $"{at}.{names.Value}", names.Value, entry);
                }
                break;
            case JsonObject members:
                foreach (var (name, inner) in members) Write(form, $"{path}.{name}", name, inner);
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++) Write(form, string.Create(CultureInfo.InvariantCulture, $"{path}.member.{i + 1}"), member, items[i]);
                break;
            default:
                form.Append('&').Append(Uri.EscapeDataString(path)).Append('=').Append(Uri.EscapeDataString(Casing.Text(value)));
                break;
        }
    }

    private static string? Text(XElement? root, string name) => root?.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
