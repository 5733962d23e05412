using Baton.Api.Protocol;
using Baton.Engine.Commands;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class SendTaskHeartbeat(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("taskToken", TaskTokens.LengthMax);
        request.Check();
        var token = TaskTokens.Parse(text);
        await TaskTokens.SendAsync(runtime, token, new ExecutionCommand.HeartbeatTask(token), caller);
    }
}
