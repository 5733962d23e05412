using Baton.Engine.Execution;
using Baton.Language.Model;
using Baton.Language.People;
using Baton.People.Links;
using Baton.People.Messages;
using Baton.Store;

namespace Baton.People.Tasks;

/// <summary>Makes a task of a request. Nothing is stored here: the execution's commit does that.</summary>
internal sealed class TaskCreation(PeopleStore store, Notifications notifications, LinkSigner links)
{
    /// <returns>The task, the link to it where one is wanted, and what is to be stored.</returns>
    public async Task<(HumanTask Task, string? Link, IReadOnlyList<StoreChange> Changes)> CreateAsync(OpenTask open, HumanTaskRequest request)
    {
        var now = store.Now;
        var due = request.Due?.From(now);
        var task = new HumanTask
        {
            Id = store.NextId(RecordKind.Task),
            Title = request.Title,
            Description = request.Description,
            Form = request.Form,
            Data = request.Data,
            Status = HumanTaskStatus.Open,
            Assignee = request.Assignee,
            OfferedTo = request.Assignee,
            Groups = request.Groups,
            Priority = request.Priority,
            CreatedAt = now,
            DueAt = due,
            FollowUpAt = request.FollowUp?.From(now),
            Outcomes = request.Outcomes,
            Approvals = request.Approvals is { } rule ? new Approvals(rule.Required, rule.Of, rule.Outcome) : null,
            ExecutionArn = open.Execution.ExecutionArn,
            StateMachineArn = open.Execution.StateMachineArn,
            ExecutionNumber = open.Token.Number,
            Token = open.Pattern == IntegrationPattern.WaitForTaskToken ? open.Token.ToString() : null,
            Timers = [.. request.Reminders.Select(step => Timer(step, TaskTimerKind.Reminder, now, due)).Concat(request.Escalations.Select(step => Timer(step, TaskTimerKind.Escalation, now, due))).OrderBy(timer => timer.At)],
            Link = request.Link is { } wanted ? new TaskLink(LinkSigner.NewNonce(), wanted.ExpiresIn!.Value.From(now), wanted.For) { Email = wanted.Email } : null,
            NotifyEmails = request.NotifyEmails,
            NotifyWebhook = request.NotifyWebhook,
            CaseStatusWhenDone = request.Case?.StatusWhenDone,
            CaseOwnedByClaimer = request.Case?.OwnedByClaimer == true,
            Acts = 1,
        };
        var link = await links.AddressOfAsync(task);
        var messages = notifications.Of(task, "created", [], link, now);
        return (task, link,
        [
            TaskRecords.Put(task),
            TaskRecords.PutAct(RecordKind.TaskAct, task.Id, task.Acts, task.ExecutionNumber, new HistoryAct(now, null, "created")),
            .. messages.Select(message => message.Put()),
        ]);
    }

    private static TaskTimer Timer(TaskStep step, TaskTimerKind kind, DateTimeOffset now, DateTimeOffset? due) =>
        new(StoreTime.Stored(step.After?.From(now) ?? step.BeforeDue!.Value.Before(due!.Value)), kind)
        {
            Assignee = step.Assignee, Groups = step.Groups, Priority = step.Priority, Emails = step.Emails,
        };
}
