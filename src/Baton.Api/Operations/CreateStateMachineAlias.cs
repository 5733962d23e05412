using System.Text.RegularExpressions;
using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.Registry;

namespace Baton.Api.Operations;

internal sealed partial class CreateStateMachineAlias(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var name = request.RequiredMatch("name", 80, Name());
        var description = request.Optional("description", 256);
        var routing = new RoutingSetting(request, required: true);
        request.Check();
        var (machine, routes) = routing.Check();

        switch (await runtime.Aliases.CreateAsync(machine.ToString(), name, description, routes, caller.IsGone))
        {
            case AliasResult.Stored(var alias):
                response.Text("stateMachineAliasArn", machine.Qualified(alias.Name));
                response.Time("creationDate", alias.CreatedAt);
                break;
            case AliasResult.MachineDeleting:
                throw Errors.StateMachineDeleting(machine.ToString());
            case AliasResult.NameTaken:
                throw Errors.Conflict("Failed to create alias because an alias with the same name and a different routing configuration already exists.");
            case AliasResult.TooMany:
                throw Errors.ServiceQuotaExceeded($"A state machine has at most {AliasRegistry.CountMax} aliases: delete one first.");
            default:
                throw Errors.ReferenceNotFound();
        }
    }

    [GeneratedRegex(@"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
