using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

[Deviation("`encryptionConfiguration` is told where it was set.")]
[Deviation("The ARN of an alias describes the version that most of its starts go to.")]
internal sealed class DescribeStateMachine(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineArn", 256);
        var includesData = RevisionDescription.IncludesData(request);
        request.Check();
        var arn = StateMachineArn.Parse(text);
        var (machine, version, _) = await StateMachines.FindAsync(runtime, arn, caller.IsGone);
        response.Text("stateMachineArn", text);
        response.Text("name", machine.Name);
        response.Text("status", machine.Deleting ? "DELETING" : "ACTIVE");
        response.Text("type", StateMachineTypes.Of(machine.Type));
        response.Time("creationDate", version?.CreatedAt ?? machine.CreatedAt);
        response.Text("description", version?.Description);
        if (!RevisionDescription.TryWrite(runtime, response, machine.Revision, includesData, arn.Label)) throw Errors.StateMachineDoesNotExist(text);
    }
}
