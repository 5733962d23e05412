using Baton.Api.Connections;
using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class DeleteConnection(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var name = request.RequiredMatch("Name", ConnectionNames.LengthMax, ConnectionNames.Pattern);
        request.Check();

        var connection = await runtime.Connections.DeleteAsync(caller.Region, name, caller.IsGone) ?? throw Errors.ConnectionDoesNotExist(name);
        ConnectionAnswer.WriteState(response, connection, "DELETING"); // as AWS says it, though it is gone already
    }
}
