using Baton.Json;

namespace Baton.Api.Operations;

/// <summary>The settings of a machine beside definition and role, as Describe tells them.</summary>
internal sealed record MachineSettings(JsonObject Logging, JsonObject Tracing)
{
    public static MachineSettings Default { get; } = new(LoggingOf("OFF", false, []), TracingOf(false));

    public static MachineSettings Parse(string stored)
    {
        var json = (JsonObject)JsonData.Parse(stored);
        return new MachineSettings((JsonObject)json["logging"]!, (JsonObject)json["tracing"]!);
    }

    /// <summary>These settings with what a request changes.</summary>
    public MachineSettings With(MachineSettingsChange change) => new(change.Logging ?? Logging, change.Tracing ?? Tracing);

    public override string ToString() => JsonObject.Of(("logging", Logging), ("tracing", Tracing)).ToString();

    internal static JsonObject LoggingOf(string level, bool includeExecutionData, IReadOnlyCollection<string> logGroups)
    {
        var logging = JsonObject.Of(("level", JsonData.Of(level)), ("includeExecutionData", JsonData.Of(includeExecutionData)));
        if (logGroups.Count == 0) return logging;
        return logging.With("destinations", new JsonArray(logGroups.Select(
            group => (JsonData)JsonObject.Of(("cloudWatchLogsLogGroup", JsonObject.Of(("logGroupArn", JsonData.Of(group))))))));
    }

    internal static JsonObject TracingOf(bool enabled) => JsonObject.Of(("enabled", JsonData.Of(enabled)));
}
