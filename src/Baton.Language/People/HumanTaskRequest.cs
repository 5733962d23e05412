using Baton.Json;

namespace Baton.Language.People;

/// <summary>What <c>arn:aws:states:::human:createTask</c> is asked for. The same rules hold when a machine is created, for what is known then, and when a task is.</summary>
public sealed record HumanTaskRequest
{
    public const int PriorityDefault = 50;

    private const int NameMax = 256;
    private const int StepsMax = 20;

    public required string Title { get; init; }

    /// <summary>Markdown, kept as it is and shown to outsiders.</summary>
    public string? Description { get; init; }

    /// <summary>What has to be filled in; null for nothing.</summary>
    public JsonObject? Form { get; init; }

    /// <summary>What the form begins with, and what people see of the workflow.</summary>
    public JsonData? Data { get; init; }

    /// <summary>Who is to do it; null for whoever may and claims it.</summary>
    public string? Assignee { get; init; }

    /// <summary>Whose members may do it; with neither these nor an assignee everybody may.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>0 to 100, more is more urgent.</summary>
    public int Priority { get; init; } = PriorityDefault;

    public Moment? Due { get; init; }

    public Moment? FollowUp { get; init; }

    public IReadOnlyList<TaskStep> Reminders { get; init; } = [];

    public IReadOnlyList<TaskStep> Escalations { get; init; } = [];

    /// <summary>What may come of it.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = ["done"];

    /// <summary>How many have to agree; null where one person does the task.</summary>
    public ApprovalRule? Approvals { get; init; }

    /// <summary>What outsiders get; null for nothing.</summary>
    public LinkRequest? Link { get; init; }

    /// <summary>Addresses that are written to when there is something to tell.</summary>
    public IReadOnlyList<string> NotifyEmails { get; init; } = [];

    /// <summary>What is called when there is something to tell; null for nothing.</summary>
    public string? NotifyWebhook { get; init; }

    /// <summary>What becomes of the execution's case; null for nothing.</summary>
    public CaseEffects? Case { get; init; }

    /// <summary>Reads and checks arguments.</summary>
    /// <returns>The request, null where something is wrong; and all that is wrong.</returns>
    public static (HumanTaskRequest? Request, IReadOnlyList<ArgumentFault> Faults) Read(JsonObject arguments)
    {
        var at = new Arguments(arguments);
        at.Known("Title", "Description", "Form", "Data", "Assignee", "Group", "Groups", "Priority", "DueDate", "FollowUpDate", "Reminders", "Escalation", "Outcomes", "Approvals", "Link", "Notify", "Case");
        at.Require("Title");
        if (arguments.Has("Group") && arguments.Has("Groups")) at.Error("Group", "Expected Group or Groups, found both.");
        if (at.Object("Form") is { } form)
        {
            foreach (var fault in FormSchema.Check(form)) at.Error("Form", fault.ToString());
        }
        var groups = at.Text("Group", NameMax) is { } group ? [group] : at.Texts("Groups", 20, NameMax);
        var notify = at.Inside("Notify");
        notify?.Known("Emails", "Webhook");
        var outcomes = at.Texts("Outcomes", 20, 64) is { Count: > 0 } given ? given : ["done"];
        var request = new HumanTaskRequest
        {
            Title = at.Text("Title", 512) ?? "",
            Description = at.Text("Description", 32_768),
            Form = at.Object("Form"),
            Data = at.Get("Data"),
            Assignee = at.Text("Assignee", NameMax),
            Groups = groups,
            Priority = at.Integer("Priority", 0, 100) ?? PriorityDefault,
            Due = at.Moment("DueDate"),
            FollowUp = at.Moment("FollowUpDate"),
            Reminders = [.. at.Each("Reminders", StepsMax).Select(step => TaskStep.Reminder(step, arguments.Has("DueDate")))],
            Escalations = Escalation(at, arguments),
            Outcomes = outcomes,
            Approvals = at.Inside("Approvals") is { } approvals ? ApprovalRule.Read(approvals, arguments.Has("Outcomes") && at.Get("Outcomes") is null ? null : outcomes) : null,
            Link = at.Inside("Link") is { } link ? LinkRequest.Read(link) : null,
            NotifyEmails = notify is null ? [] : EmailRequest.Addresses(notify, "Emails"),
            NotifyWebhook = notify is null ? null : Webhook(notify),
            Case = at.Inside("Case") is { } @case ? CaseEffects.Read(@case) : null,
        };
        return (at.Faults.Count == 0 ? request : null, at.Faults);
    }

    /// <summary>One step, or an array of them.</summary>
    private static List<TaskStep> Escalation(Arguments at, JsonObject arguments)
    {
        var steps = at.Get("Escalation") is JsonArray ? at.Each("Escalation", StepsMax) : at.Inside("Escalation") is { } one ? [one] : [];
        return [.. steps.Select(step => TaskStep.Escalation(step, arguments.Has("DueDate")))];
    }

    private static string? Webhook(Arguments at)
    {
        if (at.Text("Webhook", 2_048) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return text;
        at.Error("Webhook", "Expected an address like https://example.org/hook.");
        return null;
    }
}

/// <summary>Something that happens to an open task when a time has come.</summary>
/// <param name="After">When, counted from the task's creation; null where it is counted from the due date.</param>
/// <param name="BeforeDue">How long before the due date; null where it is counted from the creation.</param>
public sealed record TaskStep(Moment? After, Moment? BeforeDue)
{
    public string? Assignee { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public int? Priority { get; init; }

    /// <summary>Who is written to, beside those who are written to anyway.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    internal static TaskStep Reminder(Arguments at, bool hasDue)
    {
        at.Known("After", "BeforeDue", "Emails");
        return Read(at, hasDue);
    }

    internal static TaskStep Escalation(Arguments at, bool hasDue)
    {
        at.Known("After", "BeforeDue", "Assignee", "Groups", "Priority", "Emails");
        return Read(at, hasDue) with { Assignee = at.Text("Assignee", 256), Groups = at.Texts("Groups", 20, 256), Priority = at.Integer("Priority", 0, 100) };
    }

    private static TaskStep Read(Arguments at, bool hasDue)
    {
        if (at.Json.Has("After") == at.Json.Has("BeforeDue")) at.Error("Expected After or BeforeDue, and not both.");
        if (at.Json.Has("BeforeDue") && !hasDue) at.Error("BeforeDue", "There is no DueDate that it could be before.");
        return new TaskStep(at.Moment("After"), at.Moment("BeforeDue")) { Emails = EmailRequest.Addresses(at, "Emails") };
    }
}

/// <summary>How many of how many have to choose one outcome.</summary>
/// <param name="Required">How many.</param>
/// <param name="Of">Of how many who vote at most; when the rest is not enough any more, the task ends with what was chosen instead.</param>
/// <param name="Outcome">The outcome that they have to choose.</param>
public sealed record ApprovalRule(int Required, int Of, string Outcome)
{
    /// <param name="outcomes">What may be chosen; null where that is not known yet.</param>
    internal static ApprovalRule Read(Arguments at, IReadOnlyList<string>? outcomes)
    {
        at.Known("Required", "Of", "Outcome");
        at.Require("Required");
        var required = at.Integer("Required", 1, 100) ?? 1;
        var of = at.Integer("Of", 1, 100) ?? required;
        if (of < required && at.Get("Required") is not null) at.Error("Of", $"Expected at least {required}, as many as are required.");
        var outcome = at.Text("Outcome", 64) ?? outcomes?[0] ?? "";
        if (outcomes is not null && !outcomes.Contains(outcome)) at.Error("Outcome", $"Expected one of the outcomes {string.Join(", ", outcomes)}.");
        return new ApprovalRule(required, of, outcome);
    }
}

/// <summary>A link with which somebody without an account does the task.</summary>
/// <param name="ExpiresIn">Until when, counted from the creation.</param>
/// <param name="Email">Where it is sent; null for nowhere.</param>
/// <param name="For">Whose name stands for what is done with it.</param>
public sealed record LinkRequest(Moment? ExpiresIn, string? Email, string For)
{
    internal static LinkRequest Read(Arguments at)
    {
        at.Known("ExpiresIn", "Email", "For");
        at.Require("ExpiresIn");
        var email = EmailRequest.Address(at, "Email");
        return new LinkRequest(at.Moment("ExpiresIn"), email, at.Text("For", 256) ?? email ?? "the holder of the link");
    }
}

/// <summary>What a task does to the case of its execution.</summary>
/// <param name="Status">Its status once the task is there; null for what it is.</param>
/// <param name="StatusWhenDone">Its status once the task is completed; null for what it is.</param>
/// <param name="OwnedByClaimer">Whether who claims the task owns the case from then on.</param>
public sealed record CaseEffects(string? Status, string? StatusWhenDone, bool OwnedByClaimer)
{
    internal static CaseEffects Read(Arguments at)
    {
        at.Known("Status", "StatusWhenDone", "OwnedByClaimer");
        var owned = at.Get("OwnedByClaimer");
        if (owned is not (null or JsonBoolean)) at.Error("OwnedByClaimer", "Expected true or false.");
        return new CaseEffects(at.Text("Status", CaseUpdateRequest.StatusMax), at.Text("StatusWhenDone", CaseUpdateRequest.StatusMax), owned is JsonBoolean { Value: true });
    }
}
