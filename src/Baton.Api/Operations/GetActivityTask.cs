using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class GetActivityTask(WorkflowRuntime runtime) : IOperation
{
    /// <summary>How long a poll waits for a task.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);

    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var (arn, workerName) = await ReadAsync(runtime, request, "activityArn", "workerName", caller.IsGone);
        if (await runtime.Dispatcher.PollAsync(arn, workerName, Wait, caller.IsStopping, caller.IsGone) is not { } task) return;
        response.Text("taskToken", task.Token.ToString());
        response.Payload("input", task.Input);
    }

    /// <summary>Reads which activity a worker serves, and what it is called.</summary>
    /// <param name="activity">The member that has the activity.</param>
    /// <param name="worker">The member that has the worker's name.</param>
    /// <exception cref="ApiException">There is no such activity, or a member is none.</exception>
    public static async Task<(string ActivityArn, string? WorkerName)> ReadAsync(
        WorkflowRuntime runtime, RequestReader request, string activity, string worker, CancellationToken isGone)
    {
        var text = request.Required(activity, 256);
        var workerName = request.Optional(worker, 80, 1);
        request.Check();
        var arn = Arn.Parse(text, Arn.Activity).ToString();
        if (await runtime.Activities.FindAsync(arn, isGone) is null) throw Errors.ActivityDoesNotExist(arn);
        if (workerName is not null) Names.Check(workerName);
        return (arn, workerName);
    }
}
