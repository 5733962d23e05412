using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Baton.Json;
using Baton.Language.People;
using Baton.People.Tasks;

namespace Baton.People.Links;

/// <summary>Writes what outsiders see: plain HTML that works without a script. Every text of a workflow or a person goes through <see cref="Text"/>.</summary>
internal static class FormPage
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}label{display:block;margin-top:1rem;font-weight:600}"
        + "input,select,textarea,button{font:inherit;padding:.4rem;box-sizing:border-box}input:not([type=checkbox]),select,textarea{width:100%}.hint{color:#555;font-size:.9rem}"
        + ".fault{color:#a40000}fieldset{margin-top:1rem}pre{white-space:pre-wrap}button{margin:1.5rem .5rem 0 0;padding:.5rem 1.2rem}"
        + "@media(prefers-color-scheme:dark){body{color:#eee;background:#181818}.hint{color:#aaa}.fault{color:#ff8a80}}";

    /// <summary>Allows the style above and posting back to where the page came from, and nothing else.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The form of a task.</summary>
    /// <param name="values">What the fields hold.</param>
    /// <param name="faults">What was wrong with what was sent.</param>
    public static string Form(HumanTask task, JsonObject values, IReadOnlyList<ArgumentFault> faults)
    {
        var page = new StringBuilder($"<h1>{Text(task.Title)}</h1>");
        if (task.Description is { } description) page.Append(Markdown.ToHtml(description));
        if (faults.Count > 0) page.Append("<p class=\"fault\" role=\"alert\">Please look at the fields that are marked.</p>");
        page.Append("<form method=\"post\" accept-charset=\"utf-8\">");
        if (task.Form is JsonObject form) Fields(page, form, values, [], faults);
        foreach (var outcome in task.Outcomes) page.Append(CultureInfo.InvariantCulture, $"<button name=\"{FormData.OutcomeField}\" value=\"{Text(outcome)}\">{Text(task.Outcomes.Count == 1 && outcome == "done" ? "Send" : outcome)}</button>");
        page.Append("</form>");
        if (task.DueAt is { } due) page.Append(CultureInfo.InvariantCulture, $"<p class=\"hint\">Due {due.UtcDateTime:yyyy-MM-dd HH:mm} UTC</p>");
        return Page(task.Title, page.ToString());
    }

    /// <summary>A page that says one thing.</summary>
    public static string Notice(string title, string text) => Page(title, $"<h1>{Text(title)}</h1><p>{Text(text)}</p>");

    private static void Fields(StringBuilder page, JsonObject form, JsonObject values, string[] path, IReadOnlyList<ArgumentFault> faults)
    {
        var required = (form["required"] as JsonArray ?? JsonArray.Empty).OfType<JsonString>().Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in form["properties"] as JsonObject ?? JsonObject.Empty)
        {
            if (value is not JsonObject field) continue;
            string[] place = [.. path, name];
            var label = Text((field["title"] as JsonString)?.Value ?? name);
            if (field["properties"] is JsonObject)
            {
                page.Append(CultureInfo.InvariantCulture, $"<fieldset><legend>{label}</legend>");
                Fields(page, field, values[name] as JsonObject ?? JsonObject.Empty, place, faults);
                page.Append("</fieldset>");
                continue;
            }
            var id = Text(FormData.NameOf(place));
            page.Append(CultureInfo.InvariantCulture, $"<label for=\"{id}\">{label}{(required.Contains(name) ? " *" : "")}</label>");
            if (field["description"] is JsonString { Value: var hint }) page.Append(CultureInfo.InvariantCulture, $"<div class=\"hint\">{Text(hint)}</div>");
            foreach (var fault in faults.Where(fault => fault.Path.Skip(1).Take(place.Length).SequenceEqual(place))) page.Append(CultureInfo.InvariantCulture, $"<div class=\"fault\">{Text(fault.Message)}</div>");
            Control(page, field, values[name], id, required.Contains(name));
        }
    }

    private static void Control(StringBuilder page, JsonObject field, JsonData? value, string id, bool isRequired)
    {
        var must = isRequired ? " required" : "";
        var given = Text(FormData.TextOf(value));
        switch (FormData.ControlOf(field))
        {
            case FormControl.Choice:
                page.Append(CultureInfo.InvariantCulture, $"<select id=\"{id}\" name=\"{id}\"{must}><option value=\"\"></option>");
                foreach (var choice in (JsonArray)field["enum"]!) Option(page, choice, choice.Equals(value));
                page.Append("</select>");
                break;
            case FormControl.Choices:
                page.Append(CultureInfo.InvariantCulture, $"<select id=\"{id}\" name=\"{id}\" multiple>");
                foreach (var choice in (JsonArray)((JsonObject)field["items"]!)["enum"]!) Option(page, choice, value is JsonArray chosen && chosen.Contains(choice));
                page.Append("</select>");
                break;
            case FormControl.Check:
                page.Append(CultureInfo.InvariantCulture, $"<input type=\"checkbox\" id=\"{id}\" name=\"{id}\" value=\"true\"{(value is JsonBoolean { Value: true } ? " checked" : "")}>");
                break;
            case FormControl.Lines:
                page.Append(CultureInfo.InvariantCulture, $"<textarea id=\"{id}\" name=\"{id}\" rows=\"6\"{must}>\n{given}</textarea>"); // the first line end is not part of the text
                break;
            case var control:
                var type = control switch { FormControl.Number => "number\" step=\"any", FormControl.Date => "date", FormControl.Email => "email", _ => "text" };
                page.Append(CultureInfo.InvariantCulture, $"<input type=\"{type}\" id=\"{id}\" name=\"{id}\" value=\"{given}\"{must}>");
                break;
        }
    }

    private static void Option(StringBuilder page, JsonData choice, bool isChosen) =>
        page.Append(CultureInfo.InvariantCulture, $"<option value=\"{Text(choice.ToString())}\"{(isChosen ? " selected" : "")}>{Text(FormData.TextOf(choice))}</option>");

    private static string Page(string title, string body) =>
        $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(title)}</title><style>{Style}</style></head><body><main>{body}</main></body></html>";

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
