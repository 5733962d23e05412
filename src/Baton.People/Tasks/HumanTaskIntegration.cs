using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.People;
using Baton.People.Cases;
using Baton.People.Messages;
using Baton.Runtime.Tasks;
using Baton.Store;

namespace Baton.People.Tasks;

/// <summary>
/// <c>human:createTask</c>, which answers with the task's id, and <c>human:createTask.waitForTaskToken</c>, which ends with its outcome. The task is stored in the
/// commit in which the execution takes the answer: there is never one without the other.
/// </summary>
internal sealed class HumanTaskIntegration(PeopleStore store, TaskCreation creation, CaseService cases, bool canSendMail) : ITaskKeeper
{
    public const string InvalidArguments = "Human.InvalidArguments";

    public bool Handles(OpenTask task) => task.ResourceType == "human";

    public async Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken)
    {
        if (PeopleArns.IsExpress(task.Execution)) return new TaskOutcome.Failed(InvalidArguments, "Tasks for people are made by machines of type STANDARD: an EXPRESS execution keeps nothing that they could belong to.");
        if (task.Input.Value is not JsonObject arguments) return new TaskOutcome.Failed(InvalidArguments, "Expected an object with at least a Title.");
        var (request, faults) = HumanTaskRequest.Read(arguments);
        if (request is null) return new TaskOutcome.Failed(InvalidArguments, string.Join(' ', faults));
        if (!canSendMail && NeedsMail(request)) return new TaskOutcome.Failed(EmailErrors.NotConfigured, EmailErrors.NotConfiguredText);
        if (request.Case?.Status is { } status && await cases.TryUpdateAsync(task, new CaseUpdateRequest { Status = status }, cancellationToken) is { } refused) return refused;

        var (made, link, changes) = await creation.CreateAsync(task, request);
        var output = JsonObject.Of(("TaskId", JsonData.Of(made.Id)));
        if (link is not null) output = output.With("Link", JsonData.Of(link));
        return new TaskOutcome.Succeeded(JsonText.Of(output)) { Alongside = changes };
    }

    /// <summary>Whatever ended it, whoever looks at the notice finds out whether the task is open still. A task that was not submitted was never stored.</summary>
    public StoreChange? Ended(OpenTask task) => task.Submission?.Value is JsonObject submitted && (submitted["TaskId"] as JsonNumber)?.TryGetInt64(out var id) == true
        ? TaskRecords.Put(new EndNotice(id), store.NextId(RecordKind.Notice), task.Token.Number, store.Now)
        : null;

    public void Stored() => store.Stored();

    private static bool NeedsMail(HumanTaskRequest request) =>
        request.NotifyEmails.Count > 0 || request.Link?.Email is not null || request.Reminders.Concat(request.Escalations).Any(step => step.Emails.Count > 0);
}
