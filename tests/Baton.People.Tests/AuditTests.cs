using System.Text;
using Baton.Json;
using Microsoft.AspNetCore.Http;
using static Baton.People.Tests.PeopleHarness;

namespace Baton.People.Tests;

/// <summary>What people did, in one order over all tasks and cases; and that whoever watches an execution hears of it.</summary>
public sealed class AuditTests : IDisposable
{
    private readonly PeopleHarness _harness = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Acts_of_people_are_listed_in_their_order_and_what_happens_by_itself_is_not()
    {
        var first = _harness.Start("""{"Title":"First","Reminders":[{"After":"PT1H"}],"Case":{"Status":"new","OwnedByClaimer":true},"Form":{"type":"object","properties":{"n":{"type":"number"}}}}""", "one");
        var second = _harness.Start("""{"Title":"Second"}""", "two");
        _harness.Run(() => _harness.Tasks.ClaimAsync(first.Id, Ada, None));
        _harness.Run(() => _harness.Tasks.CommentAsync(second.Id, Bob, "hm", None));
        _harness.Run(() => _harness.Tasks.DraftAsync(first.Id, Ada, JsonObject.Empty, None));
        _harness.Pass(TimeSpan.FromHours(2));
        _harness.Run(() => _harness.Tasks.CompleteAsync(first.Id, Ada, null, null, None));
        Assert.Equal(["ada completed First", "bob commented Second", "ada claimed First", $"ada owner Case {first.ExecutionNumber}"], Listed(""));
        Assert.Equal(["bob commented Second"], Listed("?by=bob"));
        Assert.Equal(["ada completed First", "ada claimed First"], Listed($"?task={first.Id}"));
        Assert.Equal(["ada owner Case 1"], Listed("?case=1"));
        Assert.Equal(["bob commented Second"], Listed("?text=SECOND"));
        Assert.Equal(["bob commented Second", "ada claimed First"], Listed("?limit=2&cursor=4"));

        _harness.Crash();
        _harness.Run(() => _harness.Tasks.ClaimAsync(second.Id, Ada, None));
        Assert.Equal("ada claimed Second", Listed("")[0]);
    }

    [Theory]
    [InlineData("?what=claimed", "what: There is no such parameter.")]
    [InlineData("?task=x", "task: Expected a whole number")]
    public void A_question_that_cannot_be_is_refused(string query, string reason) => Assert.Contains(reason, Ask(query).Text, StringComparison.Ordinal);

    [Fact]
    public void Who_watches_hears_of_an_act_that_changes_no_execution()
    {
        var task = _harness.Start("""{"Title":"t"}""");
        using var listener = _harness.Runtime.Changes.Listen();
        _harness.Run(() => _harness.Tasks.ClaimAsync(task.Id, Ada, None));
        var change = Assert.Single(_harness.Run(() => listener.ReadAsync(None)).Changes);
        Assert.Equal((task.ExecutionArn, null), (change.ExecutionArn, change.Status));
    }

    private List<string> Listed(string query)
    {
        var (status, text) = Ask(query);
        Assert.Equal(200, status);
        return [.. ((JsonArray)((JsonObject)JsonData.Parse(text))["audit"]!).Cast<JsonObject>().Select(entry => string.Join(' ', new[] { "by", "what", "title" }.Select(name => ((JsonString)entry[name]!).Value)))];
    }

    private (int Status, string Text) Ask(string query)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path, http.Request.QueryString) = ("GET", "/api/audit", new QueryString(query));
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        _harness.Run(async () =>
        {
            await _harness.People.TryHandle(http)!;
            return true;
        });
        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
