using Baton.Api.Protocol;
using Baton.Engine.Commands;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class SendTaskSuccess(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("taskToken", TaskTokens.LengthMax);
        var output = request.Required("output", runtime.Options.Limits.PayloadBytesMax, 0);
        request.Check();
        var token = TaskTokens.Parse(text);
        var payload = Payloads.Parse(output, runtime.Options.Limits.PayloadBytesMax, Errors.InvalidOutput, "Invalid output.");
        await TaskTokens.SendAsync(runtime, token, new ExecutionCommand.CompleteTask(token, payload), caller);
    }
}
