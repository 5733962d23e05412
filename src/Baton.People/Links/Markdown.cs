using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Baton.People.Links;

/// <summary>
/// Writes the part of Markdown that descriptions are made of as HTML: headings, paragraphs, lists, code, emphasis, and links to the web and to mail addresses.
/// Everything else, HTML included, is text.
/// </summary>
internal static class Markdown
{
    /// <summary>The page's own heading is the first.</summary>
    private const int HeadingMax = 6;

    private const string Fence = "```";

    private static readonly Regex Inline = new(
        """`(?<code>[^`]+)`|\*\*(?<strong>[^*]+)\*\*|\*(?<em>[^*\s][^*]*)\*|\[(?<label>[^\[\]]+)\]\((?<link>(https?://|mailto:)[^\s()<>"]+)\)""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    private static readonly Regex Item = new(@"^\s*([-*+]|(?<number>\d{1,9}[.)]))\s+(?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    private enum Block
    {
        Blank,
        Code,
        Heading,
        Bullets,
        Numbers,
        Paragraph,
    }

    public static string ToHtml(string text)
    {
        var html = new StringBuilder();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int begin = 0, end; begin < lines.Length; begin = end)
        {
            var block = BlockOf(lines[begin]);
            end = begin + 1;
            if (block == Block.Code)
            {
                while (end < lines.Length && BlockOf(lines[end]) != Block.Code) end++;
                html.Append(CultureInfo.InvariantCulture, $"<pre><code>{Encoded(string.Join('\n', lines[(begin + 1)..end]))}</code></pre>");
                end++; // the fence that ends it
                continue;
            }
            while (block != Block.Heading && end < lines.Length && BlockOf(lines[end]) == block) end++;
            html.Append(Written(block, lines[begin..end]));
        }
        return html.ToString();
    }

    private static Block BlockOf(string line)
    {
        if (string.IsNullOrWhiteSpace(line)) return Block.Blank;
        if (line.StartsWith(Fence, StringComparison.Ordinal)) return Block.Code;
        if (line.TrimStart('#') is [' ', ..] rest && rest.Length < line.Length) return Block.Heading;
        return Item.Match(line) is { Success: true } item ? item.Groups["number"].Success ? Block.Numbers : Block.Bullets : Block.Paragraph;
    }

    private static string Written(Block block, string[] lines) => block switch
    {
        Block.Blank => "",
        Block.Heading => Heading(lines[0]),
        Block.Bullets => $"<ul>{Items(lines)}</ul>",
        Block.Numbers => $"<ol>{Items(lines)}</ol>",
        _ => $"<p>{Spans(string.Join('\n', lines)).Replace("\n", "<br>", StringComparison.Ordinal)}</p>",
    };

    private static string Heading(string line)
    {
        var text = line.TrimStart('#');
        var level = Math.Min(line.Length - text.Length + 1, HeadingMax).ToString(CultureInfo.InvariantCulture);
        return $"<h{level}>{Spans(text.Trim())}</h{level}>";
    }

    private static string Items(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"<li>{Spans(Item.Match(line).Groups["text"].Value)}</li>"));

    private static string Spans(string text)
    {
        var html = new StringBuilder();
        var end = 0;
        foreach (Match match in Inline.Matches(text))
        {
            html.Append(Encoded(text[end..match.Index])).Append(Span(match));
            end = match.Index + match.Length;
        }
        return html.Append(Encoded(text[end..])).ToString();
    }

    private static string Span(Match match)
    {
        string? Part(string name) => match.Groups[name] is { Success: true } part ? Encoded(part.Value) : null;
        if (Part("link") is { } link) return $"<a href=\"{link}\">{Part("label")}</a>";
        if (Part("code") is { } code) return $"<code>{code}</code>";
        return Part("strong") is { } strong ? $"<strong>{strong}</strong>" : $"<em>{Part("em")}</em>";
    }

    /// <summary>Line ends stay what they are.</summary>
    private static string Encoded(string text) => string.Join('\n', text.Split('\n').Select(HtmlEncoder.Default.Encode));
}
