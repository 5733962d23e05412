using System.Text.Json.Serialization;
using Baton.Json;

namespace Baton.People.Tasks;

/// <summary>Where a task stands. The words are stored and served, and never change meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HumanTaskStatus>))]
public enum HumanTaskStatus
{
    /// <summary>Nobody works on it yet.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>Its assignee works on it.</summary>
    [JsonStringEnumMemberName("claimed")]
    Claimed,

    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>It is not wanted any more.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}

/// <summary>A task for people, as it is stored. Names and shapes only ever grow.</summary>
public sealed record HumanTask
{
    public required long Id { get; init; }

    /// <summary>One more with each change.</summary>
    public int Version { get; init; } = 1;

    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>The form's schema; null for none.</summary>
    public JsonData? Form { get; init; }

    public JsonData? Data { get; init; }

    /// <summary>What was saved of the form so far.</summary>
    public JsonData? Draft { get; init; }

    public HumanTaskStatus Status { get; init; }

    public string? Assignee { get; init; }

    /// <summary>The assignee that the workflow or an escalation named, to whom the task goes back when it is released.</summary>
    public string? OfferedTo { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public int Priority { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? FollowUpAt { get; init; }

    public IReadOnlyList<string> Outcomes { get; init; } = [];

    public Approvals? Approvals { get; init; }

    public IReadOnlyList<Vote> Votes { get; init; } = [];

    public required string ExecutionArn { get; init; }

    public required string StateMachineArn { get; init; }

    public required long ExecutionNumber { get; init; }

    /// <summary>The token that the execution waits with; null where nobody waits.</summary>
    public string? Token { get; init; }

    /// <summary>What happens when a time has come, in time order.</summary>
    public IReadOnlyList<TaskTimer> Timers { get; init; } = [];

    public TaskLink? Link { get; init; }

    public IReadOnlyList<string> NotifyEmails { get; init; } = [];

    public string? NotifyWebhook { get; init; }

    /// <summary>The status that the case gets when the task is completed; null for what it is.</summary>
    public string? CaseStatusWhenDone { get; init; }

    public bool CaseOwnedByClaimer { get; init; }

    public string? Outcome { get; init; }

    /// <summary>What was filled in.</summary>
    public JsonData? Result { get; init; }

    /// <summary>Who completed or cancelled it.</summary>
    public string? ClosedBy { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Why it was cancelled.</summary>
    public string? Reason { get; init; }

    /// <summary>How many acts its history has.</summary>
    public int Acts { get; init; }

    /// <summary>How many files were attached.</summary>
    public int Attachments { get; init; }

    [JsonIgnore]
    public bool IsActive => Status is HumanTaskStatus.Open or HumanTaskStatus.Claimed;

    /// <summary>Whether somebody may take it: it is offered to them, to one of their groups, or to everybody.</summary>
    public bool IsOfferedTo(Actor actor) => Assignee is { } assignee ? assignee == actor.Name : Groups.Count == 0 || Groups.Any(actor.Groups.Contains);
}

/// <summary>How many have to choose an outcome, of how many.</summary>
public sealed record Approvals(int Required, int Of, string Outcome);

/// <summary>What one person chose.</summary>
public sealed record Vote(string By, string Outcome, JsonData? Data, DateTimeOffset At);

/// <summary>The kind of a timer. The words are stored and never change meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskTimerKind>))]
public enum TaskTimerKind
{
    Reminder,
    Escalation,
}

/// <summary>Something that happens to an open task at a time.</summary>
public sealed record TaskTimer(DateTimeOffset At, TaskTimerKind Kind)
{
    public string? Assignee { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public int? Priority { get; init; }

    public IReadOnlyList<string> Emails { get; init; } = [];
}

/// <summary>The link that is good for a task; another one, or the end of the task, takes its place.</summary>
/// <param name="Nonce">What tells it from earlier ones.</param>
/// <param name="For">Whose name stands for what is done with it.</param>
public sealed record TaskLink(string Nonce, DateTimeOffset ExpiresAt, string For)
{
    /// <summary>Where it was mailed to, and is again with each reminder; null for nowhere.</summary>
    public string? Email { get; init; }
}

/// <summary>Something that was done, with a task or a case: what the history is made of.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who; null for Baton itself.</param>
/// <param name="What">What, a word like <c>claimed</c>.</param>
public sealed record HistoryAct(DateTimeOffset At, string? By, string What)
{
    /// <summary>What more there is to say: the comment, to whom, from which status to which.</summary>
    public string? Text { get; init; }
}

/// <summary>A file that belongs to a task, as it is stored.</summary>
/// <param name="Content">The bytes.</param>
public sealed record TaskAttachment(string Name, string ContentType, string By, DateTimeOffset At, byte[] Content);
