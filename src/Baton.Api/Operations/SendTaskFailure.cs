using Baton.Api.Protocol;
using Baton.Engine.Commands;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class SendTaskFailure(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("taskToken", TaskTokens.LengthMax);
        var error = request.Optional("error", 256);
        var cause = request.Optional("cause", 32_768);
        request.Check();
        var token = TaskTokens.Parse(text);
        await TaskTokens.SendAsync(runtime, token, new ExecutionCommand.FailTask(token, error, cause), caller);
    }
}
