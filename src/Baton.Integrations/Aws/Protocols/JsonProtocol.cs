using Baton.Json;

namespace Baton.Integrations.Aws.Protocols;

/// <summary>AWS JSON: the operation in a header, members as they are.</summary>
internal sealed class JsonProtocol(string version) : IProtocol
{
    public ServiceRequest Request(AwsService service, string operation, JsonObject parameters, Uri endpoint)
    {
        var request = Protocol.Request(HttpMethod.Post, endpoint, parameters.ToUtf8(), $"application/x-amz-json-{version}");
        request.Message.Headers.Add("X-Amz-Target", $"{service.Target}.{operation}");
        return request;
    }

    public JsonObject Result(AwsService service, string operation, ServiceAnswer answer) => answer.TryParse() as JsonObject ?? JsonObject.Empty;

    public ServiceError Error(AwsService service, string operation, ServiceAnswer answer) => Protocol.JsonError(answer);
}
