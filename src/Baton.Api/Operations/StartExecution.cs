using Baton.Api.Protocol;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Runtime.Registry;
using Baton.Store;

namespace Baton.Api.Operations;

[Deviation("A name is taken as long as its execution is stored, not for 90 days.")]
internal sealed class StartExecution(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var start = new StartRequest(request, runtime);
        request.Check();
        var (target, input) = await start.ReadAsync(caller);
        var (arn, startedAt) = target.Machine.Type == StateMachineType.Express
            ? await StartExpressAsync(runtime, target, start.Name, input)
            : await StartStandardAsync(runtime, target, start.Name, input, caller.Task, null, caller.IsGone);
        response.Text("executionArn", arn);
        response.Time("startDate", startedAt);
    }

    /// <summary>Starts an execution of an Express machine.</summary>
    public static async Task<(string Arn, DateTimeOffset StartedAt)> StartExpressAsync(WorkflowRuntime runtime, StateMachineTarget target, string? name, JsonText input)
    {
        var identity = await runtime.Express.StartAsync(target, name, input);
        return (identity.ExecutionArn, identity.StartedAt);
    }

    /// <summary>Starts an execution of a standard machine.</summary>
    /// <param name="ended">Told its end; null for nobody.</param>
    /// <exception cref="ApiException">The name is taken, or the machine is being deleted.</exception>
    public static async Task<(string Arn, DateTimeOffset StartedAt)> StartStandardAsync(
        WorkflowRuntime runtime, StateMachineTarget target, string? name, JsonText input, ParentTask? startedBy, IReply<ExecutionEnding>? ended, CancellationToken isGone)
    {
        var machine = Arn.Parse(target.Machine.Arn, Arn.StateMachine);
        return await runtime.Router.StartAsync(target, executionName => machine.ExecutionOf(executionName).ToString(), name, input, startedBy, ended, isGone) switch
        {
            StartResult.Started started => (started.ExecutionArn, started.StartedAt),
            StartResult.NameTaken taken => throw Errors.ExecutionAlreadyExists(taken.ExecutionArn),
            _ => throw Errors.StateMachineDeleting(target.Machine.Arn),
        };
    }
}
