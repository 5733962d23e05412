using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class GetActivityTask(WorkflowRuntime runtime) : IOperation
{
    /// <summary>How long a poll waits for a task.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);

    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("activityArn", 256);
        var workerName = request.Optional("workerName", 80, 1);
        request.Check();
        var arn = Arn.Parse(text, Arn.Activity).ToString();
        if (await runtime.Activities.FindAsync(arn, caller.IsGone) is null) throw Errors.ActivityDoesNotExist(arn);
        if (workerName is not null) Names.Check(workerName);

        if (await runtime.Dispatcher.PollAsync(arn, workerName, Wait, caller.IsStopping, caller.IsGone) is not { } task) return;
        response.Text("taskToken", task.Token.ToString());
        response.Payload("input", task.Input);
    }
}
