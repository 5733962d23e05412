using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.Execution;

namespace Baton.Api.Operations;

internal sealed class StartExecution(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineArn", 256);
        var name = request.Optional("name", 80, 1);
        var input = request.Optional("input", runtime.Options.Limits.PayloadBytesMax);
        request.Optional("traceHeader", 256); // known, and not passed on yet
        request.Check();
        var arn = Arn.Parse(text, Arn.StateMachine);
        if (name is not null) Names.Check(name);
        var payload = Payloads.Parse(input ?? "{}", runtime.Options.Limits.PayloadBytesMax, Errors.InvalidExecutionInput, "Invalid execution input.");

        var machine = await runtime.Machines.FindAsync(arn.ToString(), caller.IsGone) ?? throw Errors.StateMachineDoesNotExist(arn.ToString());
        if (machine.Deleting) throw Errors.StateMachineDeleting(arn.ToString());
        switch (await runtime.Router.StartAsync(machine, executionName => arn.ExecutionOf(executionName).ToString(), name, payload, caller.Task, caller.IsGone))
        {
            case StartResult.Started started:
                response.Text("executionArn", started.ExecutionArn);
                response.Time("startDate", started.StartedAt);
                break;
            case StartResult.NameTaken taken:
                throw Errors.ExecutionAlreadyExists(taken.ExecutionArn);
            case StartResult.MachineDeleting:
                throw Errors.StateMachineDeleting(arn.ToString());
        }
    }
}
