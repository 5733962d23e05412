using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Baton.Json;
using Baton.Language.People;
using Baton.People.Audit;
using Baton.People.Cases;
using Baton.People.Messages;
using Baton.People.Tasks;

namespace Baton.People.Tests;

/// <summary>What was stored once is read for ever: names and shapes only grow. <c>UPDATE_GOLDEN=1</c> writes files that are missing.</summary>
public sealed class StoredShapesTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void A_task_reads_back_to_the_same_text() => Check("task", PeopleJson.Default.HumanTask, new HumanTask
    {
        Id = 7, Title = "Größe?", Description = "d", Form = JsonData.Parse("""{"type":"object","properties":{"n":{"type":"number","maximum":1.50}}}"""), Data = JsonData.Parse("[1.0]"), Draft = JsonObject.Empty,
        Status = HumanTaskStatus.Claimed, Assignee = "ada", OfferedTo = "bob", Groups = ["g"], Priority = 5, CreatedAt = Time, DueAt = Time, FollowUpAt = Time, Outcomes = ["yes", "no"],
        Approvals = new Approvals(2, 3, "yes"), Votes = [new Vote("eve", "no", JsonObject.Empty, Time)], ExecutionArn = "e", StateMachineArn = "m", ExecutionNumber = 9, Token = "t",
        Timers = [new TaskTimer(Time, TaskTimerKind.Escalation) { Assignee = "c", Groups = ["h"], Priority = 90, Emails = ["a@b"] }, new TaskTimer(Time, TaskTimerKind.Reminder)],
        Link = new TaskLink("n", Time, "Carl"), NotifyEmails = ["a@b"], NotifyWebhook = "https://w", CaseStatusWhenDone = "done", CaseOwnedByClaimer = true, Outcome = "yes", Result = JsonData.True,
        ClosedBy = "ada", ClosedAt = Time, Reason = "r", Acts = 4, Attachments = 1,
    });

    [Fact]
    public void An_act_a_file_a_notice_and_a_link_read_back_to_the_same_text()
    {
        Check("act", PeopleJson.Default.HistoryAct, new HistoryAct(Time, "ada", "commented") { Text = "x" });
        Check("attachment", PeopleJson.Default.TaskAttachment, new TaskAttachment("a.txt", "text/plain", "ada", Time, [1, 2]));
        Check("notice", PeopleJson.Default.EndNotice, new EndNotice(7));
        Check("link", PeopleJson.Default.TaskLink, new TaskLink("n", Time, "Carl") { Email = "a@b" });
    }

    [Fact]
    public void An_entry_of_the_audit_reads_back_to_the_same_text() =>
        Check("audit", PeopleJson.Default.AuditEntry, new AuditEntry(3, Time, "ada", "owner", "bob → ada", "T-17", "e") { TaskId = 7, CaseId = 9 });

    [Fact]
    public void A_case_reads_back_to_the_same_text() => Check("case", PeopleJson.Default.WorkflowCase, new WorkflowCase
    {
        Id = 9, Key = "K", Title = "t", Status = "s", Owner = "o", Labels = new Dictionary<string, string> { ["a"] = "b" }, ExecutionArn = "e", StateMachineArn = "m", CreatedAt = Time, UpdatedAt = Time, Acts = 3, UpdatedFor = "t",
    });

    [Fact]
    public void A_message_reads_back_to_the_same_text()
    {
        Check("mail", PeopleJson.Default.Message, new Message
        {
            Id = 1, Mail = new EmailRequest(["a@b"], "s", "t", "h") { Cc = ["c@d"], Bcc = ["e@f"], ReplyTo = "g@h" }, TaskId = 7, ExecutionNumber = 9, CreatedAt = Time, NextAt = Time, Attempts = 2, Error = "e",
        });
        Check("webhook", PeopleJson.Default.Message, new Message { Id = 1, Webhook = "https://w", Payload = "{}", CreatedAt = Time });
    }

    private static void Check<T>(string name, JsonTypeInfo<T> type, T sample, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "Golden", name + ".json");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, JsonSerializer.Serialize(sample, type) + "\n");
        }
        var golden = File.ReadAllText(file).TrimEnd();
        Assert.Equal(golden, JsonSerializer.Serialize(JsonSerializer.Deserialize(golden, type)!, type));
        Assert.Equal(golden, JsonSerializer.Serialize(sample, type)); // what is new has a file of its own
    }
}
