using Baton.Json;

namespace Baton.Api.Operations;

/// <summary>The settings of a machine beside definition and role, as Describe tells them.</summary>
/// <param name="Logging">How much is logged, and where.</param>
/// <param name="Tracing">Whether executions are traced.</param>
/// <param name="Encryption">The keys that data is encrypted with; null where nobody said anything of it.</param>
internal sealed record MachineSettings(JsonObject Logging, JsonObject Tracing, JsonObject? Encryption)
{
    public static MachineSettings Default { get; } = new(LoggingOf("OFF", false, []), TracingOf(false), null);

    public static MachineSettings Parse(string stored)
    {
        var json = (JsonObject)JsonData.Parse(stored);
        return new MachineSettings((JsonObject)json["logging"]!, (JsonObject)json["tracing"]!, json["encryption"] as JsonObject);
    }

    /// <summary>These settings with what a request changes.</summary>
    public MachineSettings With(MachineSettingsChange change) => new(change.Logging ?? Logging, change.Tracing ?? Tracing, change.Encryption ?? Encryption);

    /// <summary>Whether both mean the same: to say nothing of encryption is to say what is done anyway.</summary>
    public bool MeansSameAs(MachineSettings other) => this with { Encryption = null } == other with { Encryption = null };

    public override string ToString()
    {
        var json = JsonObject.Of(("logging", Logging), ("tracing", Tracing));
        return (Encryption is null ? json : json.With("encryption", Encryption)).ToString();
    }

    internal static JsonObject LoggingOf(string level, bool includeExecutionData, IReadOnlyCollection<string> logGroups)
    {
        var logging = JsonObject.Of(("level", JsonData.Of(level)), ("includeExecutionData", JsonData.Of(includeExecutionData)));
        if (logGroups.Count == 0) return logging;
        return logging.With("destinations", new JsonArray(logGroups.Select(
            group => (JsonData)JsonObject.Of(("cloudWatchLogsLogGroup", JsonObject.Of(("logGroupArn", JsonData.Of(group))))))));
    }

    internal static JsonObject TracingOf(bool enabled) => JsonObject.Of(("enabled", JsonData.Of(enabled)));
}
