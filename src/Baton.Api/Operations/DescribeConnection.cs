using Baton.Api.Connections;
using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class DescribeConnection(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var name = request.RequiredMatch("Name", ConnectionNames.LengthMax, ConnectionNames.Pattern);
        request.Check();

        var connection = await runtime.Connections.FindAsync(caller.Region, name, caller.IsGone) ?? throw Errors.ConnectionDoesNotExist(name);
        ConnectionAnswer.WriteSummary(response, connection);
        response.Text("Description", connection.Description);
        response.Raw("AuthParameters", ConnectionAnswer.WithoutSecrets(await runtime.Connections.ParametersAsync(connection, caller.IsGone)));
    }
}
