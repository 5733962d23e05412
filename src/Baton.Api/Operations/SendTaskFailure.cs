using Baton.Api.Protocol;
using Baton.Engine.Commands;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class SendTaskFailure(WorkflowRuntime runtime) : IOperation
{
    public const int ErrorLengthMax = 256;
    public const int CauseLengthMax = 32_768;

    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("taskToken", TaskTokens.LengthMax);
        var error = request.Optional("error", ErrorLengthMax);
        var cause = request.Optional("cause", CauseLengthMax);
        request.Check();
        var token = TaskTokens.Parse(text);
        await TaskTokens.SendAsync(runtime, token, new ExecutionCommand.FailTask(token, error, cause), caller);
    }
}
