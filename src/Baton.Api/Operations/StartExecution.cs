using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Api.Operations;

[Deviation("`EXPRESS` machines are kept, and do not run yet.")]
[Deviation("`traceHeader` is read, and not passed on.")]
[Deviation("A name is taken as long as its execution is stored, not for 90 days.")]
internal sealed class StartExecution(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineArn", 256);
        var name = request.Optional("name", 80, 1);
        var input = request.Optional("input", runtime.Options.Limits.PayloadBytesMax);
        request.Optional("traceHeader", 256); // known, and not passed on yet
        request.Check();
        var arn = StateMachineArn.ParseUnlabelled(text);
        if (name is not null) Names.Check(name);
        var payload = Payloads.Parse(input ?? "{}", runtime.Options.Limits.PayloadBytesMax, Errors.InvalidExecutionInput, "Invalid execution input.");

        var target = await StateMachines.FindForStartAsync(runtime, arn, caller.IsGone);
        if (target.Machine.Deleting) throw Errors.StateMachineDeleting(text);
        if (target.Machine.Type == StateMachineType.Express)
        {
            throw Errors.Validation("This server keeps EXPRESS state machines and does not run them yet; STANDARD ones run.");
        }
        switch (await runtime.Router.StartAsync(target, executionName => arn.Machine.ExecutionOf(executionName).ToString(), name, payload, caller.Task, caller.IsGone))
        {
            case StartResult.Started started:
                response.Text("executionArn", started.ExecutionArn);
                response.Time("startDate", started.StartedAt);
                break;
            case StartResult.NameTaken taken:
                throw Errors.ExecutionAlreadyExists(taken.ExecutionArn);
            case StartResult.MachineDeleting:
                throw Errors.StateMachineDeleting(text);
        }
    }
}
