using Baton.Api.Protocol;
using Baton.Json;

namespace Baton.Api.Operations;

/// <summary>The settings of a machine beside definition and role, kept as the JSON that was sent.</summary>
internal sealed record MachineSettings(JsonObject Logging, JsonObject Tracing)
{
    public static MachineSettings Default { get; } = new(
        JsonObject.Of(("level", JsonData.Of("OFF")), ("includeExecutionData", JsonData.False)),
        JsonObject.Of(("enabled", JsonData.False)));

    /// <summary>Reads the settings of a request; what it does not give is as before.</summary>
    public static MachineSettings Read(RequestReader request, MachineSettings before) =>
        new(request.Object("loggingConfiguration") ?? before.Logging, request.Object("tracingConfiguration") ?? before.Tracing);

    public static MachineSettings Parse(string stored)
    {
        var json = (JsonObject)JsonData.Parse(stored);
        return new MachineSettings((JsonObject)json["logging"]!, (JsonObject)json["tracing"]!);
    }

    public override string ToString() => JsonObject.Of(("logging", Logging), ("tracing", Tracing)).ToString();
}
