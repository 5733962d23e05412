using Baton.People.Cases;
using static Baton.People.Tests.PeopleHarness;

namespace Baton.People.Tests;

public sealed class CaseTests : IDisposable
{
    private const string Statuses = """{"baton:case-start":"new","baton:case-status:new":"working","baton:case-status:working":"resolved new","baton:case-status:resolved":""}""";

    private readonly PeopleHarness _harness = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void A_case_is_set_by_tasks_and_keeps_its_history()
    {
        _harness.StartMachine(Updates(
            """{"Key":"T-17","Title":"Printer","Status":"new","Labels":{"team":"desk"}}""", """{"Status":"working","Owner":"ada"}""", """{"Labels":{"team":"","floor":"3"}}"""), tags: Statuses);
        var found = Assert.Single(List(new CaseQuery(long.MaxValue, 10) { Key = "T-17" }));
        Assert.Equal(("Printer", "working", "ada", "3"), (found.Title, found.Status, found.Owner, found.Labels["floor"]));
        Assert.Equal($$"""{"CaseId":{{found.Id}},"Status":"working"}""", _harness.Output("e"));
        Assert.Equal(
            ["- opened T-17", "- status new", "- title Printer", "- label team=desk", "- status new → working", "- owner ada", "- label floor=3", "- label team removed"], History(found.Id));
    }

    [Fact]
    public void A_case_takes_no_more_labels_than_a_hundred_however_they_come()
    {
        var twenties = Enumerable.Range(0, 5).Select(i => $$"""{"Labels":{ {{string.Join(',', Enumerable.Range(20 * i, 20).Select(n => $"\"n{n}\":\"v\""))}} } }""");
        _harness.StartMachine(Updates([.. twenties, """{"Labels":{"n0":"","one":"v"} }""", """{"Labels":{"more":"v"} }"""]));
        Assert.Equal(("Case.InvalidArguments", "Labels: A case has at most 100 labels, and this one would have 101."), (_harness.State("e").Outcome!.Error, _harness.State("e").Outcome!.Cause));
        Assert.Equal(100, Assert.Single(List(new CaseQuery(long.MaxValue, 10))).Labels.Count);
    }

    [Theory]
    [InlineData("""{"Status":"working"}""", "A case of this machine begins as 'new', not as 'working'.")]
    [InlineData("""{"Status":"lost"}""", "The machine declares no status 'lost'; it declares new, working, resolved.")]
    public void A_status_that_is_not_allowed_fails_the_task(string update, string cause)
    {
        _harness.StartMachine(Updates(update), tags: Statuses);
        Assert.Equal(("Case.TransitionNotAllowed", cause), (_harness.State("e").Outcome!.Error, _harness.State("e").Outcome!.Cause));
        Assert.Empty(List(new CaseQuery(long.MaxValue, 10)));
    }

    [Fact]
    public void A_transition_that_is_not_allowed_fails_the_task_and_changes_nothing()
    {
        _harness.StartMachine(Updates("""{"Status":"new"}""", """{"Status":"resolved","Owner":"ada"}"""), tags: Statuses);
        Assert.Equal("A case does not go from 'new' to 'resolved'; from 'new' it goes to working.", _harness.State("e").Outcome!.Cause);
        Assert.Null(Assert.Single(List(new CaseQuery(long.MaxValue, 10))).Owner);
    }

    [Fact]
    public void A_task_for_people_moves_the_case_and_gives_it_its_owner()
    {
        var task = _harness.Start("""{"Title":"t","Case":{"Status":"new","StatusWhenDone":"working","OwnedByClaimer":true} }""", tags: Statuses);
        Assert.Equal("new", Assert.Single(List(new CaseQuery(long.MaxValue, 10))).Status);
        _harness.Run(() => _harness.Tasks.ClaimAsync(task.Id, Ada, None));
        _harness.Run(() => _harness.Tasks.CompleteAsync(task.Id, Ada, null, null, None));
        var found = Assert.Single(List(new CaseQuery(long.MaxValue, 10) { Status = "working", Owner = "ada" }));
        Assert.Equal(["- opened", "- status new", "ada owner ada", "ada status new → working"], History(found.Id));
    }

    [Fact]
    public void Who_completes_a_task_without_claiming_it_owns_the_case_all_the_same()
    {
        var task = _harness.Start("""{"Title":"t","Case":{"OwnedByClaimer":true} }""");
        _harness.Run(() => _harness.Tasks.CompleteAsync(task.Id, Ada, null, null, None));
        Assert.Equal("ada", Assert.Single(List(new CaseQuery(long.MaxValue, 10))).Owner);
    }

    [Fact]
    public void Cases_are_found_by_what_they_have()
    {
        for (var i = 1; i <= 3; i++)
            _harness.StartMachine(Updates($$"""{"Key":"K-{{i}}","Title":"Case of Äpfel {{i}}","Status":"s{{i % 2}}","Labels":{"n":"{{i}}"} }"""), $"e{i}");
        Assert.Equal(["K-3", "K-2"], Keys(new CaseQuery(long.MaxValue, 2)));
        Assert.Equal(["K-3", "K-1"], Keys(new CaseQuery(long.MaxValue, 10) { Status = "s1" }));
        Assert.Equal(["K-2"], Keys(new CaseQuery(long.MaxValue, 10) { Label = "n=2" }));
        Assert.Equal(["K-2"], Keys(new CaseQuery(long.MaxValue, 10) { Text = "ÄPFEL 2" }));
        Assert.Equal(["K-1"], Keys(new CaseQuery(long.MaxValue, 10) { Execution = Arn("e1") }));
    }

    private IReadOnlyList<WorkflowCase> List(CaseQuery query) => _harness.Run(() => _harness.People.Cases.ListAsync(query, None));

    private IEnumerable<string?> Keys(CaseQuery query) => List(query).Select(found => found.Key);

    private IReadOnlyList<string> History(long id) =>
        [.. _harness.Run(() => _harness.People.Cases.HistoryAsync(id, None)).Select(act => $"{act.By ?? "-"} {act.What}{(act.Text is { } text ? $" {text}" : "")}")];

    /// <summary>A machine that updates its case again and again.</summary>
    private static string Updates(params string[] arguments)
    {
        var states = arguments.Select((text, index) =>
            $$""" "S{{index}}":{"Type":"Task","Resource":"arn:aws:states:::case:update","Parameters":{{text}},{{(index == arguments.Length - 1 ? "\"End\":true" : $"\"Next\":\"S{index + 1}\"")}}} """);
        return $$"""{"StartAt":"S0","States":{ {{string.Join(',', states)}} } }""";
    }
}
