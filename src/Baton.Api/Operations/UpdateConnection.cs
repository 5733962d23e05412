using Baton.Api.Connections;
using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime;
using Baton.Runtime.Connections;

namespace Baton.Api.Operations;

internal sealed class UpdateConnection(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var name = request.RequiredMatch("Name", ConnectionNames.LengthMax, ConnectionNames.Pattern);
        var description = request.Optional("Description", ConnectionNames.DescriptionLengthMax);
        var type = request.Word("AuthorizationType", ConnectionNames.Types);
        var given = ConnectionParameters.Read(request);
        request.Check();

        var connection = await runtime.Connections.UpdateAsync(caller.Region, name, Change, caller.IsGone) ?? throw Errors.ConnectionDoesNotExist(name);
        ConnectionAnswer.WriteState(response, connection);

        (Connection, JsonObject) Change(Connection present, JsonObject before)
        {
            var changed = present with { Description = description ?? present.Description, AuthorizationType = type ?? present.AuthorizationType };
            if (given is null && changed.AuthorizationType == present.AuthorizationType) return (changed, before);
            return (changed, ConnectionParameters.Checked(changed.AuthorizationType, ConnectionParameters.Merged(before, given ?? JsonObject.Empty)));
        }
    }
}
