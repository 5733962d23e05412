using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class DeleteStateMachineAlias(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineAliasArn", 256);
        request.Check();
        var arn = StateMachineArn.ParseAlias(text);
        await runtime.Aliases.DeleteAsync(arn.Machine.ToString(), arn.Alias!, caller.IsGone);
    }
}
