using Baton.Json;

namespace Baton.Integrations.Aws.Protocols;

/// <summary>A way in which requests and answers are written.</summary>
internal interface IProtocol
{
    /// <param name="operation">Like <c>PutItem</c>.</param>
    /// <param name="parameters">As the service reads them.</param>
    /// <exception cref="UnknownOperationException">The protocol needs to know the operation and does not.</exception>
    ServiceRequest Request(AwsService service, string operation, JsonObject parameters, Uri endpoint);

    /// <summary>The members of a successful answer, as the service wrote them.</summary>
    JsonObject Result(AwsService service, string operation, ServiceAnswer answer);

    ServiceError Error(AwsService service, string operation, ServiceAnswer answer);
}

/// <summary>An operation of a REST service that is not among those whose paths are known.</summary>
internal sealed class UnknownOperationException(AwsService service, string operation)
    : Exception($"The operation {operation} of '{service.Name}' has a path of its own, and Baton does not know it. Known are: {string.Join(", ", RestOperations.Of(service.Name))}.");

internal static class Protocol
{
    private static readonly IProtocol Json10 = new JsonProtocol("1.0");
    private static readonly IProtocol Json11 = new JsonProtocol("1.1");
    private static readonly IProtocol Query = new QueryProtocol();
    private static readonly IProtocol RestJson = new RestJsonProtocol();
    private static readonly IProtocol RestXml = new RestXmlProtocol();

    public static IProtocol Of(AwsService service) => service.Protocol switch
    {
        WireProtocol.Json10 => Json10,
        WireProtocol.Json11 => Json11,
        WireProtocol.Query => Query,
        WireProtocol.RestJson => RestJson,
        WireProtocol.RestXml => RestXml,
        _ => throw new ArgumentOutOfRangeException(nameof(service), service.Protocol, "A protocol is one of those that exist."),
    };

    /// <summary>A request with a body.</summary>
    public static ServiceRequest Request(HttpMethod method, Uri address, byte[] body, string contentType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return new ServiceRequest(new HttpRequestMessage(method, address) { Content = content }, body);
    }

    /// <summary>The error that a JSON body tells.</summary>
    public static ServiceError JsonError(ServiceAnswer answer)
    {
        var body = answer.TryParse() as JsonObject;
        var code = answer.Header("x-amzn-ErrorType") ?? Text(body, "__type") ?? Text(body, "code") ?? "UnknownError";
        return new ServiceError(code, Text(body, "message") ?? Text(body, "Message") ?? Text(body, "errorMessage") ?? "null", answer.StatusCode, answer.RequestId);
    }

    private static string? Text(JsonObject? body, string name) => (body?[name] as JsonString)?.Value;
}
