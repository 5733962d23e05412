using Baton.Json;
using Baton.Language.People;

namespace Baton.People.Tasks;

/// <summary>What came of an act.</summary>
/// <param name="Task">The task after it; the same as before where nothing changed.</param>
/// <param name="Act">What goes into the history; null where nothing changed.</param>
internal sealed record TaskChange(HumanTask Task, HistoryAct? Act);

/// <summary>What people may do with a task, and what it leads to. Pure: who, when and the task come in, and a refusal is a <see cref="PeopleException"/>.</summary>
internal static class TaskRules
{
    /// <summary>As much form data as a task takes, so that its result fits an execution's payload.</summary>
    public const int DataBytesMax = 128 * 1024;

    public const int AttachmentsMax = 20;
    public const int AttachmentBytesMax = 512 * 1024;
    private const int CommentMax = 8_192;

    public static TaskChange Claim(HumanTask task, Actor actor, DateTimeOffset now)
    {
        CheckActive(task);
        if (task.Approvals is not null) throw PeopleException.Conflict($"Task {task.Id} wants {task.Approvals.Required} of {task.Approvals.Of} to agree: nobody claims it, each completes it.");
        if (task.Status == HumanTaskStatus.Claimed) return task.Assignee == actor.Name ? new TaskChange(task, null) : throw ClaimedByOther(task);
        CheckOffered(task, actor);
        return new TaskChange(task with { Status = HumanTaskStatus.Claimed, Assignee = actor.Name }, new HistoryAct(now, actor.Name, "claimed"));
    }

    /// <summary>Gives a task back to those whom it was offered to.</summary>
    public static TaskChange Release(HumanTask task, Actor actor, DateTimeOffset now)
    {
        CheckActive(task);
        CheckAssignee(task, actor, "release");
        return new TaskChange(task with { Status = HumanTaskStatus.Open, Assignee = task.OfferedTo }, new HistoryAct(now, actor.Name, "released"));
    }

    /// <summary>Says who is to do the task; whoever sees to the work of others does that.</summary>
    public static TaskChange Assign(HumanTask task, Actor actor, string? to, DateTimeOffset now)
    {
        CheckActive(task);
        CheckName(to);
        return new TaskChange(task with { Status = HumanTaskStatus.Open, Assignee = to, OfferedTo = to }, new HistoryAct(now, actor.Name, "assigned") { Text = to });
    }

    /// <summary>Passes one's own task on.</summary>
    public static TaskChange Delegate(HumanTask task, Actor actor, string? to, DateTimeOffset now)
    {
        CheckActive(task);
        CheckAssignee(task, actor, "delegate");
        if (to is null) throw PeopleException.Invalid("to: The field is required.");
        CheckName(to);
        return new TaskChange(task with { Status = HumanTaskStatus.Open, Assignee = to }, new HistoryAct(now, actor.Name, "delegated") { Text = to });
    }

    public static TaskChange Comment(HumanTask task, Actor actor, string? text, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > CommentMax) throw PeopleException.Invalid($"text: Expected a text of 1 to {CommentMax} characters.");
        return new TaskChange(task, new HistoryAct(now, actor.Name, "commented") { Text = text });
    }

    public static TaskChange Attach(HumanTask task, Actor actor, TaskAttachment file, DateTimeOffset now)
    {
        CheckActive(task);
        if (file.Name.Length is 0 or > 255 || file.Name.Any(c => char.IsControl(c) || c is '/' or '\\')) throw PeopleException.Invalid("name: Expected the name of a file, of at most 255 characters, without a path.");
        if (file.ContentType.Length is 0 or > 127 || file.ContentType.Any(c => c is < ' ' or > '~')) throw PeopleException.Invalid("contentType: Expected a media type like text/plain.");
        if (file.Content.Length is 0 or > AttachmentBytesMax) throw PeopleException.Invalid($"content: Expected 1 to {AttachmentBytesMax} bytes, found {file.Content.Length}.");
        if (task.Attachments >= AttachmentsMax) throw PeopleException.Conflict($"Task {task.Id} has {AttachmentsMax} attachments, as many as a task can have.");
        return new TaskChange(task with { Attachments = task.Attachments + 1 }, new HistoryAct(now, actor.Name, "attached") { Text = file.Name });
    }

    /// <summary>Keeps what was filled in so far, unchecked.</summary>
    public static TaskChange Draft(HumanTask task, Actor actor, JsonData? data, DateTimeOffset now)
    {
        CheckMayWork(task, actor);
        if (data is not JsonObject) throw PeopleException.Invalid("data: Expected an object.");
        CheckSize(data);
        return new TaskChange(task with { Draft = data }, new HistoryAct(now, actor.Name, "saved a draft"));
    }

    /// <summary>Completes a task, or votes where several have to agree.</summary>
    /// <param name="outcome">One of the outcomes; null where there is only one.</param>
    /// <param name="data">What was filled in; null for the draft, or what the form begins with.</param>
    /// <param name="hasLink">Whether a link lets the actor in, whoever the task is for.</param>
    public static TaskChange Complete(HumanTask task, Actor actor, string? outcome, JsonData? data, DateTimeOffset now, bool hasLink = false)
    {
        if (hasLink) CheckActive(task);
        else CheckMayWork(task, actor);
        if (hasLink) task = task with { Link = null }; // it is used, also where others have to agree
        outcome ??= task.Outcomes is [var only] ? only : null;
        if (outcome is null || !task.Outcomes.Contains(outcome)) throw PeopleException.Invalid($"outcome: Expected one of {string.Join(", ", task.Outcomes)}.");
        var result = data ?? task.Draft ?? (task.Form is JsonObject begin ? FormSchema.Defaults(begin, task.Data) : null);
        if (result is not null) CheckSize(result);
        if (task.Form is JsonObject form && FormSchema.Validate(form, result ?? JsonObject.Empty) is { Count: > 0 } faults) throw PeopleException.Invalid([.. faults.Select(fault => fault with { Path = ["data", .. fault.Path] })]);
        if (task.Approvals is { } rule) return Voted(task, rule, new Vote(actor.Name, outcome, result, now));
        return new TaskChange(Closed(task, outcome, result, actor.Name, now), new HistoryAct(now, actor.Name, "completed") { Text = outcome });
    }

    public static TaskChange Cancel(HumanTask task, string? by, string reason, DateTimeOffset now)
    {
        CheckActive(task);
        var closed = task with { Status = HumanTaskStatus.Cancelled, ClosedBy = by, ClosedAt = now, Reason = reason, Timers = [], Link = null };
        return new TaskChange(closed, new HistoryAct(now, by, "cancelled") { Text = reason });
    }

    public static TaskChange Linked(HumanTask task, Actor actor, TaskLink link, DateTimeOffset now)
    {
        CheckActive(task);
        if (link.ExpiresAt <= now) throw PeopleException.Invalid("expiresIn: The link would have expired already.");
        return new TaskChange(task with { Link = link }, new HistoryAct(now, actor.Name, "made a link") { Text = $"for {link.For}, until {link.ExpiresAt:u}" });
    }

    /// <summary>What happens at a time: reminders are told, escalations change who is to do the task.</summary>
    public static TaskChange Fired(HumanTask task, TaskTimer timer, DateTimeOffset now)
    {
        task = task with { Timers = [.. task.Timers.Where(other => !ReferenceEquals(other, timer))] };
        if (timer.Kind == TaskTimerKind.Reminder) return new TaskChange(task, new HistoryAct(now, null, "reminded") { Text = task.Assignee });
        var isMoved = timer.Assignee is not null || timer.Groups.Count > 0;
        task = task with
        {
            Status = isMoved ? HumanTaskStatus.Open : task.Status,
            Assignee = isMoved ? timer.Assignee : task.Assignee,
            OfferedTo = isMoved ? timer.Assignee : task.OfferedTo,
            Groups = timer.Groups.Count > 0 ? timer.Groups : task.Groups,
            Priority = timer.Priority ?? task.Priority,
        };
        var to = string.Join(", ", (string[])[.. timer.Assignee is { } assignee ? [assignee] : Array.Empty<string>(), .. timer.Groups]);
        return new TaskChange(task, new HistoryAct(now, null, "escalated") { Text = to.Length > 0 ? to : null });
    }

    /// <summary>What the execution gets.</summary>
    public static JsonObject Output(HumanTask task)
    {
        var output = JsonObject.Of(
            ("TaskId", JsonData.Of(task.Id)), ("Outcome", JsonData.Of(task.Outcome!)), ("Data", task.Result ?? JsonData.Null), ("CompletedBy", JsonData.Of(task.ClosedBy!)),
            ("CompletedAt", JsonData.Of(Text(task.ClosedAt!.Value))));
        if (task.Approvals is null) return output;
        return output.With("Votes", new JsonArray(task.Votes.Select(vote => JsonObject.Of(
            ("By", JsonData.Of(vote.By)), ("Outcome", JsonData.Of(vote.Outcome)), ("Data", vote.Data ?? JsonData.Null), ("At", JsonData.Of(Text(vote.At)))))));
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);

    private static TaskChange Voted(HumanTask task, Approvals rule, Vote vote)
    {
        if (task.Votes.Any(other => other.By == vote.By)) throw PeopleException.Conflict($"{vote.By} has voted on task {task.Id} already.");
        task = task with { Votes = [.. task.Votes, vote] };
        var act = new HistoryAct(vote.At, vote.By, "voted") { Text = vote.Outcome };
        var agreed = task.Votes.Count(other => other.Outcome == rule.Outcome);
        if (agreed >= rule.Required) return new TaskChange(Closed(task, rule.Outcome, vote.Data, vote.By, vote.At), act);
        if (task.Votes.Count - agreed <= rule.Of - rule.Required) return new TaskChange(task, act);
        var instead = task.Votes.Where(other => other.Outcome != rule.Outcome).GroupBy(other => other.Outcome).MaxBy(votes => votes.Count())!.Key;
        return new TaskChange(Closed(task, instead, vote.Data, vote.By, vote.At), act);
    }

    private static HumanTask Closed(HumanTask task, string outcome, JsonData? result, string by, DateTimeOffset now) => task with
    {
        Status = HumanTaskStatus.Completed, Outcome = outcome, Result = result, ClosedBy = by, ClosedAt = now, Draft = null, Timers = [], Link = null,
        Assignee = task.Approvals is null ? by : task.Assignee,
    };

    private static void CheckActive(HumanTask task)
    {
        if (task.IsActive) return;
        throw PeopleException.Conflict(task.Status == HumanTaskStatus.Completed ? $"Task {task.Id} was completed by {task.ClosedBy}." : $"Task {task.Id} was cancelled: {task.Reason}");
    }

    private static void CheckMayWork(HumanTask task, Actor actor)
    {
        CheckActive(task);
        if (task.Status == HumanTaskStatus.Claimed && task.Assignee != actor.Name) throw ClaimedByOther(task);
        CheckOffered(task, actor);
    }

    private static void CheckOffered(HumanTask task, Actor actor)
    {
        if (task.IsOfferedTo(actor)) return;
        throw new PeopleException(PeopleFault.Forbidden, task.Assignee is { } other
            ? $"Task {task.Id} is assigned to {other}, not to {actor.Name}."
            : $"Task {task.Id} is for {string.Join(", ", task.Groups)}, and {actor.Name} is in none of these groups.");
    }

    private static void CheckAssignee(HumanTask task, Actor actor, string what)
    {
        if (task.Assignee != actor.Name) throw new PeopleException(PeopleFault.Forbidden, $"Only who has task {task.Id} can {what} it, which is {task.Assignee ?? "nobody"}.");
    }

    private static void CheckName(string? name)
    {
        if (name is { Length: 0 or > 256 }) throw PeopleException.Invalid("to: Expected a name of 1 to 256 characters.");
    }

    private static void CheckSize(JsonData data)
    {
        if (data.ToUtf8().Length > DataBytesMax) throw PeopleException.Invalid($"data: Expected at most {DataBytesMax} bytes of JSON.");
    }

    private static PeopleException ClaimedByOther(HumanTask task) => PeopleException.Conflict($"Task {task.Id} is claimed by {task.Assignee}.");
}
