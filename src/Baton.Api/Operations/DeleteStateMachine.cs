using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class DeleteStateMachine(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var arn = request.Required("stateMachineArn", 256);
        request.Check();
        await runtime.DeleteStateMachineAsync(Arn.Parse(arn, Arn.StateMachine).ToString(), caller.IsGone);
    }
}
