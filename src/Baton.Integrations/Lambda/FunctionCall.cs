using Baton.Engine.Execution;
using Baton.Integrations.Aws;
using Baton.Integrations.Aws.Protocols;
using Baton.Json;

namespace Baton.Integrations.Lambda;

/// <summary>One call of a function, as a task's parameters say it.</summary>
/// <param name="Parameters">The members of the Invoke API.</param>
internal sealed record FunctionCall(JsonObject Parameters)
{
    /// <summary>The function's ARN is the resource and the input is the payload.</summary>
    public static FunctionCall OfArn(OpenTask task) => new(JsonObject.Of(("FunctionName", JsonData.Of(task.ResourceArn)), ("Payload", JsonData.Of(task.Input.ToString()))));

    /// <summary>The parameters of <c>lambda:invoke</c>; null where they name no function.</summary>
    public static FunctionCall? OfParameters(OpenTask task)
    {
        if (task.Input.Value is not JsonObject parameters || parameters["FunctionName"] is not JsonString { Value.Length: > 0 }) return null;
        var payload = parameters["Payload"] is { Kind: not JsonKind.Null } given ? given : JsonObject.Empty;
        parameters = parameters.With("Payload", JsonData.Of(Casing.Text(payload))); // a text goes as it is, as recorded
        return new FunctionCall(parameters["ClientContext"] is JsonObject context ? parameters.With("ClientContext", JsonData.Of(Convert.ToBase64String(context.ToUtf8()))) : parameters);
    }

    /// <summary>A parameter that is a text; null where it is not there.</summary>
    public string? Text(string name) => Parameters[name] is { Kind: not JsonKind.Null } value ? Casing.Text(value) : null;

    /// <summary>The request of the Lambda Invoke API.</summary>
    public ServiceRequest ToRequest(AwsService service, Uri endpoint) => Protocol.Of(service).Request(service, "Invoke", Casing.ToWire(service, Parameters), endpoint);
}
