using System.Globalization;
using Baton.Json;

namespace Baton.Language.People;

/// <summary>Something that is wrong with the arguments of a task.</summary>
/// <param name="Path">The names and indexes that lead to it from the arguments.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
public sealed record ArgumentFault(IReadOnlyList<string> Path, string Message)
{
    /// <summary>The fault as one sentence: <c>Form/properties/amount: …</c>.</summary>
    public override string ToString() => Path.Count == 0 ? Message : $"{string.Join('/', Path)}: {Message}";
}

/// <summary>
/// Reads an object field by field, and collects what is wrong with it. A getter gives null where the field is missing, wrong, or not known yet because an
/// expression gives it.
/// </summary>
internal sealed class Arguments
{
    /// <summary>Stands for what an expression gives; no text that was read holds it as a whole.</summary>
    private static readonly JsonString Open = new("\0an expression");

    private readonly JsonObject _json;
    private readonly IReadOnlyList<string> _path;
    private readonly List<ArgumentFault> _faults;

    private Arguments(JsonObject json, IReadOnlyList<string> path, List<ArgumentFault> faults) => (_json, _path, _faults) = (json, path, faults);

    public Arguments(JsonObject json) : this(json, [], [])
    {
    }

    public IReadOnlyList<ArgumentFault> Faults => _faults;

    public JsonObject Json => _json;

    /// <summary>Puts a mark in the place of everything that an expression gives.</summary>
    public static JsonData Opened(JsonData value, bool isJsonata) => value switch
    {
        JsonString { Value: var text } when isJsonata && text.StartsWith("{%", StringComparison.Ordinal) => Open,
        JsonArray array => new JsonArray(array.Select(item => Opened(item, isJsonata))),
        JsonObject @object => JsonObject.Of([
            .. from property in @object
               let isPath = !isJsonata && property.Key.EndsWith(".$", StringComparison.Ordinal)
               select KeyValuePair.Create(isPath ? property.Key[..^2] : property.Key, isPath ? Open : Opened(property.Value, isJsonata)),
        ]),
        _ => value,
    };

    public static bool IsOpen(JsonData value) => ReferenceEquals(value, Open);

    public void Known(params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in _json.Properties)
        {
            if (!names.Contains(name)) Error(name, "There is no such field.");
        }
    }

    public void Error(string message) => _faults.Add(new ArgumentFault(_path, message));

    public void Error(string field, string message) => _faults.Add(new ArgumentFault([.. _path, field], message));

    public JsonData? Get(string field) => _json.TryGet(field, out var value) && !IsOpen(value) && value.Kind != JsonKind.Null ? value : null;

    public void Require(string field)
    {
        if (!_json.Has(field)) Error(field, "The field is required.");
    }

    public string? Text(string field, int lengthMax)
    {
        if (Get(field) is not { } value) return null;
        if (value is not JsonString { Value.Length: > 0 } text) Error(field, "Expected a text that is not empty.");
        else if (text.Value.Length > lengthMax) Error(field, $"Expected at most {lengthMax} characters, found {text.Value.Length}.");
        else return text.Value;
        return null;
    }

    public int? Integer(string field, int min, int max)
    {
        if (Get(field) is not { } value) return null;
        if (value is JsonNumber { IsInteger: true } number && number.Value >= min && number.Value <= max) return (int)number.Value;
        Error(field, $"Expected a whole number from {min} to {max}.");
        return null;
    }

    public JsonObject? Object(string field)
    {
        var value = Get(field);
        if (value is null or JsonObject) return (JsonObject?)value;
        Error(field, "Expected an object.");
        return null;
    }

    /// <summary>Opens an object inside of this one; null where there is none.</summary>
    public Arguments? Inside(string field) => Object(field) is { } inner ? new Arguments(inner, [.. _path, field], _faults) : null;

    /// <summary>Opens the objects of an array.</summary>
    public IReadOnlyList<Arguments> Each(string field, int countMax) =>
    [
        .. from item in Items(field, countMax)
           let inner = item.Value as JsonObject
           where inner is not null || Refused(field, item.Index, "Expected an object.")
           select new Arguments(inner, [.. _path, field, item.Index.ToString(CultureInfo.InvariantCulture)], _faults),
    ];

    /// <summary>Different texts.</summary>
    public IReadOnlyList<string> Texts(string field, int countMax, int lengthMax)
    {
        var texts = (from item in Items(field, countMax)
                     let text = (item.Value as JsonString)?.Value
                     where text?.Length is > 0 && text.Length <= lengthMax || Refused(field, item.Index, $"Expected a text of 1 to {lengthMax} characters.")
                     select text).ToList();
        if (texts.Distinct(StringComparer.Ordinal).Count() != texts.Count) Error(field, "A value is there twice.");
        return texts;
    }

    /// <summary>A time, or a length of time from another one on.</summary>
    public Moment? Moment(string field)
    {
        if (Get(field) is not { } value) return null;
        if (value is JsonString text && People.Moment.TryParse(text.Value, out var moment)) return moment;
        Error(field, "Expected a time like 2030-01-31T12:00:00Z, or a length of time like P3D or PT4H30M, of at most 10 years.");
        return null;
    }

    private IEnumerable<(int Index, JsonData Value)> Items(string field, int countMax)
    {
        if (Get(field) is not { } value) return [];
        if (value is not JsonArray { Count: > 0 } array) Error(field, "Expected an array that is not empty.");
        else if (array.Count > countMax) Error(field, $"Expected at most {countMax} items, found {array.Count}.");
        else return array.Select((item, index) => (index, item)).Where(item => !IsOpen(item.item));
        return [];
    }

    private bool Refused(string field, int index, string message)
    {
        _faults.Add(new ArgumentFault([.. _path, field, index.ToString(CultureInfo.InvariantCulture)], message));
        return false;
    }
}
