using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class DeleteStateMachineVersion(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineVersionArn", 2000);
        request.Check();
        var arn = StateMachineArn.ParseVersion(text);
        var aliases = await runtime.Versions.DeleteAsync(arn.Machine.ToString(), arn.Version!.Value, caller.IsGone);
        if (aliases.Count == 0) return;
        throw Errors.Conflict(
            $"Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [{string.Join(", ", aliases)}]");
    }
}
