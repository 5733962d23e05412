using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>
/// Reads one object of a definition field by field. A getter gives null where the field is missing, not allowed here, or
/// wrong; what is wrong has then been reported.
/// </summary>
internal sealed class ObjectReader
{
    private readonly JsonObject _json;
    private readonly FieldSet _fields;

    private readonly bool _mixed;
    private readonly HashSet<string>? _references;

    /// <summary>Opens an object and reports the fields that it cannot have.</summary>
    /// <param name="references">Collects the names of the variables that the state reads; null outside of states.</param>
    /// <param name="mixed">Whether fields of the other query language go without a finding, because the state already has one for that.</param>
    public ObjectReader(
        ParseContext context, JsonObject json, Place place, FieldSet fields, QueryLanguage language, bool mixed = false, HashSet<string>? references = null)
    {
        (Context, _json, Place, _fields, Language, _mixed, _references) = (context, json, place, fields, language, mixed, references);
        StatePlace = place;
        foreach (var (name, _) in json.Properties)
        {
            if (!fields.Knows(name, out var only)) Error(Texts.NotSupported(name));
            else if (only is { } other && other != language && !mixed) Error(Texts.OtherLanguage(name, language, other));
        }
    }

    public ParseContext Context { get; }

    public QueryLanguage Language { get; }

    /// <summary>Where the object stands.</summary>
    public Place Place { get; }

    /// <summary>Where the state stands that the object is a part of.</summary>
    public Place StatePlace { get; private init; }

    /// <summary>What <c>$states</c> has for Output and Assign of this object beside input and context; null for nothing more.</summary>
    public string? Outcome { get; set; }

    /// <summary>Opens an object that stands inside of this one.</summary>
    public ObjectReader Inside(JsonObject json, Place place, FieldSet fields, ParseContext? context = null) =>
        new(context ?? Context, json, place, fields, Language, _mixed, _references) { StatePlace = StatePlace };

    public Place At(string field) => Place.Field(field);

    public Place At(string field, int index) => Place.Item(field, index);

    /// <summary>Notes that a field reads a variable.</summary>
    public void Refers(Place place, string variable)
    {
        Context.Variables.References.Add((variable, place));
        _references?.Add(variable);
    }

    public void Error(string message) => Context.Findings.Schema(Place, message);

    public void Error(string field, string message) => Context.Findings.Schema(At(field), message);

    /// <summary>The names of the fields that are there and allowed here, in the order of the text.</summary>
    public IEnumerable<string> Names => _json.Select(property => property.Key).Where(Allows);

    /// <summary>The value of a field as it stands, or null where it is missing or not allowed here.</summary>
    public JsonData? Get(string field) => Allows(field) && _json.TryGet(field, out var value) ? value : null;

    /// <summary>Whether the field is written, be it allowed here or not.</summary>
    public bool Writes(string field) => _json.Has(field);

    /// <summary>Whether an object of this kind can have the field.</summary>
    public bool Allows(string field) => _fields.Knows(field, out var only) && (only is null || only == Language);

    public bool Has(string field) => Get(field) is not null;

    /// <summary>Reports which of these fields are missing.</summary>
    public bool Require(params ReadOnlySpan<string> fields)
    {
        List<string>? missing = null;
        foreach (var field in fields)
        {
            if (!Has(field)) (missing ??= []).Add(field);
        }
        if (missing is not null) Error(Texts.Required(missing));
        return missing is null;
    }

    /// <summary>Reports that none of these fields is there, or more than one.</summary>
    public bool RequireOne(params ReadOnlySpan<string> fields)
    {
        var count = 0;
        foreach (var field in fields) count += Has(field) ? 1 : 0;
        if (count != 1) Error(count == 0 ? Texts.NoneOf(fields.ToArray()) : Texts.ManyOf(fields.ToArray()));
        return count == 1;
    }

    public string? String(string field) => Typed<JsonString>(field, "STRING")?.Value;

    public bool? Boolean(string field) => Typed<JsonBoolean>(field, "BOOLEAN")?.Value;

    public JsonArray? Array(string field) => Typed<JsonArray>(field, "ARRAY");

    public JsonObject? Object(string field) => Typed<JsonObject>(field, "OBJECT");

    /// <summary>An array with at least one item.</summary>
    public JsonArray? NonEmptyArray(string field)
    {
        var array = Array(field);
        if (array is not { Count: 0 }) return array;
        Error(field, Texts.Empty);
        return null;
    }

    /// <summary>A whole number between two bounds.</summary>
    public int? Integer(string field, long min, long max)
    {
        if (Get(field) is not { } value) return null;
        return NumberRules.IsInteger(this, field, value, min, max) ? (int)((JsonNumber)value).Value : null;
    }

    /// <summary>One of a list of words.</summary>
    public string? Word(string field, params ReadOnlySpan<string> words)
    {
        if (Get(field) is not { } value) return null;
        if (value is JsonString text && words.Contains(text.Value)) return text.Value;
        Error(field, value is JsonString ? Texts.OneOf(words.ToArray()) : Texts.Expected("STRING"));
        return null;
    }

    /// <summary>A path of any kind; JSON null gives null, as does a field that is missing or wrong.</summary>
    public JsonPath? Path(string field) => Get(field) is { } value && value.Kind != JsonKind.Null ? PathRules.Path(this, field, value) : null;

    /// <summary>A path that leads to one place.</summary>
    public JsonPath? ReferencePath(string field) => Get(field) is { } value ? PathRules.ReferencePath(this, field, value) : null;

    private T? Typed<T>(string field, string kind) where T : JsonData
    {
        var value = Get(field);
        if (value is null or T) return (T?)value;
        Error(field, Texts.Expected(kind));
        return null;
    }
}
