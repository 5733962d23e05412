using Baton.Api.Operations;
using Baton.Api.Protocol;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Api.StateTesting;

/// <summary>What a caller says that an ItemReader read: JSON, or JSON Lines where the reader's <c>InputType</c> says so.</summary>
internal sealed class ReaderData
{
    private readonly JsonData _items;

    /// <exception cref="ApiException">The text is not what the reader reads, or nothing is where <c>ItemsPointer</c> points.</exception>
    public ReaderData(ItemReader reader, string text, int bytesMax)
    {
        var type = (reader.Configuration["InputType"] as JsonString)?.Value;
        _items = type == "JSONL"
            ? new JsonArray(text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => Parse(line, bytesMax)))
            : Parse(text, bytesMax);
        if (reader.Configuration["ItemsPointer"] is JsonString { Value: var pointer }) _items = Pointed = Follow(_items, pointer);
        if (_items is not (JsonArray or JsonObject)) throw Refused("the items must be an array or an object");
    }

    /// <summary>What <c>ItemsPointer</c> selects; null where there is none.</summary>
    public JsonData? Pointed { get; }

    /// <param name="countMax">How many items are read at most; null for all.</param>
    public JsonData Items(long? countMax) => (_items, countMax) switch
    {
        (JsonArray items, { } max) => new JsonArray(items.Take((int)max)),
        (JsonObject items, { } max) => JsonObject.Of([.. items.Take((int)max)]),
        _ => _items,
    };

    /// <summary>Follows a JSON Pointer (RFC 6901).</summary>
    private static JsonData Follow(JsonData data, string pointer)
    {
        foreach (var step in pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            data = data switch
            {
                JsonObject members when members[step] is { } member => member,
                JsonArray items when int.TryParse(step, out var index) && index >= 0 && index < items.Count => items[index],
                _ => throw Refused($"nothing is at the ItemsPointer '{pointer}'"),
            };
        }
        return data;
    }

    private static JsonData Parse(string text, int bytesMax) => Payloads.Parse(text, bytesMax, Refused, "it is empty").Value;

    private static ApiException Refused(string reason) => Errors.Validation($"Invalid MapItemReaderData provided: {reason}");
}
