using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Api.Operations;

internal sealed class StartExecution(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var start = new StartRequest(request, runtime);
        request.Check();
        var (machine, input) = await start.ReadAsync(caller);
        var (arn, startedAt) = machine.Type == StateMachineType.Express
            ? await StartExpressAsync(machine, start.Name, input)
            : await StartStandardAsync(machine, start.Name, input, caller);
        response.Text("executionArn", arn);
        response.Time("startDate", startedAt);
    }

    private async Task<(string Arn, DateTimeOffset StartedAt)> StartExpressAsync(StateMachineRow machine, string? name, JsonText input)
    {
        var identity = await runtime.Express.StartAsync(machine, name, input);
        return (identity.ExecutionArn, identity.StartedAt);
    }

    private async Task<(string Arn, DateTimeOffset StartedAt)> StartStandardAsync(StateMachineRow machine, string? name, JsonText input, ApiCaller caller)
    {
        var arn = Arn.Parse(machine.Arn, Arn.StateMachine);
        return await runtime.Router.StartAsync(machine, executionName => arn.ExecutionOf(executionName).ToString(), name, input, caller.IsGone) switch
        {
            StartResult.Started started => (started.ExecutionArn, started.StartedAt),
            StartResult.NameTaken taken => throw Errors.ExecutionAlreadyExists(taken.ExecutionArn),
            _ => throw Errors.StateMachineDeleting(machine.Arn),
        };
    }
}
