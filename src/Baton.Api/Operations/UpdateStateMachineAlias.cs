using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.Registry;

namespace Baton.Api.Operations;

internal sealed class UpdateStateMachineAlias(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineAliasArn", 256);
        var description = request.Optional("description", 256);
        var routing = new RoutingSetting(request, required: false);
        request.Check();
        var arn = StateMachineArn.ParseAlias(text);
        if (description is null && routing.IsNothing)
        {
            throw Errors.Validation("Either 'description' or 'routingConfiguration' must be specified.", "MISSING_REQUIRED_PARAMETER");
        }
        AliasRouting? routes = null;
        if (!routing.IsNothing)
        {
            (var machine, routes) = routing.Check();
            if (machine != arn.Machine) throw Errors.InvalidRouting($"Routing configuration must contain versions of the alias's own state machine. Received: [{machine}]");
        }

        switch (await runtime.Aliases.UpdateAsync(arn.Machine.ToString(), arn.Alias!, description, routes, caller.IsGone))
        {
            case AliasResult.Stored(var alias): response.Time("updateDate", alias.UpdatedAt); break;
            case AliasResult.MachineDeleting: throw Errors.StateMachineDeleting(arn.Machine.ToString());
            default: throw Errors.ReferenceNotFound();
        }
    }
}
