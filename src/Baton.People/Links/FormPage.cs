using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Baton.Json;
using Baton.Language.People;
using Baton.People.Tasks;

namespace Baton.People.Links;

/// <summary>How a page without a form is meant.</summary>
internal enum NoticeKind
{
    Done,
    Over,
    Fault,
}

/// <summary>Writes what outsiders see: plain HTML that works without a script. Every text of a workflow or a person goes through <see cref="Text"/>.</summary>
internal static class FormPage
{
    private const string Style = """
        :root{color-scheme:light dark;--bg:light-dark(#f6f7f9,#0e1218);--surface:light-dark(#fff,#151a22);--soft:light-dark(#f0f2f6,#1c232d);--border:light-dark(#e0e4ea,#29313d);--strong:light-dark(#868f9e,#66717f);--text:light-dark(#18202e,#e5eaf2);--quiet:light-dark(#4d596c,#a5b1c2);--accent:light-dark(#3451c7,#93a9ff);--on-accent:light-dark(#fff,#10162a);--done:light-dark(#19663a,#74d39a);--fault:light-dark(#ad241d,#ffa098);--fault-soft:light-dark(#fcebe9,#3b1a1a)}
        *{box-sizing:border-box}body{margin:0;padding:clamp(12px,5vw,48px) 12px;background:var(--bg);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
        main{max-width:660px;margin:0 auto;padding:clamp(18px,5vw,40px);border:1px solid var(--border);border-radius:12px;background:var(--surface);box-shadow:0 1px 3px rgb(0 0 0/8%)}
        h1{margin:0 0 12px;font-size:1.45rem;line-height:1.3;letter-spacing:-.01em;overflow-wrap:anywhere}h2,h3,h4,h5,h6{margin:18px 0 4px;font-size:1.05rem}p,ul,ol,blockquote,pre{margin:0 0 12px;overflow-wrap:anywhere}a{color:var(--accent)}
        pre,code{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875rem}pre{padding:10px 12px;border-radius:8px;background:var(--soft);overflow:auto}blockquote{padding-left:12px;border-left:3px solid var(--strong);color:var(--quiet)}hr{border:0;border-top:1px solid var(--border)}
        .about{padding-bottom:8px;margin-bottom:20px;border-bottom:1px solid var(--border)}.field{margin:20px 0}label,legend,.label{font-weight:600}.hint{color:var(--quiet);font-size:.9rem}.fault{color:var(--fault);font-size:.9rem;font-weight:600}.must{color:var(--fault)}
        input:not([type=checkbox],[type=radio]),select,textarea{display:block;width:100%;min-height:44px;margin-top:5px;padding:9px 12px;border:1px solid var(--strong);border-radius:8px;background:var(--surface);color:inherit;font:inherit}textarea{resize:vertical}
        [aria-invalid]:not([type=checkbox],[type=radio]),fieldset[data-faulty]{border-color:var(--fault)!important;box-shadow:0 0 0 1px var(--fault)}input[type=checkbox],input[type=radio]{width:20px;height:20px;margin:0;flex:none;accent-color:var(--accent)}
        fieldset{min-width:0;margin:20px 0;padding:4px 16px 16px;border:1px solid var(--border);border-radius:10px}fieldset.options legend{padding:0}fieldset.options{padding:0;border:0;box-shadow:none!important}fieldset .field{margin:14px 0 0}.option{display:flex;align-items:center;gap:10px;min-height:40px;font-weight:400}
        .faults{margin:0 0 20px;padding:12px 16px;border-left:4px solid var(--fault);border-radius:6px;background:var(--fault-soft)}.faults p{margin:0;font-weight:600;color:var(--fault)}.faults ul{margin:6px 0 0;padding-left:20px}.faults a{color:var(--fault)}
        .send{display:flex;flex-wrap:wrap;gap:12px;margin-top:28px}button{min-height:46px;padding:0 24px;border:1px solid var(--strong);border-radius:8px;background:var(--surface);color:inherit;font:inherit;font-weight:600;cursor:pointer}.send button:first-child{border-color:var(--accent);background:var(--accent);color:var(--on-accent)}button.more{min-height:40px;margin-top:14px;font-weight:500}
        .notice{text-align:center}.notice svg{width:52px;height:52px;margin-bottom:8px;color:var(--quiet)}.notice.done svg{color:var(--done)}.notice.fault svg{color:var(--fault)}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}footer{max-width:660px;margin:14px auto 0;color:var(--quiet);font-size:.85rem;text-align:center}
        """;

    private const string Circle = "<circle cx=\"24\" cy=\"24\" r=\"20\"/>";

    /// <summary>Allows the style above and posting back to where the page came from, and nothing else.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The form of a task.</summary>
    /// <param name="values">What the fields hold.</param>
    /// <param name="faults">What was wrong with what was sent.</param>
    /// <param name="longer">The list that is to have one row more; null for none.</param>
    public static string Form(HumanTask task, JsonObject values, IReadOnlyList<ArgumentFault> faults, string? longer = null)
    {
        var page = new StringBuilder($"<h1>{Text(task.Title)}</h1>");
        if (task.Description is { } description) page.Append(CultureInfo.InvariantCulture, $"<div class=\"about\">{Markdown.ToHtml(description)}</div>");
        var fields = new FormFields(faults, longer);
        if (task.Form is JsonObject form) fields.Add(form, values);
        if (fields.Faulty.Count > 0)
        {
            page.Append("<div class=\"faults\" role=\"alert\"><p>Please look at the fields that are marked.</p><ul>");
            foreach (var (id, label) in fields.Faulty) page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{id}\">{label}</a></li>");
            page.Append("</ul></div>");
        }
        page.Append(CultureInfo.InvariantCulture, $"<form method=\"post\" accept-charset=\"utf-8\">{fields}<div class=\"send\">");
        foreach (var outcome in task.Outcomes) page.Append(CultureInfo.InvariantCulture, $"<button name=\"{FormData.OutcomeField}\" value=\"{Text(outcome)}\">{Text(task.Outcomes.Count == 1 && outcome == "done" ? "Send" : outcome)}</button>");
        page.Append("</div></form>");
        var due = task.DueAt is { } time ? $"<footer>Please answer until <time datetime=\"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC</time>.</footer>" : "";
        return Page((faults.Count > 0 ? "Not sent yet: " : "") + task.Title, $"<main>{page}</main>{due}");
    }

    /// <summary>A page that says one thing.</summary>
    public static string Notice(NoticeKind kind, string title, string text)
    {
        var drawing = kind switch
        {
            NoticeKind.Done => Circle + "<path d=\"m15 25 6 6 12-13\"/>",
            NoticeKind.Over => Circle + "<path d=\"M24 13v12l7 4\"/>",
            _ => Circle + "<path d=\"M24 14v13M24 33v.5\"/>",
        };
        return Page(title, $"<main class=\"notice {(kind == NoticeKind.Done ? "done" : kind == NoticeKind.Fault ? "fault" : "over")}\"><svg viewBox=\"0 0 48 48\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">{drawing}</svg><h1>{Text(title)}</h1><p>{Text(text)}</p></main>");
    }

    public static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private static string Page(string title, string body) =>
        $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{Text(title)}</title><style>{Style}</style></head><body>{body}</body></html>";
}
