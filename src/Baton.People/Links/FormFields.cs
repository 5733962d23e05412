using System.Globalization;
using System.Text;
using Baton.Json;
using Baton.Language.People;

namespace Baton.People.Links;

/// <summary>Writes the fields of a form, each with what it is called, says and allows, and what was wrong with it.</summary>
/// <param name="faults">What was wrong with what was sent.</param>
/// <param name="longer">The list that is to have one row more; null for none.</param>
internal sealed class FormFields(IReadOnlyList<ArgumentFault> faults, string? longer)
{
    /// <summary>Up to so many choices are shown at once; more are for a menu.</summary>
    private const int ShownMax = 6;

    private readonly StringBuilder _html = new();

    /// <summary>The fields that something was wrong with: their ids and labels, as HTML.</summary>
    public List<(string Id, string Label)> Faulty { get; } = [];

    public override string ToString() => _html.ToString();

    public void Add(JsonObject form, JsonObject values) => Add(form, values, []);

    private void Add(JsonObject form, JsonObject values, string[] path)
    {
        var required = (form["required"] as JsonArray ?? JsonArray.Empty).OfType<JsonString>().Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in form["properties"] as JsonObject ?? JsonObject.Empty)
        {
            if (value is JsonObject field) Add(field, values[name], [.. path, name], (field["title"] as JsonString)?.Value ?? name, required.Contains(name));
        }
    }

    private void Add(JsonObject field, JsonData? value, string[] place, string label, bool isRequired)
    {
        var id = FormPage.Text(FormData.NameOf(place));
        var control = FormData.ControlOf(field);
        var isGroup = control is FormControl.Group or FormControl.Rows;
        var own = faults.Where(fault => fault.Path.Skip(1).Take(place.Length).SequenceEqual(place) && (!isGroup || fault.Path.Count == place.Length + 1)).ToList();
        var about = About(field, id, own, control);
        var must = isRequired && control != FormControl.Check ? " required" : "";
        var marks = $"{must}{(own.Count > 0 ? " aria-invalid=\"true\"" : "")}{(about.Ids.Length > 0 ? $" aria-describedby=\"{about.Ids}\"" : "")}";
        var name = $"{FormPage.Text(label)}{(isRequired && control != FormControl.Check ? " <span class=\"must\" title=\"Required\">*</span>" : "")}";
        if (own.Count > 0) Faulty.Add((id, FormPage.Text(label)));
        var isSet = isGroup || control == FormControl.Choices || (control == FormControl.Choice && IsShort(field, isRequired));
        if (isSet) Write($"<fieldset{(isGroup ? "" : " class=\"options\"")} id=\"{id}\"{(own.Count > 0 ? " data-faulty" : "")}{(about.Ids.Length > 0 ? $" aria-describedby=\"{about.Ids}\"" : "")}><legend>{name}</legend>{about.Html}");
        else Write(control == FormControl.Check ? "<div class=\"field\">" : $"<div class=\"field\"><label for=\"{id}\">{name}</label>{about.Html}");
        switch (control)
        {
            case FormControl.Group:
                Add(field, value as JsonObject ?? JsonObject.Empty, place);
                break;
            case FormControl.Rows:
                Rows(field, value as JsonArray ?? JsonArray.Empty, place, label, id);
                break;
            case FormControl.Choices:
                Options((JsonArray)((JsonObject)field["items"]!)["enum"]!, "checkbox", id, choice => value is JsonArray chosen && chosen.Contains(choice), "");
                break;
            case FormControl.Choice when isSet:
                Options((JsonArray)field["enum"]!, "radio", id, choice => choice.Equals(value), must);
                break;
            case FormControl.Choice:
                Write($"<select id=\"{id}\" name=\"{id}\"{marks}><option value=\"\"></option>");
                foreach (var choice in (JsonArray)field["enum"]!) Write($"<option value=\"{FormPage.Text(choice.ToString())}\"{(choice.Equals(value) ? " selected" : "")}>{FormPage.Text(FormData.TextOf(choice))}</option>");
                Write($"</select>");
                break;
            case FormControl.Check:
                Write($"<label class=\"option\"><input type=\"checkbox\" id=\"{id}\" name=\"{id}\" value=\"true\"{(value is JsonBoolean { Value: true } ? " checked" : "")}{marks}><span class=\"label\">{name}</span></label>{about.Html}");
                break;
            case FormControl.Lines:
                Write($"<textarea id=\"{id}\" name=\"{id}\" rows=\"5\"{marks}>\n{FormPage.Text(FormData.TextOf(value))}</textarea>"); // the first line end is not part of the text
                break;
            default:
                Write($"<input type=\"{TypeOf(control, field)}\" id=\"{id}\" name=\"{id}\" value=\"{FormPage.Text(FormData.TextOf(control == FormControl.Fixed ? field["const"] : value))}\"{(control == FormControl.Fixed ? " readonly" : "")}{marks}>");
                break;
        }
        Write(isSet ? "</fieldset>" : "</div>");
    }

    /// <summary>Objects, each with fields of its own: those that there are and an empty one. Without a script, the server makes a row more.</summary>
    private void Rows(JsonObject field, JsonArray items, string[] place, string label, string id)
    {
        var item = (JsonObject)field["items"]!;
        var count = Math.Max(items.Count + (longer == FormData.NameOf(place) ? 2 : 1), (int?)(field["minItems"] as JsonNumber)?.Value ?? 0);
        var max = Math.Min(FormData.RowsMax, (int)Math.Min((field["maxItems"] as JsonNumber)?.Value ?? FormData.RowsMax, FormData.RowsMax));
        var one = (item["title"] as JsonString)?.Value ?? label;
        for (var i = 0; i < Math.Min(count, Math.Max(max, items.Count)); i++)
        {
            Add(item.With("title", JsonData.Of($"{one} {i + 1}")), i < items.Count ? items[i] : null, [.. place, i.ToString(CultureInfo.InvariantCulture)], $"{one} {i + 1}", isRequired: false);
        }
        if (count < max) Write($"<button class=\"more\" name=\"{FormData.LongerField}\" value=\"{id}\" formnovalidate>Add another</button>");
    }

    private void Options(JsonArray choices, string type, string id, Func<JsonData, bool> isChosen, string must)
    {
        foreach (var choice in choices) Write($"<label class=\"option\"><input type=\"{type}\" name=\"{id}\" value=\"{FormPage.Text(choice.ToString())}\"{(isChosen(choice) ? " checked" : "")}{must}>{FormPage.Text(FormData.TextOf(choice))}</label>");
    }

    private static (string Html, string Ids) About(JsonObject field, string id, List<ArgumentFault> own, FormControl control)
    {
        var (html, ids) = (new StringBuilder(), new List<string>());
        if (string.Join(" · ", new[] { (field["description"] as JsonString)?.Value, Allowed(field, control) }.Where(text => !string.IsNullOrEmpty(text))) is { Length: > 0 } hint)
        {
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"hint\" id=\"{id}-hint\">{FormPage.Text(hint)}</div>");
            ids.Add(id + "-hint");
        }
        if (own.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"fault\" id=\"{id}-fault\">{FormPage.Text(string.Join(' ', own.Select(fault => fault.Message)))}</div>");
            ids.Add(id + "-fault");
        }
        return (html.ToString(), string.Join(' ', ids));
    }

    /// <summary>What a field takes, for people.</summary>
    private static string Allowed(JsonObject field, FormControl control)
    {
        string? Number(string keyword) => (field[keyword] as JsonNumber)?.ToString();
        var range = (Number("minimum"), Number("maximum")) switch
        {
            ({ } min, { } max) => $"{min} to {max}",
            ({ } min, null) => $"At least {min}",
            (null, { } max) => $"At most {max}",
            _ => null,
        };
        return string.Join(" ", new[]
        {
            range is null ? null : range + ".",
            Number("maxLength") is { } length ? $"At most {length} characters." : null,
            control == FormControl.Time ? "Like 2030-01-31T12:00:00Z." : null,
            control == FormControl.Lines && (field["type"] as JsonString)?.Value == "array" ? "One on each line." : null,
        }.Where(text => text is not null));
    }

    private static bool IsShort(JsonObject field, bool isRequired) => isRequired && ((JsonArray)field["enum"]!).Count <= ShownMax;

    private static string TypeOf(FormControl control, JsonObject field) => control switch
    {
        FormControl.Number => $"number\" step=\"{((field["type"] as JsonString)?.Value == "integer" ? "1" : "any")}",
        FormControl.Date => "date",
        FormControl.Email => "email",
        FormControl.Address => "url",
        _ => "text",
    };

    private void Write(string html) => _html.Append(html);
}
