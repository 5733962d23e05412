using Baton.Api.Protocol;
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
            ? await StartExpressAsync(target, start.Name, input)
            : await StartStandardAsync(target, start.Name, input, caller);
        response.Text("executionArn", arn);
        response.Time("startDate", startedAt);
    }

    private async Task<(string Arn, DateTimeOffset StartedAt)> StartExpressAsync(StateMachineTarget target, string? name, JsonText input)
    {
        var identity = await runtime.Express.StartAsync(target, name, input);
        return (identity.ExecutionArn, identity.StartedAt);
    }

    private async Task<(string Arn, DateTimeOffset StartedAt)> StartStandardAsync(StateMachineTarget target, string? name, JsonText input, ApiCaller caller)
    {
        var machine = Arn.Parse(target.Machine.Arn, Arn.StateMachine);
        return await runtime.Router.StartAsync(target, executionName => machine.ExecutionOf(executionName).ToString(), name, input, caller.Task, caller.IsGone) switch
        {
            StartResult.Started started => (started.ExecutionArn, started.StartedAt),
            StartResult.NameTaken taken => throw Errors.ExecutionAlreadyExists(taken.ExecutionArn),
            _ => throw Errors.StateMachineDeleting(target.Machine.Arn),
        };
    }
}
