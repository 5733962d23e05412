using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.People;
using Baton.Runtime.Tasks;

namespace Baton.People.Cases;

/// <summary><c>case:update</c>: sets the case that the execution carries. Asked again after a crash, it changes nothing more.</summary>
internal sealed class CaseIntegration(CaseService cases) : ITaskIntegration
{
    public bool Handles(OpenTask task) => task.ResourceType == "case";

    public async Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken)
    {
        if (PeopleArns.IsExpress(task.Execution)) return new TaskOutcome.Failed(CaseService.InvalidArguments, "Cases belong to executions of machines of type STANDARD.");
        if (task.Input.Value is not JsonObject arguments) return new TaskOutcome.Failed(CaseService.InvalidArguments, "Expected an object with what is to be set.");
        var (request, faults) = CaseUpdateRequest.Read(arguments);
        if (request is null) return new TaskOutcome.Failed(CaseService.InvalidArguments, string.Join(' ', faults));
        if (await cases.TryUpdateAsync(task, request, cancellationToken) is { } refused) return refused;
        var updated = await cases.FindAsync(task.Token.Number, cancellationToken);
        return new TaskOutcome.Succeeded(JsonText.Of(JsonObject.Of(("CaseId", JsonData.Of(updated.Id)), ("Status", updated.Status is { } status ? JsonData.Of(status) : JsonData.Null))));
    }
}
