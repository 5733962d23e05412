using System.Globalization;
using Baton.Json;
using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>A place in the input of a machine's executions, by whose value they are found without looking at each of them.</summary>
/// <param name="Path">As queries write it: <c>input.order.id</c>.</param>
/// <param name="After">Executions with higher numbers are found by it; those before were started when nobody had declared it.</param>
public sealed record SearchPath(string Path, long After)
{
    /// <summary>A machine declares a path by a tag whose key is this and the path; the tag's value says nothing.</summary>
    public const string TagPrefix = "baton:search:";

    /// <summary>How many a machine may declare: each is one more entry of an index with every start.</summary>
    public const int CountMax = 10;

    private const string Root = "input";

    /// <summary>The paths that a machine's tags declare.</summary>
    /// <param name="tags">A JSON object.</param>
    public static IReadOnlyList<string> Declared(JsonObject tags) =>
        [.. tags.Select(tag => tag.Key).Where(key => key.StartsWith(TagPrefix, StringComparison.Ordinal)).Select(key => key[TagPrefix.Length..])];

    /// <returns>What is wrong with the paths that tags declare; null for nothing.</returns>
    public static string? WhyNot(JsonObject tags)
    {
        var paths = Declared(tags);
        if (paths.Count > CountMax) return $"The tags declare {paths.Count} paths by '{TagPrefix}…'; a state machine has at most {CountMax}.";
        return paths.FirstOrDefault(path => path.Split('.') is not [Root, _, ..] steps || steps.Contains("")) is { } wrong
            ? $"The tag key '{TagPrefix}{wrong}' names no path: expected '{TagPrefix}{Root}.' and names joined by points, like '{TagPrefix}{Root}.order.id'."
            : null;
    }

    /// <summary>The path of names as queries have them; null where it cannot be declared.</summary>
    public static string? Of(IReadOnlyCollection<string> names) => names.Count == 0 || names.Any(name => name.Length == 0 || name.Contains('.')) ? null : $"{Root}.{string.Join('.', names)}";

    /// <summary>What stands at a place of a document: members by name, items by index; null for nothing.</summary>
    public static JsonData? ValueAt(JsonData? document, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            document = document switch
            {
                JsonObject members => members[name],
                JsonArray items when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }
        return document;
    }

    /// <summary>What executions of a machine with a value at a path have in common as a facet of their record. Two values can share one, which is rare.</summary>
    /// <param name="value">Values that are equal give the same; null gives none, nor does one that is no text, number, true or false.</param>
    public static string? FacetOf(long stateMachineId, string path, JsonData? value)
    {
        long? hash = value switch
        {
            JsonString text => StableHash.Of($"\"{text.Value}"),
            JsonNumber number => StableHash.Of(string.Create(CultureInfo.InvariantCulture, $"#{BitConverter.DoubleToInt64Bits(number.Value + 0.0):x}")), // minus zero is zero
            { Kind: JsonKind.Boolean } => StableHash.Of(value.ToString()),
            _ => null,
        };
        return hash is null ? null : string.Create(CultureInfo.InvariantCulture, $"{stateMachineId}:{path}={hash:x16}");
    }

    /// <inheritdoc cref="FacetOf(long, string, JsonData?)"/>
    /// <param name="input">The input in which the value is.</param>
    internal string? FacetIn(long stateMachineId, JsonData input) => FacetOf(stateMachineId, Path, ValueAt(input, Path.Split('.').Skip(1)));
}
