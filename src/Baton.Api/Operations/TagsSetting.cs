using System.Globalization;
using System.Text;
using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime.Registry;

namespace Baton.Api.Operations;

/// <summary>The tags of a request. Made before the request is checked.</summary>
internal sealed class TagsSetting
{
    /// <summary>How many tags a resource may have, as AWS has it.</summary>
    private const int CountMax = 50;

    private const string ReservedPrefix = "aws:";

    private readonly List<(string Key, string Value)> _tags;

    public TagsSetting(RequestReader request, bool required = false)
    {
        var tags = request.Structures("tags");
        if (tags is null && required) request.Missing("tags");
        _tags = [.. (tags ?? []).Select(tag => (tag.Required("key", 128), tag.Optional("value", 256) ?? ""))];
    }

    /// <summary>The tags that a resource has with these.</summary>
    /// <param name="stored">Those that it has, as a JSON object.</param>
    /// <param name="arn">The resource.</param>
    /// <exception cref="ApiException"><c>TooManyTags</c>, or <c>ValidationException</c> for what no tag may be.</exception>
    public string AddTo(string stored, string arn)
    {
        var all = (JsonObject)JsonData.Parse(stored);
        foreach (var (key, value) in _tags)
        {
            if (key.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase)) throw Errors.Validation($"The tag key '{key}' begins with '{ReservedPrefix}', which is reserved.");
            CheckLetters(key, "key");
            CheckLetters(value, "value");
            all = all.With(key, JsonData.Of(value));
        }
        if (SearchPath.WhyNot(all) is { } why) throw Errors.Validation(why);
        return all.Count > CountMax ? throw Errors.TooManyTags(arn, all.Count, CountMax) : all.ToString();
    }

    /// <summary>The tags that a resource has without those of some keys.</summary>
    public static string Remove(string stored, IReadOnlyList<string> keys) =>
        JsonObject.Of([.. ((JsonObject)JsonData.Parse(stored)).Where(tag => !keys.Contains(tag.Key))]).ToString();

    public static void Write(ResponseWriter response, string stored)
    {
        response.Json.WriteStartArray("tags");
        foreach (var (key, value) in (JsonObject)JsonData.Parse(stored))
        {
            response.Json.WriteStartObject();
            response.Text("key", key);
            response.Text("value", ((JsonString)value).Value);
            response.Json.WriteEndObject();
        }
        response.Json.WriteEndArray();
    }

    private static void CheckLetters(string text, string what)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.IsWhiteSpace(rune) || IsMark(rune) || "_.:/=+-@".Contains(rune.ToString(), StringComparison.Ordinal)) continue;
            throw Errors.Validation($"The tag {what} '{text}' has '{rune}'. Tags may only contain Unicode letters, digits, white space, or these symbols: _ . : / = + - @.");
        }
    }

    /// <summary>Letters of some alphabets are written with marks.</summary>
    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
