using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Baton.Json;

namespace Baton.Integrations.Aws;

/// <summary>
/// Turns what a workflow says into what a service reads, and back. In a workflow members are PascalCase, texts and bytes may be any JSON, and
/// times are texts (optimized integrations: milliseconds since 1970).
/// </summary>
internal static partial class Casing
{
    /// <summary>Below this, and above the one after it, a number is no time of our days in seconds: it counts something else, or milliseconds.</summary>
    private const double SecondsMin = 1e8;
    private const double SecondsMax = 1e11;

    /// <summary>The parameters as the service reads them; a member that is null is left out, as the SDK does.</summary>
    public static JsonObject ToWire(AwsService service, JsonObject parameters) => (JsonObject)ToWire(service, parameters, isMap: false);

    /// <summary>The result as the workflow reads it.</summary>
    public static JsonObject FromWire(AwsService service, JsonObject result, bool isOptimized) => (JsonObject)FromWire(service, result, isOptimized, isMap: false);

    private static JsonData ToWire(AwsService service, JsonData value, bool isMap)
    {
        if (value is JsonArray items) return new JsonArray(items.Select(item => ToWire(service, item, isMap)));
        if (value is not JsonObject members) return value;
        var wire = new JsonObject.Builder(members.Count);
        foreach (var (name, member) in members)
        {
            if (member.Kind == JsonKind.Null) continue;
            var changed = isMap ? member
                : service.Texts.Contains(name) ? JsonData.Of(Text(member))
                : service.Bytes.Contains(name) ? JsonData.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(member))))
                : ToWire(service, member, service.Maps.Contains(name));
            wire.Set(isMap || !service.IsCamelCase ? name : First(name, char.ToLowerInvariant), changed);
        }
        return wire.Build();
    }

    private static JsonData FromWire(AwsService service, JsonData value, bool isOptimized, bool isMap)
    {
        if (value is JsonArray items) return new JsonArray(items.Select(item => FromWire(service, item, isOptimized, isMap)));
        if (value is not JsonObject members) return value;
        var read = new JsonObject.Builder(members.Count);
        foreach (var (wireName, member) in members)
        {
            if (!isMap && member.Kind == JsonKind.Null) continue; // the SDK does not tell it from one that is not there
            var name = isMap || !service.IsCamelCase ? wireName : First(wireName, char.ToUpperInvariant);
            read.Set(name, !isMap && Time(name, member, isOptimized) is { } time ? time : FromWire(service, member, isOptimized, service.Maps.Contains(name)));
        }
        return read.Build();
    }

    /// <summary>A text is itself; everything else is its JSON.</summary>
    public static string Text(JsonData value) => value is JsonString text ? text.Value : value.ToString();

    /// <summary>The operation's name from the action's: <c>putItem</c> is <c>PutItem</c>.</summary>
    public static string Operation(string action) => First(action, char.ToUpperInvariant);

    public static JsonData Time(DateTimeOffset time) => JsonData.Of(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    private static JsonData? Time(string name, JsonData value, bool isOptimized)
    {
        if (value is not JsonNumber { Value: >= SecondsMin and < SecondsMax } seconds || !TimeName().IsMatch(name)) return null;
        var milliseconds = (long)Math.Round(seconds.Value * 1000);
        return isOptimized ? JsonData.Of(milliseconds) : Time(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
    }

    private static string First(string name, Func<char, char> change) => name.Length == 0 ? name : $"{change(name[0])}{name[1..]}";

    [GeneratedRegex("(Date|Time|DateTime|Timestamp|At)$")]
    private static partial Regex TimeName();
}
