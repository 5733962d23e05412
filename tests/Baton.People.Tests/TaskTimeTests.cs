using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.People.Tasks;
using Baton.Store;
using static Baton.People.Tests.PeopleHarness;

namespace Baton.People.Tests;

/// <summary>What happens by itself: reminders, escalations, and the end of a task that no execution waits for any more.</summary>
public sealed class TaskTimeTests : IDisposable
{
    private readonly PeopleHarness _harness = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void A_reminder_before_the_beginning_of_all_time_comes_at_once()
    {
        var task = _harness.Start("""{"Title":"t","DueDate":"0001-01-02T00:00:00Z","Reminders":[{"BeforeDue":"P10D"}]}""");
        Assert.Equal(["- created", "- reminded"], _harness.History(task.Id));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Reminders_and_escalations_come_when_they_are_due_also_over_a_crash(bool crashes)
    {
        var task = _harness.Start("""
            {"Title":"t","Assignee":"ada","DueDate":"P3D","Notify":{"Emails":["desk@example.org"],"Webhook":"https://example.org/hook"},
             "Reminders":[{"After":"P1D"},{"BeforeDue":"PT2H"}],
             "Escalation":[{"After":"P3D","Groups":["chiefs"],"Priority":90,"Emails":["chief@example.org"]}]}
            """.ReplaceLineEndings(""));
        Assert.Equal(["New task: t"], Subjects());
        if (crashes) _harness.Crash();

        _harness.Pass(TimeSpan.FromHours(23.9));
        Assert.Single(Subjects());
        _harness.Pass(TimeSpan.FromHours(0.2));
        Assert.Equal(["New task: t", "Reminder: t"], Subjects());
        if (crashes) _harness.Crash();

        _harness.Pass(TimeSpan.FromHours(46));
        Assert.Equal(["New task: t", "Reminder: t", "Reminder: t"], Subjects());
        Assert.Equal("ada", _harness.Task(task.Id).Assignee);
        if (crashes) _harness.Crash();

        _harness.Pass(TimeSpan.FromHours(3));
        task = _harness.Task(task.Id);
        Assert.Equal((HumanTaskStatus.Open, null, 90), (task.Status, task.Assignee, task.Priority));
        Assert.Equal(["chiefs"], task.Groups);
        Assert.Equal(["desk@example.org", "chief@example.org"], _harness.Mails.Sent[^1].Mail!.To);
        Assert.Equal(["- created", "- reminded ada", "- reminded ada", "- escalated chiefs"], _harness.History(task.Id));
        Assert.Equal(["task.created", "task.reminder", "task.reminder", "task.escalated"], _harness.Webhooks.Sent.Select(sent => ((JsonString)((JsonObject)JsonData.Parse(sent.Payload!))["event"]!).Value));
    }

    [Fact]
    public void What_was_due_while_the_server_was_away_comes_at_its_next_start_once()
    {
        var task = _harness.Start("""{"Title":"t","Reminders":[{"After":"PT1H"}]}""");
        _harness.Turns.Drop();
        _harness.Clock.DropTimers();
        _harness.Clock.Advance(TimeSpan.FromDays(2));
        _harness.Crash();
        _harness.Crash();
        Assert.Equal(["- created", "- reminded"], _harness.History(task.Id));
    }

    [Fact]
    public void A_reminder_brings_an_outsider_the_link_again_while_it_is_good()
    {
        var task = _harness.Start("""{"Title":"t","Link":{"ExpiresIn":"P2D","Email":"carl@example.org"},"Reminders":[{"After":"P1D"},{"After":"P3D"}]}""");
        _harness.Crash();
        _harness.Pass(TimeSpan.FromDays(1));
        _harness.Pass(TimeSpan.FromDays(2));
        Assert.Equal(["t", "Reminder: t"], Subjects());
        Assert.All(_harness.Mails.Sent, mail => Assert.Equal(["carl@example.org"], mail.Mail!.To));
        Assert.Equal(_harness.Mails.Sent[0].Mail!.Text, _harness.Mails.Sent[1].Mail!.Text);
        Assert.Equal(["- created", "- reminded", "- reminded"], _harness.History(task.Id));
    }

    [Fact]
    public void A_task_that_is_done_reminds_nobody()
    {
        var task = _harness.Start("""{"Title":"t","Reminders":[{"After":"PT1H"}]}""");
        _harness.Run(() => _harness.Tasks.CompleteAsync(task.Id, Ada, null, null, None));
        _harness.Pass(TimeSpan.FromHours(2));
        Assert.Equal(["- created", "ada completed done"], _harness.History(task.Id));
    }

    [Fact]
    public void A_task_whose_state_timed_out_is_cancelled()
    {
        var task = _harness.Start("""{"Title":"t"}""", more: ""","TimeoutSeconds":60""");
        _harness.Pass(TimeSpan.FromSeconds(61));
        Assert.Equal(ExecutionStatus.Failed, _harness.Row("e").Status);
        AssertCancelled(task.Id);
    }

    [Fact]
    public void A_task_whose_execution_was_stopped_is_cancelled_also_by_the_start_after_a_crash()
    {
        var task = _harness.Start("""{"Title":"t"}""");
        // The process ends just behind the commit, before anything could follow from it.
        _harness.Store.OnCommit = changes => changes.Any(IsNotice) ? CommitFault.CrashAfter : CommitFault.None;
        _harness.Turns.Start(() => _harness.Runtime.Router.SendAsync(_harness.Row("e"), new ExecutionCommand.StopExecution(null, null), None));
        _harness.Turns.RunUntilIdle();
        Assert.Equal(ExecutionStatus.Aborted, _harness.Row("e").Status);
        Assert.True(Stored(task.Id).IsActive);

        _harness.Crash();
        AssertCancelled(task.Id);
        Assert.Empty(_harness.Run(() => _harness.Store.ListRecordWakeUpsAsync(RecordKind.Notice, DateTimeOffset.MaxValue, 10, None).AsTask()));
    }

    [Fact]
    public void A_redriven_execution_makes_a_task_anew()
    {
        var first = _harness.Start("""{"Title":"t"}""");
        _harness.Run(() => _harness.Runtime.Router.SendAsync(_harness.Row("e"), new ExecutionCommand.StopExecution(null, null), None));
        _harness.Turns.RunUntilIdle();
        _harness.Run(() => _harness.Runtime.Router.RedriveAsync(_harness.Row("e"), new Runtime.Execution.RedriveRequest(null), None));
        _harness.Turns.RunUntilIdle();
        Assert.Equal([HumanTaskStatus.Cancelled, HumanTaskStatus.Open], _harness.TasksOf("e").Select(task => task.Status));
        Assert.Equal(PeopleFault.Conflict, _harness.Refused(() => _harness.Tasks.CompleteAsync(first.Id, Ada, null, null, None)).Fault);
    }

    [Fact]
    public void A_task_whose_token_was_answered_by_somebody_else_is_cancelled()
    {
        var task = _harness.Start("""{"Title":"t"}""");
        Assert.True(TaskToken.TryParse(task.Token, out var token));
        _harness.Run(() => _harness.Runtime.Router.SendAsync(token, new ExecutionCommand.CompleteTask(token, JsonText.EmptyObject), None));
        _harness.Turns.RunUntilIdle();
        AssertCancelled(task.Id);
    }

    [Theory, InlineData(CommitFault.CrashBefore), InlineData(CommitFault.CrashAfter)]
    public void A_crash_around_the_commit_of_a_completion_leaves_task_and_execution_in_step(CommitFault fault)
    {
        var task = _harness.Start("""{"Title":"t"}""");
        _harness.Store.OnCommit = _ => fault;
        _harness.Turns.Start(() => _harness.Tasks.CompleteAsync(task.Id, Ada, null, null, None));
        _harness.Turns.RunUntilIdle();
        _harness.Crash();
        Assert.Equal(fault == CommitFault.CrashAfter, _harness.Row("e").Status == ExecutionStatus.Succeeded);
        Assert.Equal(fault == CommitFault.CrashAfter ? HumanTaskStatus.Completed : HumanTaskStatus.Open, _harness.Task(task.Id).Status);

        _harness.Run(() => _harness.Tasks.CompleteAsync(task.Id, Ada, null, null, None)); // the client asks again
        Assert.Equal(["- created", "ada completed done"], _harness.History(task.Id));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Row("e").Status);
    }

    [Theory, InlineData(CommitFault.CrashBefore), InlineData(CommitFault.CrashAfter)]
    public void A_crash_around_the_commit_of_a_creation_leaves_one_task(CommitFault fault)
    {
        var crashed = false;
        _harness.Store.OnCommit = changes =>
        {
            if (crashed || !changes.Any(IsTask)) return CommitFault.None;
            crashed = true;
            return fault;
        };
        _harness.StartMachine($$"""{"StartAt":"Ask","States":{"Ask":{"Type":"Task","Resource":"{{WaitingTask}}","Parameters":{"Title":"t"},"End":true} } }""");
        _harness.Crash();
        Assert.True(crashed);
        Assert.Single(_harness.TasksOf("e"));
    }

    [Fact]
    public void A_refused_commit_of_a_completion_changes_nothing_and_may_be_tried_again()
    {
        var task = _harness.Start("""{"Title":"t"}""");
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        Assert.Throws<StoreUnavailableException>(() => _harness.Run(() => _harness.Tasks.CompleteAsync(task.Id, Ada, null, null, None)));
        _harness.Store.OnCommit = _ => CommitFault.None;
        Assert.True(_harness.Task(task.Id).IsActive);
        _harness.Run(() => _harness.Tasks.CompleteAsync(task.Id, Ada, null, null, None));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Row("e").Status);
    }

    private IEnumerable<string> Subjects() => _harness.Mails.Sent.Select(sent => sent.Mail!.Subject);

    private Tasks.HumanTask Stored(long id) => TaskRecords.Read(_harness.Disk.Records.Single(row => row.Kind == RecordKind.Task && row.Id == id));

    private void AssertCancelled(long id)
    {
        var task = _harness.Task(id);
        Assert.Equal((HumanTaskStatus.Cancelled, "The execution does not wait for it any more."), (task.Status, task.Reason));
    }

    private static bool IsNotice(StoreChange change) => Is(change, RecordKind.Notice);

    private static bool IsTask(StoreChange change) => Is(change, RecordKind.Task);

    private static bool Is(StoreChange change, RecordKind kind) => change switch
    {
        StoreChange.Group(var together) => together.Any(part => Is(part, kind)),
        StoreChange.PutRecord(var row, _) => row.Kind == kind,
        _ => false,
    };
}
