using Baton.Api.Protocol;
using Baton.Api.StateTesting;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Runtime;
using Baton.Runtime.Tasks;

namespace Baton.Api.Operations;

[Deviation("Time does not pass in a test: a Wait is over at once, and one of more than five minutes ends with `States.Timeout` as at AWS.")]
[Deviation("The role is told to the state's expressions, and never assumed.")]
[Deviation("`revealSecrets` needs no permission: whoever may call this server may see what its connections add to a request.")]
[Deviation("`mapItemReaderData` is read as JSON, or as JSON Lines where `InputType` says so.")]
internal sealed class TestState(WorkflowRuntime runtime, TimeProvider clock) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var asked = StateTestRequest.Read(request, runtime.Options.Limits.PayloadBytesMax);
        var trace = asked.Level == InspectionLevel.Trace ? new HttpTrace(asked.RevealsSecrets) : null;
        var test = new StateTest(asked, caller, runtime.Options.Limits, (task, stop) => InvokeAsync(task, trace, stop), clock, new CryptoRandomness());
        test.Inspection.Http = trace;
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(caller.IsGone, caller.IsStopping);
        await test.RunAsync(unwanted.Token);

        response.Payload("output", test.Inspection.Retrier is null ? test.Exit?.Output : null);
        if (test.Status != "SUCCEEDED")
        {
            response.Text("error", test.Error);
            response.Text("cause", test.Cause);
        }
        if (asked.Level != InspectionLevel.Info) test.Inspection.Write(response, asked, test.Variables);
        response.Text("nextState", test.Exit?.Next);
        response.Text("status", test.Status);
    }

    private async Task<ExecutionCommand> InvokeAsync(OpenTask task, HttpTrace? trace, CancellationToken cancellationToken)
    {
        if (runtime.Integrations.FirstOrDefault(integration => integration.Handles(task)) is not { } integration)
        {
            return new ExecutionCommand.FailTask(task.Token, StateErrors.Runtime, $"The resource '{task.ResourceArn}' is not available on this server.");
        }
        var outcome = trace is not null && integration is ITracingIntegration tracing ? tracing.InvokeAsync(task, trace, cancellationToken) : integration.InvokeAsync(task, cancellationToken);
        return await outcome switch
        {
            TaskOutcome.Succeeded done => new ExecutionCommand.CompleteTask(task.Token, done.Output),
            TaskOutcome.Failed failed => new ExecutionCommand.FailTask(task.Token, failed.Error, failed.Cause),
            _ => throw new InvariantException("An outcome is a success or a failure."),
        };
    }
}
