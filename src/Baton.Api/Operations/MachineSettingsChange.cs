using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime.Registry;

namespace Baton.Api.Operations;

/// <summary>What a request says of a machine's settings; null where it says nothing. Made before the request is checked, checked after it.</summary>
internal sealed class MachineSettingsChange
{
    private const string LogGroupPrefix = "arn:";
    private const string LogGroupSuffix = ":*";

    private readonly string _level = "OFF";
    private readonly IReadOnlyList<string> _logGroups = [];
    private readonly EncryptionSetting _encryption;
    private readonly bool _publishes;
    private readonly string? _versionDescription;

    public MachineSettingsChange(RequestReader request)
    {
        if (request.Structure("loggingConfiguration") is { } logging)
        {
            _level = logging.Word("level", "ALL", "ERROR", "FATAL", "OFF") ?? "OFF";
            _logGroups = [.. (logging.Structures("destinations") ?? []).Select(
                destination => destination.Structure("cloudWatchLogsLogGroup")?.Optional("logGroupArn", 256, 1) ?? "")];
            Logging = MachineSettings.LoggingOf(_level, logging.Boolean("includeExecutionData") ?? false, _logGroups);
        }
        if (request.Structure("tracingConfiguration") is { } tracing) Tracing = MachineSettings.TracingOf(tracing.Boolean("enabled") ?? false);
        _encryption = new EncryptionSetting(request);
        _publishes = request.Boolean("publish") ?? false;
        _versionDescription = request.Optional("versionDescription", 256);
    }

    public JsonObject? Logging { get; }

    public JsonObject? Tracing { get; }

    public JsonObject? Encryption => _encryption.Json;

    /// <summary>The version that comes of the request; null for none.</summary>
    public Publication? Publication => _publishes ? new Publication(_versionDescription) : null;

    public bool IsNothing => Logging is null && Tracing is null && Encryption is null;

    /// <exception cref="ApiException">The settings do not fit together, or ask for what this server does not do.</exception>
    public void Check()
    {
        if (_logGroups.Count > 1 || (_level != "OFF" && _logGroups.Count != 1)) throw Errors.InvalidLoggingConfiguration("Must specify exactly one Log Destination.");
        if (_logGroups.Any(IsNoLogGroup)) throw Errors.InvalidLoggingConfiguration("Log Destination not found.");
        _encryption.Check();
        if (_versionDescription is not null && !_publishes) throw Errors.Validation("Version description can only be set when publish is true");
    }

    private static bool IsNoLogGroup(string arn) =>
        !arn.StartsWith(LogGroupPrefix, StringComparison.Ordinal) || !arn.Contains(":log-group:", StringComparison.Ordinal) || !arn.EndsWith(LogGroupSuffix, StringComparison.Ordinal);
}
