using System.Globalization;
using System.Text.RegularExpressions;
using Baton.Json;

namespace Baton.Language.People;

/// <summary>
/// The part of JSON Schema (2020-12) that forms are made of: <c>type</c>, <c>enum</c>, <c>const</c>, <c>title</c>, <c>description</c>, <c>default</c>,
/// <c>properties</c>, <c>required</c>, <c>additionalProperties</c> (true or false), <c>items</c>, <c>minItems</c>, <c>maxItems</c>, <c>uniqueItems</c>, <c>minLength</c>,
/// <c>maxLength</c>, <c>pattern</c>, <c>format</c> (date, date-time, email, uri), <c>minimum</c>, <c>maximum</c>, <c>exclusiveMinimum</c>, <c>exclusiveMaximum</c>;
/// and beside the schema <c>ui</c>, an object of hints for whoever shows the form. A keyword that is not one of these is refused rather than ignored.
/// </summary>
public static partial class FormSchema
{
    private const int DepthMax = 6;
    private const int PropertiesMax = 200;
    private const int PatternMax = 512;

    private static readonly string[] Types = ["string", "number", "integer", "boolean", "object", "array"];

    private static readonly string[] Keywords =
    [
        "type", "enum", "const", "title", "description", "default", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "uniqueItems",
        "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "ui", "$schema",
    ];

    private static readonly string[] Formats = ["date", "date-time", "email", "uri"];

    /// <summary>Checks that a form is one that can be filled in: an object of fields.</summary>
    /// <returns>What is wrong, with the way to it from the form.</returns>
    public static IReadOnlyList<ArgumentFault> Check(JsonObject form)
    {
        var faults = new List<ArgumentFault>();
        if (form["type"] is { } type && !Arguments.IsOpen(type) && type is not JsonString { Value: "object" }) faults.Add(new(["type"], "A form is of the type 'object'."));
        Check(form, [], faults);
        return faults;
    }

    /// <summary>Checks what was filled in.</summary>
    /// <returns>What is wrong, with the way to it from the data.</returns>
    public static IReadOnlyList<ArgumentFault> Validate(JsonObject form, JsonData data)
    {
        var faults = new List<ArgumentFault>();
        Validate(form["type"] is null ? form.With("type", JsonData.Of("object")) : form, data, [], faults);
        return faults;
    }

    /// <summary>What a form begins with: the fields that it has of the task's data, and its own defaults where those have none.</summary>
    public static JsonObject Defaults(JsonObject form, JsonData? data)
    {
        var result = new JsonObject.Builder();
        foreach (var (name, value) in form["properties"] as JsonObject ?? JsonObject.Empty)
        {
            if (value is not JsonObject field) continue;
            var given = (data as JsonObject)?[name];
            if (field["properties"] is JsonObject) result.Set(name, Defaults(field, given));
            else if ((given ?? field["default"]) is { } start) result.Set(name, start);
        }
        return result.Build();
    }

    private static void Check(JsonObject schema, string[] path, List<ArgumentFault> faults)
    {
        if (path.Length > DepthMax * 2)
        {
            faults.Add(new(path, $"A form nests at most {DepthMax} levels."));
            return;
        }
        foreach (var (keyword, value) in schema)
        {
            if (!Arguments.IsOpen(value) && WhyNot(keyword, value) is { } reason) faults.Add(new([.. path, keyword], reason));
        }
        foreach (var (name, value) in schema["properties"] as JsonObject ?? JsonObject.Empty)
        {
            if (value is JsonObject field) Check(field, [.. path, "properties", name], faults);
            else if (!Arguments.IsOpen(value)) faults.Add(new([.. path, "properties", name], "Expected an object."));
        }
        if (schema["items"] is JsonObject items) Check(items, [.. path, "items"], faults);
    }

    /// <returns>What is wrong with a keyword; null for nothing.</returns>
    private static string? WhyNot(string keyword, JsonData value) => keyword switch
    {
        "type" => value is JsonString text && Types.Contains(text.Value) ? null : $"Expected one of {string.Join(", ", Types)}.",
        "enum" => value is JsonArray { Count: > 0 and <= 1_000 } ? null : "Expected an array of 1 to 1000 values.",
        "title" or "description" or "$schema" => value is JsonString ? null : "Expected a text.",
        "properties" => value is JsonObject { Count: <= PropertiesMax } ? null : $"Expected an object of at most {PropertiesMax} fields.",
        "items" or "ui" => value is JsonObject ? null : "Expected an object.",
        "required" => value is JsonArray names && names.All(name => name is JsonString || Arguments.IsOpen(name)) ? null : "Expected an array of names.",
        "additionalProperties" or "uniqueItems" => value is JsonBoolean ? null : "Expected true or false.",
        "minItems" or "maxItems" or "minLength" or "maxLength" => value is JsonNumber { IsInteger: true, Value: >= 0 and <= int.MaxValue } ? null : "Expected a whole number that is not negative.",
        "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" => value is JsonNumber ? null : "Expected a number.",
        "format" => value is JsonString text && Formats.Contains(text.Value) ? null : $"Expected one of {string.Join(", ", Formats)}.",
        "pattern" => value is JsonString text && Pattern(text.Value) is not null ? null : $"Expected a regular expression of at most {PatternMax} characters, without look-around and back-references.",
        _ => Keywords.Contains(keyword) ? null : $"The keyword is not one that forms have. They have {string.Join(", ", Keywords)}.",
    };

    private static void Validate(JsonObject schema, JsonData data, string[] path, List<ArgumentFault> faults)
    {
        void Fault(string message) => faults.Add(new(path, message));

        if (schema["type"] is JsonString { Value: var type } && !IsOf(type, data))
        {
            Fault($"Expected {(type is "integer" ? "a whole number" : type is "array" or "object" ? $"an {type}" : $"a {type}")}.");
            return;
        }
        if (schema["const"] is { } only && !only.Equals(data)) Fault($"Expected {only}.");
        if (schema["enum"] is JsonArray choices && !choices.Contains(data)) Fault($"Expected one of {string.Join(", ", choices)}.");
        switch (data)
        {
            case JsonString text: Validate(schema, text.Value, Fault); break;
            case JsonNumber number: Validate(schema, number.Value, Fault); break;
            case JsonArray array: Validate(schema, array, path, faults, Fault); break;
            case JsonObject @object: Validate(schema, @object, path, faults); break;
        }
    }

    private static void Validate(JsonObject schema, string text, Action<string> fault)
    {
        var length = text.EnumerateRunes().Count();
        if (Number(schema, "minLength") is { } min && length < min) fault($"Expected at least {min} characters.");
        if (Number(schema, "maxLength") is { } max && length > max) fault($"Expected at most {max} characters.");
        if (schema["pattern"] is JsonString { Value: var pattern } && Pattern(pattern)?.IsMatch(text) != true) fault($"Expected a text that matches {pattern}.");
        var isOfFormat = (schema["format"] as JsonString)?.Value switch
        {
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "date-time" => Parsing.Rfc3339.IsTimestamp(text),
            "email" => EmailRequest.IsAddress(text),
            "uri" => Uri.TryCreate(text, UriKind.Absolute, out var uri) && !uri.IsFile,
            _ => true,
        };
        if (!isOfFormat) fault($"Expected a text of the format {((JsonString)schema["format"]!).Value}.");
    }

    private static void Validate(JsonObject schema, double number, Action<string> fault)
    {
        if (Number(schema, "minimum") is { } min && number < min) fault($"Expected at least {Text(min)}.");
        if (Number(schema, "maximum") is { } max && number > max) fault($"Expected at most {Text(max)}.");
        if (Number(schema, "exclusiveMinimum") is { } above && number <= above) fault($"Expected more than {Text(above)}.");
        if (Number(schema, "exclusiveMaximum") is { } below && number >= below) fault($"Expected less than {Text(below)}.");
    }

    private static void Validate(JsonObject schema, JsonArray array, string[] path, List<ArgumentFault> faults, Action<string> fault)
    {
        if (Number(schema, "minItems") is { } min && array.Count < min) fault($"Expected at least {min} items.");
        if (Number(schema, "maxItems") is { } max && array.Count > max) fault($"Expected at most {max} items.");
        if (schema["uniqueItems"] is JsonBoolean { Value: true } && array.Distinct().Count() != array.Count) fault("A value is there twice.");
        if (schema["items"] is not JsonObject items) return;
        for (var i = 0; i < array.Count; i++) Validate(items, array[i], [.. path, i.ToString(CultureInfo.InvariantCulture)], faults);
    }

    private static void Validate(JsonObject schema, JsonObject data, string[] path, List<ArgumentFault> faults)
    {
        var fields = schema["properties"] as JsonObject ?? JsonObject.Empty;
        foreach (var name in (schema["required"] as JsonArray ?? JsonArray.Empty).OfType<JsonString>().Where(name => !data.Has(name.Value))) faults.Add(new([.. path, name.Value], "The field is required."));
        foreach (var (name, value) in data)
        {
            if (fields[name] is JsonObject field) Validate(field, value, [.. path, name], faults);
            else if (schema["additionalProperties"] is JsonBoolean { Value: false }) faults.Add(new([.. path, name], "There is no such field."));
        }
    }

    private static bool IsOf(string type, JsonData data) => type switch
    {
        "string" => data is JsonString,
        "number" => data is JsonNumber,
        "integer" => data is JsonNumber { IsInteger: true },
        "boolean" => data is JsonBoolean,
        "array" => data is JsonArray,
        _ => data is JsonObject,
    };

    private static double? Number(JsonObject schema, string keyword) => (schema[keyword] as JsonNumber)?.Value;

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A pattern that takes time in proportion to the text; null for one that is not, or is no pattern.</summary>
    private static Regex? Pattern(string pattern)
    {
        if (pattern.Length > PatternMax || Repeats().Count(pattern) > 3) return null;
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Counted repeats, which a pattern that does not backtrack is unrolled for.</summary>
    [GeneratedRegex(@"\{\d{3,}|\{\d*,\d{3,}")]
    private static partial Regex Repeats();
}
