using Baton.Api.Connections;
using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

[Deviation("A connection is `AUTHORIZED` at once; a token of OAuth is fetched when a task needs it, and where that fails the task says so.")]
[Deviation("`KmsKeyIdentifier` and connectivity parameters are refused; there is no secret in Secrets Manager, so `SecretArn` is not told.")]
internal sealed class CreateConnection(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var name = request.RequiredMatch("Name", ConnectionNames.LengthMax, ConnectionNames.Pattern);
        var description = request.Optional("Description", ConnectionNames.DescriptionLengthMax);
        var type = request.Word("AuthorizationType", ConnectionNames.Types);
        var parameters = ConnectionParameters.Read(request);
        if (type is null) request.Missing("AuthorizationType");
        if (parameters is null) request.Missing("AuthParameters");
        request.Check();

        var arn = $"arn:aws:events:{caller.Region}:{ApiCaller.Account}:connection/{name}/{Guid.NewGuid()}";
        var connection = await runtime.Connections.CreateAsync(arn, caller.Region, name, description, type!, ConnectionParameters.Checked(type!, parameters!), caller.IsGone)
            ?? throw Errors.ConnectionAlreadyExists(name);
        ConnectionAnswer.WriteState(response, connection);
    }
}
