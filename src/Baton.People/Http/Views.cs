using System.Text.Json.Serialization;
using Baton.Json;
using Baton.Language.People;
using Baton.People.Audit;
using Baton.People.Cases;
using Baton.People.Messages;
using Baton.People.Tasks;

namespace Baton.People.Http;

/// <summary>A task as it is shown: without the token of its execution, and without what makes its link good.</summary>
internal sealed record TaskView
{
    public required long Id { get; init; }

    public required int Version { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public required HumanTaskStatus Status { get; init; }

    public string? Assignee { get; init; }

    public required IReadOnlyList<string> Groups { get; init; }

    public required int Priority { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? FollowUpAt { get; init; }

    public required IReadOnlyList<string> Outcomes { get; init; }

    public Approvals? Approvals { get; init; }

    public required IReadOnlyList<Vote> Votes { get; init; }

    public JsonData? Form { get; init; }

    public JsonData? Data { get; init; }

    public JsonData? Draft { get; init; }

    public required string ExecutionArn { get; init; }

    public required string StateMachineArn { get; init; }

    /// <summary>When the next reminder or escalation comes.</summary>
    public DateTimeOffset? NextTimerAt { get; init; }

    public DateTimeOffset? LinkExpiresAt { get; init; }

    public required int Attachments { get; init; }

    public string? Outcome { get; init; }

    public JsonData? Result { get; init; }

    public string? ClosedBy { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? Reason { get; init; }

    public static TaskView Of(HumanTask task) => new()
    {
        Id = task.Id, Version = task.Version, Title = task.Title, Description = task.Description, Status = task.Status, Assignee = task.Assignee, Groups = task.Groups,
        Priority = task.Priority, CreatedAt = task.CreatedAt, DueAt = task.DueAt, FollowUpAt = task.FollowUpAt, Outcomes = task.Outcomes, Approvals = task.Approvals, Votes = task.Votes,
        Form = task.Form, Data = task.Data, Draft = task.Draft, ExecutionArn = task.ExecutionArn, StateMachineArn = task.StateMachineArn,
        NextTimerAt = task.Timers is [var next, ..] ? next.At : null, LinkExpiresAt = task.Link?.ExpiresAt, Attachments = task.Attachments, Outcome = task.Outcome, Result = task.Result,
        ClosedBy = task.ClosedBy, ClosedAt = task.ClosedAt, Reason = task.Reason,
    };
}

/// <summary>A case as it is shown.</summary>
/// <param name="ExecutionStatus">How the execution stands: RUNNING, SUCCEEDED and so on.</param>
internal sealed record CaseView(
    long Id, int Version, string? Key, string? Title, string? Status, string? Owner, IReadOnlyDictionary<string, string> Labels, string ExecutionArn, string StateMachineArn,
    string ExecutionStatus, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static CaseView Of(WorkflowCase @case, string executionStatus) => new(
        @case.Id, @case.Version, @case.Key, @case.Title, @case.Status, @case.Owner, @case.Labels, @case.ExecutionArn, @case.StateMachineArn, executionStatus, @case.CreatedAt, @case.UpdatedAt);
}

/// <summary>A message as it is shown: to whom and about what, without what it says.</summary>
internal sealed record MessageView(
    long Id, IReadOnlyList<string>? To, string? Subject, string? Webhook, long? TaskId, DateTimeOffset CreatedAt, DateTimeOffset? NextAt, int Attempts, string? Error)
{
    public static MessageView Of(Message message) => new(
        message.Id, message.Mail?.To, message.Mail?.Subject, message.Webhook, message.TaskId, message.CreatedAt, message.NextAt, message.Attempts, message.Error);
}

/// <param name="Cursor">What the next page is asked for with; null for the last.</param>
internal sealed record TaskPage(IReadOnlyList<TaskView> Tasks, string? Cursor);

internal sealed record CasePage(IReadOnlyList<CaseView> Cases, string? Cursor);

internal sealed record AuditPage(IReadOnlyList<AuditEntry> Audit, string? Cursor);

internal sealed record MessagePage(IReadOnlyList<MessageView> Messages, string? Cursor);

internal sealed record HistoryView(IReadOnlyList<HistoryAct> History);

internal sealed record LinkView(string Link, DateTimeOffset ExpiresAt);

/// <summary>A task with its history, as the command line tells it.</summary>
internal sealed record TaskReport(TaskView Task, IReadOnlyList<HistoryAct> History);

/// <summary>A case with its history and its steps, as the command line tells it.</summary>
internal sealed record CaseReport(CaseView Case, IReadOnlyList<HistoryAct> History, IReadOnlyList<ChecklistStep> Steps);

/// <summary>What a webhook is sent.</summary>
internal sealed record TaskNotification(string Event, DateTimeOffset At, TaskView Task);

/// <summary>Why something was not done.</summary>
/// <param name="Error">One of Invalid, Unauthenticated, Forbidden, NotFound, Conflict, Unavailable.</param>
internal sealed record ErrorView(string Error, string Message, IReadOnlyList<FieldView>? Fields);

internal sealed record FieldView(string Field, string Message)
{
    public static FieldView Of(ArgumentFault fault) => new(string.Join('/', fault.Path), fault.Message);
}

/// <summary>What the acts are asked with; each takes what it needs.</summary>
internal sealed record ActRequest
{
    public string? To { get; init; }

    public string? Text { get; init; }

    public JsonData? Data { get; init; }

    public string? Outcome { get; init; }

    public string? Reason { get; init; }

    public string? For { get; init; }

    public string? ExpiresIn { get; init; }

    public string? Name { get; init; }

    public string? ContentType { get; init; }

    /// <summary>A file in base64.</summary>
    public byte[]? Content { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(JsonDataConverter)])]
[JsonSerializable(typeof(TaskPage))]
[JsonSerializable(typeof(CasePage))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(MessagePage))]
[JsonSerializable(typeof(HistoryView))]
[JsonSerializable(typeof(LinkView))]
[JsonSerializable(typeof(ExecutionChecklist))]
[JsonSerializable(typeof(ErrorView))]
[JsonSerializable(typeof(TaskReport))]
[JsonSerializable(typeof(CaseReport))]
[JsonSerializable(typeof(TaskNotification))]
[JsonSerializable(typeof(ActRequest))]
internal sealed partial class ApiJson : JsonSerializerContext;
