using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.Registry;

namespace Baton.Api.Operations;

internal sealed class PublishStateMachineVersion(WorkflowRuntime runtime) : IOperation
{
    /// <summary>What stands for the revision of a machine that was never updated, which has no id.</summary>
    internal const string InitialRevision = "INITIAL";

    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineArn", 256);
        var revisionId = request.Optional("revisionId", int.MaxValue);
        var description = request.Optional("description", 256);
        request.Check();
        var arn = StateMachineArn.ParseUnlabelled(text);
        if (arn.Qualifier is not null) throw Errors.StateMachineDoesNotExist(text);

        switch (await runtime.Versions.PublishAsync(text, present => revisionId is null || revisionId == (present ?? InitialRevision), description, caller.IsGone))
        {
            case PublishResult.Published(var version):
                response.Text("stateMachineVersionArn", arn.Machine.Qualified(version.Number));
                response.Time("creationDate", version.CreatedAt);
                break;
            case PublishResult.NoMachine:
                throw Errors.StateMachineDoesNotExist(text);
            case PublishResult.MachineDeleting:
                throw Errors.StateMachineDeleting(text);
            case PublishResult.OtherRevision(var present):
                throw Errors.Conflict(
                    $"Failed to publish the State Machine version for revision {revisionId}. The current State Machine revision is {present ?? InitialRevision}.");
            case PublishResult.TooMany:
                throw Errors.TooManyVersions(VersionRegistry.CountMax);
        }
    }
}
