using Baton.Json;

namespace Baton.Integrations.Aws.Protocols;

/// <summary>REST with JSON bodies.</summary>
internal sealed class RestJsonProtocol : IProtocol
{
    public ServiceRequest Request(AwsService service, string operation, JsonObject parameters, Uri endpoint)
    {
        string WireName(string member) => service.IsCamelCase ? $"{char.ToLowerInvariant(member[0])}{member[1..]}" : member;
        return RestRequests.Of(RestOperations.Find(service, operation), parameters, endpoint, "application/json", WireName, rest => rest.ToUtf8());
    }

    public JsonObject Result(AwsService service, string operation, ServiceAnswer answer) => answer.TryParse() as JsonObject ?? JsonObject.Empty;

    public ServiceError Error(AwsService service, string operation, ServiceAnswer answer) => Protocol.JsonError(answer);
}
