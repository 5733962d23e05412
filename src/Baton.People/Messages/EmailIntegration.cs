using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.People;
using Baton.Runtime.Tasks;
using Baton.Store;

namespace Baton.People.Messages;

/// <summary>
/// <c>email:send</c>: the mail is stored in the commit in which the execution goes on, so that it is queued exactly once, and leaves from there. Whether the mail server
/// takes it shows later, under <c>/api/messages</c>. <c>email:send.sync</c> waits for that, and fails where the mail is given up.
/// </summary>
internal sealed class EmailIntegration(PeopleStore store, Outbox outbox, bool canSendMail) : ITaskKeeper, IJobIntegration
{
    public bool Handles(OpenTask task) => task.ResourceType == "email";

    public async Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken)
    {
        if (!canSendMail) return new TaskOutcome.Failed(EmailErrors.NotConfigured, EmailErrors.NotConfiguredText);
        if (task.Input.Value is not JsonObject arguments) return new TaskOutcome.Failed(EmailErrors.InvalidArguments, "Expected an object with To, Subject and Text or Html.");
        var (request, faults) = EmailRequest.Read(arguments);
        if (request is null) return new TaskOutcome.Failed(EmailErrors.InvalidArguments, string.Join(' ', faults));
        var now = store.Now;
        var message = new Message { Id = store.NextId(RecordKind.Message), Mail = request, ExecutionNumber = task.Token.Number, CreatedAt = now, NextAt = now };
        var outcome = new TaskOutcome.Succeeded(JsonText.Of(JsonObject.Of(("MessageId", JsonData.Of(message.Id)))));
        if (!PeopleArns.IsExpress(task.Execution)) return outcome with { Alongside = [message.Put()] };
        await store.CommitAsync([message.Put()]); // an Express execution has no commits: the mail may be queued twice, as all that such a one does may be done twice
        store.Stored();
        return outcome;
    }

    /// <summary>The mail and the submission were one commit, and a mail is removed when the mail server has taken it, so the record alone tells how it stands.</summary>
    public async Task<TaskOutcome> WatchAsync(OpenTask task, CancellationToken cancellationToken)
    {
        var submission = task.Submission!;
        var id = ((JsonObject)submission.Value)["MessageId"] is JsonNumber number && number.TryGetInt64(out var read) ? read : throw new FormatException($"'{submission}' is no submission of a mail.");
        return await outbox.EndOfAsync(id, cancellationToken) is { } given ? new TaskOutcome.Failed(EmailErrors.NotDelivered, given.Error) : new TaskOutcome.Succeeded(submission);
    }

    /// <summary>A mail cannot be called back: it is tried on as it would be without anybody waiting.</summary>
    public Task CancelAsync(OpenTask task, CancellationToken cancellationToken) => Task.CompletedTask;

    public StoreChange? Ended(OpenTask task) => null;

    public void Stored() => store.Stored();
}
