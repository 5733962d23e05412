using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Baton.People.Links;

/// <summary>
/// The Markdown that descriptions are written in, as HTML: headings, paragraphs, lists, quotes, code, lines, emphasis and links. Whatever else a description
/// holds is encoded, and a link leads to http, https or mailto. All repeats are bounded.
/// </summary>
internal static partial class Markdown
{
    private const int DepthMax = 4;

    public static string ToHtml(string text)
    {
        var html = new StringBuilder();
        Blocks(html, text.ReplaceLineEndings("\n").Split('\n'), 0);
        return html.ToString();
    }

    private static void Blocks(StringBuilder html, string[] lines, int depth)
    {
        for (var at = 0; at < lines.Length;)
        {
            var line = lines[at];
            var end = at + 1;
            if (line.Trim().Length == 0)
            {
                // between blocks
            }
            else if (Fence().IsMatch(line))
            {
                while (end < lines.Length && !Fence().IsMatch(lines[end])) end++;
                html.Append(CultureInfo.InvariantCulture, $"<pre>{FormPage.Text(string.Join('\n', lines[(at + 1)..end]))}</pre>");
                end++;
            }
            else if (Heading().Match(line) is { Success: true } heading)
            {
                var level = Math.Min(6, heading.Groups[1].Length + 1);
                html.Append(CultureInfo.InvariantCulture, $"<h{level}>{Spans(heading.Groups[2].Value)}</h{level}>");
            }
            else if (Rule().IsMatch(line))
            {
                html.Append("<hr>");
            }
            else if (depth < DepthMax && Quote().IsMatch(line))
            {
                while (end < lines.Length && Quote().IsMatch(lines[end])) end++;
                html.Append("<blockquote>");
                Blocks(html, [.. lines[at..end].Select(quoted => Quote().Replace(quoted, "", 1))], depth + 1);
                html.Append("</blockquote>");
            }
            else if (Item().Match(line) is { Success: true } item)
            {
                var list = item.Groups[2].Success ? "ol" : "ul";
                while (end < lines.Length && Item().Match(lines[end]) is { Success: true } next && next.Groups[2].Success == item.Groups[2].Success) end++;
                html.Append(CultureInfo.InvariantCulture, $"<{list}>");
                foreach (var one in lines[at..end]) html.Append(CultureInfo.InvariantCulture, $"<li>{Spans(Item().Match(one).Groups[3].Value)}</li>");
                html.Append(CultureInfo.InvariantCulture, $"</{list}>");
            }
            else
            {
                while (end < lines.Length && lines[end].Trim().Length > 0 && !Begins().IsMatch(lines[end])) end++;
                html.Append(CultureInfo.InvariantCulture, $"<p>{string.Join("<br>", lines[at..end].Select(part => Spans(part)))}</p>");
            }
            at = end;
        }
    }

    private static string Spans(string text, int depth = 0)
    {
        if (depth >= DepthMax) return FormPage.Text(text);
        var html = new StringBuilder();
        var end = 0;
        foreach (Match match in Span().Matches(text))
        {
            html.Append(FormPage.Text(text[end..match.Index]));
            end = match.Index + match.Length;
            string? Group(string name) => match.Groups[name] is { Success: true } group ? group.Value : null;
            if (Group("escaped") is { } escaped) html.Append(FormPage.Text(escaped));
            else if (Group("code") is { } code) html.Append(CultureInfo.InvariantCulture, $"<code>{FormPage.Text(code)}</code>");
            else if (Group("strong") is { } strong) html.Append(CultureInfo.InvariantCulture, $"<strong>{Spans(strong, depth + 1)}</strong>");
            else if (Group("em") is { } em) html.Append(CultureInfo.InvariantCulture, $"<em>{Spans(em, depth + 1)}</em>");
            else if ((Group("target") ?? Group("bare")) is { } address) html.Append(CultureInfo.InvariantCulture, $"<a href=\"{FormPage.Text(address)}\" rel=\"noreferrer\">{FormPage.Text(Group("label") ?? address)}</a>");
        }
        return html.Append(FormPage.Text(text[end..])).ToString();
    }

    [GeneratedRegex(@"^\s{0,3}```")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(#{1,6})\s+(.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s{0,3}([-*_])(\s*\1){2,}\s*$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\s{0,3}> ?")]
    private static partial Regex Quote();

    [GeneratedRegex(@"^( *)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"^(\s{0,3}(```|>)|#{1,6}\s| *([-*+]|\d{1,9}[.)])\s)")]
    private static partial Regex Begins();

    [GeneratedRegex(
        """
        \\(?<escaped>[\\`*_{}\[\]()#+\-.!<>])|`(?<code>[^`]{1,2000})`|\*\*(?<strong>[^*\s](?:[^*]{0,1000}[^*\s])?)\*\*|\*(?<em>[^*\s](?:[^*]{0,1000}[^*\s])?)\*|(?<!\w)_(?<em>[^_\s](?:[^_]{0,1000}[^_\s])?)_(?!\w)|\[(?<label>[^\]\[]{1,500})\]\((?<target>(?:https?://|mailto:)[^\s()<>]{1,2000})\)|(?<bare>https?://[^\s<>()\[\]]{0,1000}[^\s<>()\[\].,;:!?'"*_])
        """)]
    private static partial Regex Span();
}
