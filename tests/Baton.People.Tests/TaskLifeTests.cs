using Baton.Json;
using Baton.People.Tasks;
using Baton.Store;
using static Baton.People.Tests.PeopleHarness;

namespace Baton.People.Tests;

public sealed class TaskLifeTests : IDisposable
{
    private const string Form = """{"type":"object","properties":{"amount":{"type":"integer","minimum":1},"note":{"type":"string","default":"none"} },"required":["amount"]}""";

    private readonly PeopleHarness _harness = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void A_task_that_is_waited_for_ends_its_state_with_what_came_of_it()
    {
        var task = _harness.Start($$"""{"Title":"Refund?","Group":"support","Outcomes":["approve","reject"],"Form":{{Form}},"Data":{"amount":3} }""");
        Assert.Equal((HumanTaskStatus.Open, null, 50), (task.Status, task.Assignee, task.Priority));
        Assert.Equal(ExecutionStatus.Running, _harness.Row("e").Status);

        _harness.Run(() => _harness.Tasks.ClaimAsync(task.Id, Ada, None));
        var done = _harness.Run(() => _harness.Tasks.CompleteAsync(task.Id, Ada, "approve", JsonData.Parse("""{"amount":7}"""), None));

        Assert.Equal((HumanTaskStatus.Completed, "approve", "ada"), (done.Status, done.Outcome, done.ClosedBy));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Row("e").Status);
        Assert.Equal($$"""{"TaskId":{{task.Id}},"Outcome":"approve","Data":{"amount":7},"CompletedBy":"ada","CompletedAt":"2026-01-01T00:00:00.000Z"}""", _harness.Output("e"));
        Assert.Equal(["- created", "ada claimed", "ada completed approve"], _harness.History(task.Id));
    }

    [Fact]
    public void A_task_that_nobody_waits_for_answers_at_once_and_stays_when_its_execution_has_ended()
    {
        var task = _harness.Start("""{"Title":"Look at this"}""", resource: PeopleHarness.HumanTask);
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Row("e").Status);
        Assert.Equal($$"""{"TaskId":{{task.Id}} }""".Replace(" ", "", StringComparison.Ordinal), _harness.Output("e"));
        _harness.Run(() => _harness.Tasks.CompleteAsync(task.Id, Eve, null, null, None));
        Assert.Equal(HumanTaskStatus.Completed, _harness.Task(task.Id).Status);
    }

    [Fact]
    public void Only_one_claims_and_only_those_whom_it_is_offered_to()
    {
        var task = _harness.Start("""{"Title":"t","Groups":["support","legal"]}""");
        Assert.Equal("Task 1 is for support, legal, and eve is in none of these groups.", _harness.Refused(() => _harness.Tasks.ClaimAsync(task.Id, Eve, None)).Message);
        _harness.Run(() => _harness.Tasks.ClaimAsync(task.Id, Ada, None));
        Assert.Equal(PeopleFault.Conflict, _harness.Refused(() => _harness.Tasks.ClaimAsync(task.Id, Bob, None)).Fault);
        Assert.Equal(PeopleFault.Conflict, _harness.Refused(() => _harness.Tasks.CompleteAsync(task.Id, Bob, null, null, None)).Fault);
        Assert.Equal(PeopleFault.Forbidden, _harness.Refused(() => _harness.Tasks.ReleaseAsync(task.Id, Bob, None)).Fault);

        _harness.Run(() => _harness.Tasks.ClaimAsync(task.Id, Ada, None)); // once more changes nothing
        _harness.Run(() => _harness.Tasks.ReleaseAsync(task.Id, Ada, None));
        _harness.Run(() => _harness.Tasks.ClaimAsync(task.Id, Bob, None));
        _harness.Run(() => _harness.Tasks.DelegateAsync(task.Id, Bob, "eve", None));
        Assert.Equal(PeopleFault.Forbidden, _harness.Refused(() => _harness.Tasks.ClaimAsync(task.Id, Ada, None)).Fault);
        _harness.Run(() => _harness.Tasks.AssignAsync(task.Id, Ada, null, None));
        _harness.Run(() => _harness.Tasks.CommentAsync(task.Id, Eve, "for whoever takes it", None));
        Assert.Equal(["- created", "ada claimed", "ada released", "bob claimed", "bob delegated eve", "ada assigned", "eve commented for whoever takes it"], _harness.History(task.Id));
    }

    [Fact]
    public void A_form_is_checked_when_it_is_sent_and_what_is_wrong_is_named()
    {
        var task = _harness.Start($$"""{"Title":"t","Form":{{Form}} }""");
        var refusal = _harness.Refused(() => _harness.Tasks.CompleteAsync(task.Id, Ada, null, JsonData.Parse("""{"amount":0}"""), None));
        Assert.Equal("data/amount: Expected at least 1.", refusal.Message);
        Assert.Equal("data/amount: The field is required.", _harness.Refused(() => _harness.Tasks.CompleteAsync(task.Id, Ada, null, null, None)).Message);
        Assert.Equal("outcome: Expected one of done.", _harness.Refused(() => _harness.Tasks.CompleteAsync(task.Id, Ada, "maybe", null, None)).Message);
        Assert.Equal(ExecutionStatus.Running, _harness.Row("e").Status);

        _harness.Run(() => _harness.Tasks.DraftAsync(task.Id, Ada, JsonData.Parse("""{"amount":5}"""), None));
        _harness.Run(() => _harness.Tasks.CompleteAsync(task.Id, Ada, null, null, None));
        Assert.Contains("\"amount\":5", _harness.Output("e"), StringComparison.Ordinal);
    }

    [Fact]
    public void Completing_once_more_is_the_same_for_who_did_it_and_a_conflict_for_others()
    {
        var task = _harness.Start("""{"Title":"t"}""");
        var first = _harness.Run(() => _harness.Tasks.CompleteAsync(task.Id, Ada, null, null, None));
        Assert.Equal(first.Version, _harness.Run(() => _harness.Tasks.CompleteAsync(task.Id, Ada, "done", null, None)).Version);
        Assert.Equal("Task 1 was completed by ada.", _harness.Refused(() => _harness.Tasks.CompleteAsync(task.Id, Bob, null, null, None)).Message);
    }

    [Fact]
    public void Two_of_three_agree_or_two_of_three_do_not()
    {
        const string Arguments = """{"Title":"t","Outcomes":["approve","reject"],"Approvals":{"Required":2,"Of":3} }""";
        var agreed = _harness.Start(Arguments, "agreed");
        Assert.Contains("nobody claims it", _harness.Refused(() => _harness.Tasks.ClaimAsync(agreed.Id, Ada, None)).Message, StringComparison.Ordinal);
        _harness.Run(() => _harness.Tasks.CompleteAsync(agreed.Id, Ada, "approve", null, None));
        var once = _harness.Task(agreed.Id).Version;
        Assert.Equal(once, _harness.Run(() => _harness.Tasks.CompleteAsync(agreed.Id, Ada, "approve", null, None)).Version);
        Assert.Equal("ada has voted on task 1 already.", _harness.Refused(() => _harness.Tasks.CompleteAsync(agreed.Id, Ada, "reject", null, None)).Message);
        _harness.Run(() => _harness.Tasks.CompleteAsync(agreed.Id, Bob, "reject", null, None));
        Assert.True(_harness.Task(agreed.Id).IsActive);
        _harness.Run(() => _harness.Tasks.CompleteAsync(agreed.Id, Eve, "approve", null, None));
        Assert.Contains("\"Outcome\":\"approve\"", _harness.Output("agreed"), StringComparison.Ordinal);
        Assert.Contains("\"Votes\":[{\"By\":\"ada\"", _harness.Output("agreed"), StringComparison.Ordinal);

        var refused = _harness.Start(Arguments, "refused");
        _harness.Run(() => _harness.Tasks.CompleteAsync(refused.Id, Ada, "reject", null, None));
        _harness.Run(() => _harness.Tasks.CompleteAsync(refused.Id, Bob, "reject", null, None));
        Assert.Contains("\"Outcome\":\"reject\"", _harness.Output("refused"), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_a_task_fails_what_waits_for_it()
    {
        var task = _harness.Start("""{"Title":"t"}""");
        _harness.Run(() => _harness.Tasks.CancelAsync(task.Id, Ada, "asked twice", None));
        Assert.Equal(("Human.TaskCancelled", "asked twice"), (_harness.State("e").Outcome!.Error, _harness.State("e").Outcome!.Cause));
        Assert.Equal("Task 1 was cancelled: asked twice", _harness.Refused(() => _harness.Tasks.CompleteAsync(task.Id, Ada, null, null, None)).Message);
    }

    [Fact]
    public void Files_are_kept_within_bounds()
    {
        var task = _harness.Start("""{"Title":"t"}""");
        _harness.Run(() => _harness.Tasks.AttachAsync(task.Id, Ada, "a.txt", "text/plain", [1, 2, 3], None));
        Assert.Equal([1, 2, 3], _harness.Run(() => _harness.Tasks.AttachmentAsync(task.Id, 1, None)).Content);
        foreach (var (name, content) in new[] { ("../a", new byte[1]), ("a", []), ("a", new byte[TaskRules.AttachmentBytesMax + 1]) })
            Assert.Equal(PeopleFault.Invalid, _harness.Refused(() => _harness.Tasks.AttachAsync(task.Id, Ada, name, "text/plain", content, None)).Fault);
        for (var i = 1; i < TaskRules.AttachmentsMax; i++) _harness.Run(() => _harness.Tasks.AttachAsync(task.Id, Ada, "a", "text/plain", [1], None));
        Assert.Equal(PeopleFault.Conflict, _harness.Refused(() => _harness.Tasks.AttachAsync(task.Id, Ada, "a", "text/plain", [1], None)).Fault);
    }

    [Theory]
    [InlineData("""{"Titel":"t"}""", "Titel: There is no such field. Title: The field is required.")]
    [InlineData("""{"Title":"t","Outcomes":["a"],"Approvals":{"Required":3,"Of":2,"Outcome":"b"} }""", "Approvals/Of: Expected at least 3, as many as are required. Approvals/Outcome: Expected one of the outcomes a.")]
    [InlineData("""{"Title":"t","Reminders":[{"BeforeDue":"PT1H"}]}""", "Reminders/0/BeforeDue: There is no DueDate that it could be before.")]
    public void Arguments_that_are_wrong_fail_the_task_and_say_why(string arguments, string cause)
    {
        _harness.StartMachine($$"""{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{{arguments}},"Next":"Ask"},"Ask":{"Type":"Task","Resource":"{{PeopleHarness.HumanTask}}","InputPath":"$","End":true} } }""");
        Assert.Equal(("Human.InvalidArguments", cause), (_harness.State("e").Outcome!.Error, _harness.State("e").Outcome!.Cause));
        Assert.Empty(_harness.TasksOf("e"));
    }

    [Fact]
    public void Lists_are_narrowed_and_paged()
    {
        for (var i = 1; i <= 6; i++)
            _harness.Start($$"""{"Title":"Task Ä{{i}}","Groups":["{{(i % 2 == 0 ? "even" : "odd")}}","all"],"Priority":{{i * 10}},"DueDate":"P{{i}}D"}""", $"e{i}");
        _harness.Run(() => _harness.Tasks.AssignAsync(3, Ada, "ada", None));
        _harness.Run(() => _harness.Tasks.CancelAsync(6, Ada, "x", None));
        var all = new TaskQuery(long.MaxValue, 10);
        Assert.Equal([5, 4, 3, 2, 1], Ids(all));
        Assert.Equal([6, 5, 4, 3, 2, 1], Ids(all with { IsActive = null }));
        Assert.Equal([4, 3], Ids(all with { BeforeId = 5, CountMax = 2 }));
        Assert.Equal([4, 2], Ids(all with { Groups = ["even"] }));
        Assert.Equal([5, 4], Ids(all with { Groups = ["even", "odd", "all"], CountMax = 2 }));
        Assert.Equal([3], Ids(all with { Assignee = "ada" }));
        Assert.Equal([5, 1], Ids(all with { IsUnassigned = true, Groups = ["odd"] }));
        Assert.Equal([6], Ids(all with { Status = HumanTaskStatus.Cancelled }));
        Assert.Equal([2, 1], Ids(all with { DueBefore = _harness.Clock.GetUtcNow().AddDays(2.5) }));
        Assert.Equal([5, 4], Ids(all with { PriorityMin = 40 }));
        Assert.Equal([2], Ids(all with { Text = "TASK ä2" }));
        Assert.Equal([4], Ids(all with { Execution = Arn("e4"), Machine = _harness.Task(4).StateMachineArn }));
    }

    private IEnumerable<long> Ids(TaskQuery query) => _harness.List(query).Select(task => task.Id);
}
