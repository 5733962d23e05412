using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class DeleteActivity(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var arn = request.Required("activityArn", 256);
        request.Check();
        await runtime.Activities.DeleteAsync(Arn.Parse(arn, Arn.Activity).ToString(), caller.IsGone);
    }
}
