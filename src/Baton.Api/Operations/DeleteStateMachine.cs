using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

[Deviation("The ARN of a version or an alias is refused; AWS does not say what it does with one.")]
internal sealed class DeleteStateMachine(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineArn", 256);
        request.Check();
        var arn = StateMachineArn.ParseUnlabelled(text);
        if (arn.Qualifier is not null) throw Errors.Validation($"A state machine is deleted with all its versions and aliases, by its own ARN; found '{text}'.");
        await runtime.DeleteStateMachineAsync(text, caller.IsGone);
    }
}
