using Baton.Api.Protocol;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class StopExecution(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("executionArn", 256);
        var error = request.Optional("error", 256);
        var cause = request.Optional("cause", 32_768);
        request.Check();
        var arn = Arn.Parse(text, Arn.Execution).ToString();
        var row = await runtime.Reader.FindAsync(arn, caller.IsGone) ?? throw Errors.ExecutionDoesNotExist(arn);
        var stoppedAt = await runtime.Router.SendAsync(row, new ExecutionCommand.StopExecution(error, cause), caller.IsGone) switch
        {
            Decision.Accepted accepted => accepted.State.Outcome?.At,

            // It has ended by itself: the time when it did is the answer.
            _ => (await runtime.Reader.FindAsync(arn, caller.IsGone))?.StoppedAt,
        };
        response.Time("stopDate", stoppedAt);
    }
}
