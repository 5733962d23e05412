using Baton.People.Links;

namespace Baton.People.Tests;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>")]
    [InlineData("# A\n## B\n####### C\n#no", "<h2>A</h2><h3>B</h3><h6>C</h6><p>#no</p>")]
    [InlineData("- a\n* b\n\n1. c\n2) d\n-no", "<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol><p>-no</p>")]
    [InlineData("it **arrived broken**, *twice*: 2 * 3 * 4", "<p>it <strong>arrived broken</strong>, <em>twice</em>: 2 * 3 * 4</p>")]
    [InlineData("`a*b*c` and\n```\n<x>\n\n**y**\n```\nend", "<p><code>a*b*c</code> and</p><pre><code>&lt;x&gt;\n\n**y**</code></pre><p>end</p>")]
    [InlineData("```\nnever closed", "<pre><code>never closed</code></pre>")]
    [InlineData("[us](https://example.org/a?b=1&c=2) or [mail](mailto:ada@example.org)", "<p><a href=\"https://example.org/a?b=1&amp;c=2\">us</a> or <a href=\"mailto:ada@example.org\">mail</a></p>")]
    [InlineData("[x](javascript:alert(1)) [y](//evil) [z](data:text/html,1)", "<p>[x](javascript:alert(1)) [y](//evil) [z](data:text/html,1)</p>")]
    [InlineData("[x](https://e/\"onclick=alert) <script>alert(1)</script> <b>**<i>**", "<p>[x](https://e/&quot;onclick=alert) &lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;<strong>&lt;i&gt;</strong></p>")]
    [InlineData("**[a](https://e)**", "<p><strong>[a](https://e)</strong></p>")]
    [InlineData("", "")]
    public void A_description_is_written_as_HTML_that_holds_no_other(string text, string html) => Assert.Equal(html, Markdown.ToHtml(text));
}
