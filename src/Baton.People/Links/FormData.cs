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
    Email,
    Check,
    Choice,
    Choices,
}

/// <summary>Turns what a browser sends into the data that the form's schema describes. A field that was left empty is left out.</summary>
internal static class FormData
{
    /// <summary>The name of the buttons; fields have another beginning.</summary>
    public const string OutcomeField = "outcome";

    /// <summary>How a field is called on the page.</summary>
    public static string NameOf(IReadOnlyList<string> path) => "f:" + string.Join('/', path.Select(Uri.EscapeDataString));

    public static FormControl ControlOf(JsonObject field)
    {
        if (field["enum"] is JsonArray) return FormControl.Choice;
        return (field["type"] as JsonString)?.Value switch
        {
            "boolean" => FormControl.Check,
            "number" or "integer" => FormControl.Number,
            "array" => (field["items"] as JsonObject)?["enum"] is JsonArray ? FormControl.Choices : FormControl.Lines,
            "object" => FormControl.Lines,
            _ => (field["format"] as JsonString)?.Value switch
            {
                "date" => FormControl.Date,
                "email" => FormControl.Email,
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
            if (field["properties"] is JsonObject) data.Set(name, Read(field, sent, place));
            else if (ReadField(field, [.. sent[NameOf(place)].Select(text => text ?? "")]) is { } read) data.Set(name, read);
        }
        return data.Build();
    }

    private static JsonData? ReadField(JsonObject field, string[] texts)
    {
        var control = ControlOf(field);
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
