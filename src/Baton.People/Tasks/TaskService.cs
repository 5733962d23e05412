using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.People;
using Baton.People.Audit;
using Baton.People.Cases;
using Baton.People.Links;
using Baton.People.Messages;
using Baton.Store;

namespace Baton.People.Tasks;

/// <summary>What is done with tasks. When a method comes back, what it did is durable; a refusal is a <see cref="PeopleException"/>.</summary>
public sealed class TaskService
{
    /// <summary>After so many acts people can only end a task: the rest of what a history holds is for that, and for what happens by itself.</summary>
    private const int ActsMax = 60_000;

    private readonly PeopleStore _store;
    private readonly Notifications _notifications;
    private readonly CaseService _cases;
    private readonly LinkSigner _links;
    private readonly AuditTrail _audit;

    internal TaskService(PeopleStore store, Notifications notifications, CaseService cases, LinkSigner links, AuditTrail audit) =>
        (_store, _notifications, _cases, _links, _audit) = (store, notifications, cases, links, audit);

    public async Task<HumanTask> FindAsync(long id, CancellationToken cancellationToken) =>
        await _store.Store.FindRecordAsync(RecordKind.Task, id, cancellationToken) is { } row ? TaskRecords.Read(row) : throw PeopleException.NotFound($"task {id}");

    /// <summary>What was done to a task, the oldest first; the last thousand.</summary>
    public async Task<IReadOnlyList<HistoryAct>> HistoryAsync(long id, CancellationToken cancellationToken)
    {
        await FindAsync(id, cancellationToken);
        return [.. (await _store.Store.ListRecordsAsync(TaskRecords.Parts(RecordKind.TaskAct, id, 1_000), cancellationToken)).Reverse().Select(TaskRecords.ReadAct)];
    }

    /// <param name="number">Which one, from 1.</param>
    public async Task<TaskAttachment> AttachmentAsync(long id, int number, CancellationToken cancellationToken) =>
        number is > 0 and <= TaskRules.AttachmentsMax && await _store.Store.FindRecordAsync(RecordKind.Attachment, TaskRecords.PartId(id, number), cancellationToken) is { } row
            ? TaskRecords.ReadAttachment(row)
            : throw PeopleException.NotFound($"attachment {number} of task {id}");

    /// <summary>Tasks, the newest first.</summary>
    public async Task<IReadOnlyList<HumanTask>> ListAsync(TaskQuery query, CancellationToken cancellationToken)
    {
        var pages = new List<RecordRow>();
        foreach (var records in query.ToRecords()) pages.AddRange(await _store.Store.ListRecordsAsync(records, cancellationToken));
        // Each page is in order and long enough for what comes first of all of them.
        return [.. pages.OrderByDescending(row => row.Id).DistinctBy(row => row.Id).Take(query.CountMax).Select(TaskRecords.Read)];
    }

    public Task<HumanTask> ClaimAsync(long id, Actor actor, CancellationToken cancellationToken) => ActAsync(
        id,
        (task, now) => TaskRules.Claim(task, actor, now),
        cancellationToken,
        task => task.CaseOwnedByClaimer ? _cases.ChangesOfAsync(task, new CaseUpdateRequest { Owner = actor.Name }, actor.Name, cancellationToken) : Nothing);

    public Task<HumanTask> ReleaseAsync(long id, Actor actor, CancellationToken cancellationToken) => ActAsync(id, (task, now) => TaskRules.Release(task, actor, now), cancellationToken);

    /// <param name="to">Who is to do it; null for nobody in particular.</param>
    public Task<HumanTask> AssignAsync(long id, Actor actor, string? to, CancellationToken cancellationToken) =>
        ActAsync(id, (task, now) => TaskRules.Assign(task, actor, to, now), cancellationToken);

    public Task<HumanTask> DelegateAsync(long id, Actor actor, string? to, CancellationToken cancellationToken) =>
        ActAsync(id, (task, now) => TaskRules.Delegate(task, actor, to, now), cancellationToken);

    public Task<HumanTask> CommentAsync(long id, Actor actor, string? text, CancellationToken cancellationToken) =>
        ActAsync(id, (task, now) => TaskRules.Comment(task, actor, text, now), cancellationToken);

    public Task<HumanTask> DraftAsync(long id, Actor actor, JsonData? data, CancellationToken cancellationToken) =>
        ActAsync(id, (task, now) => TaskRules.Draft(task, actor, data, now), cancellationToken);

    public Task<HumanTask> AttachAsync(long id, Actor actor, string name, string contentType, byte[] content, CancellationToken cancellationToken) => LockedAsync(
        id,
        async task =>
        {
            var file = new TaskAttachment(name, contentType, actor.Name, _store.Now, content);
            return await StoreAsync(TaskRules.Attach(task, actor, file, file.At), changed => [TaskRecords.Put(changed, file)]);
        },
        cancellationToken);

    /// <summary>Makes a link for somebody without an account; one that was made before is good no more.</summary>
    public Task<HumanTask> LinkAsync(long id, Actor actor, string holder, TimeSpan expiresIn, CancellationToken cancellationToken) =>
        ActAsync(id, (task, now) => TaskRules.Linked(task, actor, new TaskLink(LinkSigner.NewNonce(), now + expiresIn, holder), now), cancellationToken);

    /// <summary>Completes a task, and its execution goes on in the same commit; or votes. The same from the same person once more changes nothing.</summary>
    /// <inheritdoc cref="TaskRules.Complete"/>
    public Task<HumanTask> CompleteAsync(long id, Actor actor, string? outcome, JsonData? data, CancellationToken cancellationToken) => LockedAsync(
        id,
        task => IsRepeat(task, actor, outcome, data) ? Task.FromResult(task) : CloseAsync(TaskRules.Complete(task, actor, outcome, data, _store.Now)),
        cancellationToken);

    /// <summary>Completes a task for who has its link.</summary>
    /// <param name="check">Throws where the link is not good for the task as it is.</param>
    internal Task<HumanTask> CompleteByLinkAsync(long id, Action<HumanTask> check, string? outcome, JsonData data, CancellationToken cancellationToken) => LockedAsync(
        id,
        task =>
        {
            check(task);
            return CloseAsync(TaskRules.Complete(task, new Actor(task.Link!.For, []), outcome, data, _store.Now, hasLink: true));
        },
        cancellationToken);

    /// <summary>Cancels a task, and fails the execution's with <c>Human.TaskCancelled</c> where one waits.</summary>
    public Task<HumanTask> CancelAsync(long id, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 1_024) throw PeopleException.Invalid("reason: Expected a text of 1 to 1024 characters.");
        return LockedAsync(id, task => CloseAsync(TaskRules.Cancel(task, actor.Name, reason, _store.Now)), cancellationToken);
    }

    /// <summary>Does what is due by now of a task's timers, one after the other.</summary>
    internal Task<HumanTask> FireAsync(long id, CancellationToken cancellationToken) => LockedAsync(
        id,
        async task =>
        {
            while (task.IsActive && task.Timers is [var timer, ..] && timer.At <= _store.Now)
            {
                var (what, now) = (timer.Kind == TaskTimerKind.Reminder ? "reminder" : "escalated", _store.Now);
                var link = what == "reminder" && task.Link?.Email is not null ? await _links.AddressOfAsync(task).WaitAsync(cancellationToken) : null;
                task = await StoreAsync(TaskRules.Fired(task, timer, now), changed => [.. _notifications.Of(changed, what, timer.Emails, link, now).Select(message => message.Put())]);
            }
            return task;
        },
        cancellationToken);

    /// <summary>The execution waits no more: a task that is open still is cancelled, and the notice is done with.</summary>
    internal async Task SettleAsync(RecordRow noticed, CancellationToken cancellationToken)
    {
        var remove = new StoreChange.RemoveRecord(RecordKind.Notice, noticed.Id);
        var id = TaskRecords.ReadNotice(noticed).TaskId;
        await _store.LockedAsync(
            noticed.ExecutionNumber!.Value,
            async () =>
            {
                if (await _store.Store.FindRecordAsync(RecordKind.Task, id, cancellationToken) is { } row && TaskRecords.Read(row) is { IsActive: true } task)
                    await StoreAsync(TaskRules.Cancel(task, null, NotWaiting, _store.Now), _ => [remove]);
                else
                    await _store.CommitAsync([remove]);
                return true;
            },
            cancellationToken);
    }

    private static Task<IReadOnlyList<StoreChange>> Nothing => Task.FromResult<IReadOnlyList<StoreChange>>([]);

    private const string NotWaiting = "The execution does not wait for it any more.";

    /// <summary>Whether the one who acts has done just that already, and asks again because the answer was lost.</summary>
    private static bool IsRepeat(HumanTask task, Actor actor, string? outcome, JsonData? data)
    {
        bool Is(string? chosen, JsonData? filledIn) => (outcome is null || outcome == chosen) && (data is null || data.Equals(filledIn));
        return task.Approvals is not null
            ? task.Votes.Any(vote => vote.By == actor.Name && Is(vote.Outcome, vote.Data))
            : task.Status == HumanTaskStatus.Completed && task.ClosedBy == actor.Name && Is(task.Outcome, task.Result);
    }

    private Task<HumanTask> ActAsync(long id, Func<HumanTask, DateTimeOffset, TaskChange> rule, CancellationToken cancellationToken, Func<HumanTask, Task<IReadOnlyList<StoreChange>>>? alongside = null) => LockedAsync(
        id,
        async task =>
        {
            if (task.Acts >= ActsMax) throw PeopleException.Conflict($"Task {id} has as long a history as there can be: it can be completed or cancelled.");
            var change = rule(task, _store.Now);
            var more = alongside is null || change.Act is null ? [] : await alongside(change.Task);
            return await StoreAsync(change, _ => more);
        },
        cancellationToken);

    private async Task<HumanTask> LockedAsync(long id, Func<HumanTask, Task<HumanTask>> act, CancellationToken cancellationToken)
    {
        var execution = (await FindAsync(id, cancellationToken)).ExecutionNumber; // which a task never changes
        return await _store.LockedAsync(execution, async () => await act(await FindAsync(id, cancellationToken)), cancellationToken);
    }

    private async Task<HumanTask> StoreAsync(TaskChange change, Func<HumanTask, IReadOnlyList<StoreChange>> alongside)
    {
        if (change.Act is null) return change.Task;
        var (task, changes) = Changes(change);
        await _store.CommitAsync([.. changes, .. alongside(task)]);
        _store.Stored();
        _store.Runtime.Changes.TellBeside(task.ExecutionArn);
        return task;
    }

    /// <summary>Stores the end of a task. Where an execution waits for it, that takes the end in the same commit, or has gone on without.</summary>
    private async Task<HumanTask> CloseAsync(TaskChange change)
    {
        var closed = change.Task;
        // Who completes a task without claiming it first takes and does it in one.
        var effects = new CaseUpdateRequest { Status = closed.CaseStatusWhenDone, Owner = closed is { CaseOwnedByClaimer: true, Approvals: null } ? closed.ClosedBy : null };
        var ofCase = closed.Status == HumanTaskStatus.Completed && (effects.Status ?? effects.Owner) is not null
            ? await _cases.ChangesOfAsync(closed, effects, closed.ClosedBy!, CancellationToken.None)
            : [];
        if (closed.IsActive || closed.Token is null) return await StoreAsync(change, task => [.. Told(task), .. ofCase]);
        if (!TaskToken.TryParse(closed.Token, out var token)) throw new InvalidOperationException($"The token of task {closed.Id} is none.");
        ExecutionCommand command = closed.Status == HumanTaskStatus.Completed
            ? new ExecutionCommand.CompleteTask(token, JsonText.Of(TaskRules.Output(closed)))
            : new ExecutionCommand.FailTask(token, "Human.TaskCancelled", closed.Reason);
        var (task, changes) = Changes(change);
        var decision = await _store.Runtime.Router.SendAsync(token, command, [.. changes, .. Told(task), .. ofCase], CancellationToken.None);
        if (decision is not Decision.Accepted)
        {
            var before = await FindAsync(closed.Id, CancellationToken.None);
            if (before.IsActive) await StoreAsync(TaskRules.Cancel(before, null, NotWaiting, _store.Now), _ => []);
            throw PeopleException.Conflict($"Task {closed.Id} is cancelled: {NotWaiting}");
        }
        _store.Stored();
        return task;
    }

    private IReadOnlyList<StoreChange> Told(HumanTask task) =>
        task.IsActive ? [] : [.. _notifications.Of(task, task.Status == HumanTaskStatus.Completed ? "completed" : "cancelled", [], null, _store.Now).Select(message => message.Put())];

    private (HumanTask Task, IReadOnlyList<StoreChange> Changes) Changes(TaskChange change)
    {
        var task = change.Task with { Version = change.Task.Version + 1, Acts = change.Task.Acts + 1 };
        return (task, [TaskRecords.Put(task), TaskRecords.PutAct(RecordKind.TaskAct, task.Id, task.Acts, task.ExecutionNumber, change.Act!), .. _audit.Of(task, change.Act!)]);
    }
}
