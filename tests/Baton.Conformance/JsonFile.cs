using Baton.Json;

namespace Baton.Conformance;

/// <summary>Reads corpus files and their members.</summary>
internal static class JsonFile
{
    public static JsonData Read(string path) => JsonData.Parse(File.ReadAllBytes(path));

    /// <summary>A member's text; null where it is absent or no string.</summary>
    public static string? Text(this JsonObject json, string name) => (json[name] as JsonString)?.Value;

    public static JsonObject? Object(this JsonObject json, string name) => json[name] as JsonObject;

    /// <summary>A member's items; none where it is absent.</summary>
    public static IEnumerable<JsonData> Items(this JsonObject json, string name) => json[name] as JsonArray ?? JsonArray.Empty;
}
