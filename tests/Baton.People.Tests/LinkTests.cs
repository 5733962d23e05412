using System.Text;
using Microsoft.AspNetCore.Http;
using static Baton.People.Tests.PeopleHarness;

namespace Baton.People.Tests;

/// <summary>The pages of outsiders, asked as a browser asks.</summary>
public sealed class LinkTests : IDisposable
{
    private const string Form = """
        {"type":"object","required":["stars"],"properties":{"stars":{"type":"integer","minimum":1,"maximum":5,"title":"<b>Stars</b>"},"why":{"type":"string","default":"\"quoted\" & <i>","maxLength":300},
         "again":{"type":"boolean"},"kind":{"enum":["a","b"]},"tags":{"type":"array","items":{"type":"string","enum":["x","y"]} },"lines":{"type":"array","items":{"type":"number"} },
         "home":{"type":"object","properties":{"city":{"type":"string"} } } } }
        """;

    private readonly PeopleHarness _harness = new();
    private readonly Tasks.HumanTask _task;
    private readonly string _path;

    public LinkTests()
    {
        _task = _harness.Start($$"""{"Title":"<script>alert(1)</script>","Description":"a & b","Form":{{Form.ReplaceLineEndings("")}},"Groups":["nobody"],"Link":{"ExpiresIn":"P2D","Email":"ada@example.org"} }""");
        var text = Assert.Single(_harness.Mails.Sent).Mail!.Text!;
        _path = text[text.IndexOf("/forms/", StringComparison.Ordinal)..].Split('\n')[0];
    }

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void The_page_shows_the_form_and_nothing_of_it_is_markup()
    {
        var (status, page, headers) = Get(_path);
        Assert.Equal(200, status);
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", headers.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("&quot;quoted&quot; &amp; &lt;i&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_sent_completes_the_task_once()
    {
        var (status, page, _) = Post(_path, "f:stars=4&f:again=true&f:kind=%22b%22&f:tags=%22x%22&f:tags=%22y%22&f:lines=1%0D%0A2.5&f:home/city=K%C3%B6ln&f:why=&outcome=done");
        Assert.Equal((200, true), (status, page.Contains("Thank you", StringComparison.Ordinal)));
        Assert.Contains("""{"stars":4,"again":true,"kind":"b","tags":["x","y"],"lines":[1,2.5],"home":{"city":"Köln"} }""".Replace(" }", "}", StringComparison.Ordinal), _harness.Output("e"), StringComparison.Ordinal);
        Assert.Equal("ada@example.org", _harness.Task(_task.Id).ClosedBy);

        foreach (var again in new[] { Get(_path), Post(_path, "f:stars=1&outcome=done") })
            Assert.Equal((410, true), (again.Status, again.Page.Contains("It was used already", StringComparison.Ordinal)));
    }

    [Fact]
    public void Objects_of_a_list_are_rows_of_which_there_can_be_one_more_without_a_script()
    {
        var task = _harness.Start(
            """{"Title":"t","Form":{"type":"object","properties":{"fixed":{"const":7},"rows":{"type":"array","maxItems":3,"items":{"type":"object","title":"Row","properties":{"kind":{"const":"k"},"a":{"type":"string"},"ok":{"type":"boolean"},"in":{"type":"object","properties":{"n":{"type":"integer"}}}}}}}},"Link":{"ExpiresIn":"P1D"} }""",
            "rows");
        var path = new Uri(_harness.Run(() => _harness.Links.AddressOfAsync(task))!).AbsolutePath;
        int Rows(string page) => page.Split("Row ").Length - 1;
        Assert.Equal(1, Rows(Get(path).Page));
        var (status, page, _) = Post(path, "f:rows/0/kind=k&f:rows/0/a=x%26y&longer=f:rows");
        Assert.Equal((200, 3, true), (status, Rows(page), page.Contains("x&amp;y", StringComparison.Ordinal)));
        Assert.DoesNotContain("Add another", page, StringComparison.Ordinal); // three is the most
        Assert.True(_harness.Task(task.Id).IsActive);
        Assert.Equal(200, Post(path, "f:rows/0/kind=k&f:rows/0/a=x&f:rows/1/kind=k&f:rows/2/kind=k&f:rows/2/ok=true&f:rows/2/in/n=4&outcome=done").Status);
        Assert.Contains("""{"fixed":7,"rows":[{"kind":"k","a":"x","ok":false,"in":{}},{"kind":"k","ok":true,"in":{"n":4}}]}""", _harness.Output("rows"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_is_shown_as_its_Markdown_says_and_what_is_no_Markdown_stays_text()
    {
        var html = Links.Markdown.ToHtml(
            "# Head *em*\n\nA **bold _both_** `c<d` \\*no\\* [ok](https://a.example/?b=1&c=2) [bad](javascript:alert(1)) <b>x</b> https://b.example/x.\nnext\n\n- one\n- two\n\n3. three\n\n> quoted\n\n---\n```\n<pre> **raw**\n```\nend");
        Assert.Equal(
            "<h2>Head <em>em</em></h2><p>A <strong>bold <em>both</em></strong> <code>c&lt;d</code> *no* <a href=\"https://a.example/?b=1&amp;c=2\" rel=\"noreferrer\">ok</a> [bad](javascript:alert(1)) &lt;b&gt;x&lt;/b&gt; "
            + "<a href=\"https://b.example/x\" rel=\"noreferrer\">https://b.example/x</a>.<br>next</p><ul><li>one</li><li>two</li></ul><ol><li>three</li></ol><blockquote><p>quoted</p></blockquote><hr><pre>&lt;pre&gt; **raw**</pre><p>end</p>",
            html);
    }

    [Theory]
    [InlineData("**")]
    [InlineData("[")]
    [InlineData("> ")]
    [InlineData("_a ")]
    public void Markdown_takes_no_longer_than_its_length(string part) => Assert.NotEmpty(Links.Markdown.ToHtml(string.Concat(Enumerable.Repeat(part, 60_000 / part.Length))));

    [Fact]
    public void A_task_with_a_link_is_made_when_it_is_known_where_the_link_leads()
    {
        var address = new TaskCompletionSource<string>();
        _harness.Address = address.Task;
        _harness.Crash();
        _harness.StartMachine($$"""{"StartAt":"Ask","States":{"Ask":{"Type":"Task","Resource":"{{WaitingTask}}","Parameters":{"Title":"t","Link":{"ExpiresIn":"P1D","Email":"bob@example.org"} },"End":true} } }""", "early");
        Assert.Empty(_harness.TasksOf("early"));

        address.SetResult("https://forms.example.org");
        _harness.Turns.RunUntilIdle();
        Assert.Single(_harness.TasksOf("early"));
        Assert.Contains("https://forms.example.org/forms/", _harness.Mails.Sent[^1].Mail!.Text!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_used_up_by_a_vote_too()
    {
        var vote = _harness.Start("""{"Title":"v","Approvals":{"Required":2},"Link":{"ExpiresIn":"P1D","For":"Carl"} }""", "vote");
        var path = new Uri(_harness.Run(() => _harness.Links.AddressOfAsync(vote))!).AbsolutePath;
        Assert.Equal(200, Post(path, "outcome=done").Status);
        Assert.Equal((410, true), (Post(path, "outcome=done").Status, Get(path).Page.Contains("It was used already", StringComparison.Ordinal)));
        Assert.Equal("Carl", Assert.Single(_harness.Task(vote.Id).Votes).By);
        Assert.True(_harness.Task(vote.Id).IsActive);
    }

    [Fact]
    public void What_is_wrong_is_shown_beside_its_field_with_what_was_sent()
    {
        var (status, page, _) = Post(_path, "f:stars=9&f:why=mine&outcome=done");
        Assert.Equal(422, status);
        Assert.Contains("Expected at most 5.", page, StringComparison.Ordinal);
        Assert.Contains("mine", page, StringComparison.Ordinal);
        Assert.True(_harness.Task(_task.Id).IsActive);
        Assert.Equal(400, Post(_path, "f:stars=4&outcome=other").Status);
    }

    [Fact]
    public void A_link_that_was_changed_is_no_link()
    {
        var signed = _path["/forms/".Length..];
        var parts = signed.Split('.');
        string[] forged =
        [
            "", "x", signed[..^1], signed + "A", $"{parts[0]}9.{parts[1]}.{parts[2]}.{parts[3]}", $"{parts[0]}.{parts[1]}.{parts[2]}0.{parts[3]}", $"{parts[0]}.AAAA.{parts[2]}.{parts[3]}",
            $"{parts[0]}.{parts[1]}.{parts[2]}.", new string('a', 5_000),
        ];
        Assert.All(forged, link => Assert.Equal(404, Get($"/forms/{link}").Status));
        Assert.Equal(200, Get(_path).Status);
    }

    [Fact]
    public void A_link_expires_and_gives_way_to_a_newer_one_and_ends_with_its_task()
    {
        var newer = _harness.Run(() => _harness.Tasks.LinkAsync(_task.Id, Ada, "Bob", TimeSpan.FromDays(9), CancellationToken.None));
        Assert.Contains("A newer link was made", Get(_path).Page, StringComparison.Ordinal);
        var path = new Uri(_harness.Run(() => _harness.Links.AddressOfAsync(newer))!).AbsolutePath;
        Assert.Equal(200, Get(path).Status);
        _harness.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal((410, true), (Get(path).Status, Get(path).Page.Contains("It expired on", StringComparison.Ordinal)));
        _harness.Run(() => _harness.Tasks.CancelAsync(_task.Id, Ada, "x", CancellationToken.None));
        Assert.Contains("Nobody waits for an answer", Get(path).Page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_is_too_long_or_no_form_is_refused()
    {
        Assert.Equal(400, Post(_path, "f:why=" + new string('a', 300_000)).Status);
        Assert.Equal(400, Post(_path, "{}", "application/json").Status);
        Assert.True(_harness.Task(_task.Id).IsActive);
    }

    private (int Status, string Page, IHeaderDictionary Headers) Get(string path) => Ask("GET", path, "", null);

    private (int Status, string Page, IHeaderDictionary Headers) Post(string path, string body, string type = "application/x-www-form-urlencoded") => Ask("POST", path, body, type);

    private (int Status, string Page, IHeaderDictionary Headers) Ask(string method, string path, string body, string? type)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path, http.Request.ContentType) = (method, path, type);
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        _harness.Run(async () =>
        {
            await _harness.People.TryHandle(http)!;
            return true;
        });
        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()), http.Response.Headers);
    }
}
