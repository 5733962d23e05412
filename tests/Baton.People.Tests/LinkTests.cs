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
