using System.Globalization;
using Baton.Json;
using Microsoft.AspNetCore.Http;

namespace Baton.People.Links;

/// <summary>How a field is shown.</summary>
internal enum FormControl
{
    Line,
    Lines,
    Number,
    Date,
    Time,
    Email,
    Address,
    Check,
    Choice,
    Choices,

    /// <summary>What it is cannot be chosen.</summary>
    Fixed,

    /// <summary>An object with fields of its own.</summary>
    Group,

    /// <summary>An array of such objects.</summary>
    Rows,
}

/// <summary>Turns what a browser sends into the data that the form's schema describes. A field that was left empty is left out.</summary>
internal static class FormData
{
    /// <summary>The name of the buttons; fields have another beginning.</summary>
    public const string OutcomeField = "outcome";

    /// <summary>The name of the button that makes a list one row longer; its value is the list.</summary>
    public const string LongerField = "longer";

    /// <summary>How many rows a list of objects can have on a page.</summary>
    public const int RowsMax = 50;

    /// <summary>How a field is called on the page.</summary>
    public static string NameOf(IReadOnlyList<string> path) => "f:" + string.Join('/', path.Select(Uri.EscapeDataString));

    public static FormControl ControlOf(JsonObject field)
    {
        if (field["const"] is not null) return FormControl.Fixed;
        if (field["enum"] is JsonArray) return FormControl.Choice;
        if (field["properties"] is JsonObject) return FormControl.Group;
        return (field["type"] as JsonString)?.Value switch
        {
            "boolean" => FormControl.Check,
            "number" or "integer" => FormControl.Number,
            "array" when (field["items"] as JsonObject)?["enum"] is JsonArray => FormControl.Choices,
            "array" => (field["items"] as JsonObject)?["properties"] is JsonObject ? FormControl.Rows : FormControl.Lines,
            "object" => FormControl.Lines,
            _ => (field["format"] as JsonString)?.Value switch
            {
                "date" => FormControl.Date,
                "date-time" => FormControl.Time,
                "email" => FormControl.Email,
                "uri" => FormControl.Address,
                _ => (field["ui"] as JsonObject)?["widget"] is JsonString { Value: "textarea" } || (field["maxLength"] as JsonNumber)?.Value > 200 ? FormControl.Lines : FormControl.Line,
            },
        };
    }

    /// <summary>A value as a person writes it: the items of an array one a line.</summary>
    public static string TextOf(JsonData? value) => value switch
    {
        null => "",
        JsonString text => text.Value,
        JsonArray array => string.Join('\n', array.Select(TextOf)),
        _ => value.Kind == JsonKind.Null ? "" : value.ToString(),
    };

    public static JsonObject Read(JsonObject form, IFormCollection sent) => Read(form, sent, []);

    private static JsonObject Read(JsonObject form, IFormCollection sent, string[] path)
    {
        var data = new JsonObject.Builder();
        foreach (var (name, value) in form["properties"] as JsonObject ?? JsonObject.Empty)
        {
            if (value is not JsonObject field) continue;
            string[] place = [.. path, name];
            var control = ControlOf(field);
            if (control == FormControl.Group) data.Set(name, Read(field, sent, place));
            else if (control == FormControl.Rows && ReadRows((JsonObject)field["items"]!, sent, place) is { Count: > 0 } rows) data.Set(name, rows);
            else if (control != FormControl.Rows && ReadField(field, [.. sent[NameOf(place)].Select(text => text ?? "")]) is { } read) data.Set(name, read);
        }
        return data.Build();
    }

    /// <summary>The rows in which something was filled in.</summary>
    private static JsonArray ReadRows(JsonObject item, IFormCollection sent, string[] place)
    {
        var rows = from number in Enumerable.Range(0, RowsMax)
                   let row = (string[])[.. place, number.ToString(CultureInfo.InvariantCulture)]
                   let start = NameOf(row) + "/"
                   where sent.Keys.Any(name => name.StartsWith(start, StringComparison.Ordinal)) // only rows that are there are looked into, however deep they nest
                   select Read(item, sent, row);
        return new JsonArray(rows.Where(row => !IsBlank(item, row)));
    }

    private static bool IsBlank(JsonObject schema, JsonData value) => value switch
    {
        JsonBoolean { Value: false } => true,
        JsonObject members => members.All(member => (schema["properties"] as JsonObject)?[member.Key] is JsonObject field && (field["const"] is not null || IsBlank(field, member.Value))),
        _ => false,
    };

    private static JsonData? ReadField(JsonObject field, string[] texts)
    {
        var control = ControlOf(field);
        if (control == FormControl.Fixed) return field["const"];
        if (control == FormControl.Check) return JsonData.Of(texts is ["true"]);
        if (control == FormControl.Choices) return texts.Length == 0 ? null : new JsonArray(texts.Select(Parsed));
        if (texts is not [{ Length: > 0 } text]) return null;
        if (control == FormControl.Choice) return Parsed(text);
        text = text.ReplaceLineEndings("\n");
        return (field["type"] as JsonString)?.Value switch
        {
            "number" or "integer" => Number(text),
            "array" => new JsonArray(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Item(field["items"] as JsonObject, line))),
            "object" => Parsed(text),
            _ => JsonData.Of(text),
        };
    }

    private static JsonData Item(JsonObject? items, string line) => (items?["type"] as JsonString)?.Value switch
    {
        "number" or "integer" => Number(line),
        "boolean" or "object" or "array" => Parsed(line),
        _ => JsonData.Of(line),
    };

    /// <summary>A number, or the text that is none, which the schema then refuses.</summary>
    private static JsonData Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? Parsed(text.Trim()) : JsonData.Of(text);

    private static JsonData Parsed(string text)
    {
        try
        {
            return JsonData.Parse(text, new JsonLimits(64 * 1024, 32));
        }
        catch (JsonFormatException)
        {
            return JsonData.Of(text);
        }
    }
}
