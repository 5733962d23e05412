using Baton.Engine.Events;
using Baton.Json;

namespace Baton.Runtime.Logs;

/// <summary>Which events of an execution are logged; each level has those of the one before.</summary>
public enum ExecutionLogLevel
{
    Off,

    /// <summary>That an execution failed, timed out or was aborted.</summary>
    Fatal,

    /// <summary>Whatever failed, timed out or was aborted.</summary>
    Error,
    All,
}

/// <summary>What a machine's <c>loggingConfiguration</c> asks for.</summary>
/// <param name="Level">Which events.</param>
/// <param name="IncludeExecutionData">Whether inputs, outputs and parameters are logged too.</param>
/// <param name="LogGroup">The name of the log group; empty where there is none.</param>
public sealed record ExecutionLogging(ExecutionLogLevel Level, bool IncludeExecutionData, string LogGroup)
{
    private const string LogGroupMark = ":log-group:";

    public static ExecutionLogging Off { get; } = new(ExecutionLogLevel.Off, false, "");

    /// <summary>Reads the settings of a machine's revision, as they are stored.</summary>
    public static ExecutionLogging Parse(string settings)
    {
        if ((JsonData.Parse(settings) as JsonObject)?["logging"] is not JsonObject logging) return Off;
        var level = Text(logging["level"]) switch
        {
            "FATAL" => ExecutionLogLevel.Fatal,
            "ERROR" => ExecutionLogLevel.Error,
            "ALL" => ExecutionLogLevel.All,
            _ => ExecutionLogLevel.Off,
        };
        var destination = logging["destinations"] is JsonArray { Count: > 0 } destinations ? destinations[0] as JsonObject : null;
        var arn = Text((destination?["cloudWatchLogsLogGroup"] as JsonObject)?["logGroupArn"]);
        if (level == ExecutionLogLevel.Off || arn is null) return Off;
        return new ExecutionLogging(level, logging["includeExecutionData"] is JsonBoolean { Value: true }, LogGroupOf(arn));
    }

    /// <summary>The events of a decision that are to be logged.</summary>
    public IReadOnlyList<ExecutionEvent> Select(IReadOnlyList<ExecutionEvent> events) => Level switch
    {
        ExecutionLogLevel.Off => [],
        ExecutionLogLevel.All => [.. events.Where(happened => happened.HistoryType is not null)],
        _ => [.. events.Where(Includes)],
    };

    private bool Includes(ExecutionEvent happened) => happened switch
    {
        ExecutionEvent.ExecutionFailed or ExecutionEvent.ExecutionTimedOut or ExecutionEvent.ExecutionAborted => true,
        _ => Level == ExecutionLogLevel.Error && happened.HistoryType is { } type
            && (type is "FailStateEntered" || type.EndsWith("Failed", StringComparison.Ordinal)
                || type.EndsWith("TimedOut", StringComparison.Ordinal) || type.EndsWith("Aborted", StringComparison.Ordinal)),
    };

    /// <summary>The name in <c>arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*</c>.</summary>
    private static string LogGroupOf(string arn)
    {
        var mark = arn.IndexOf(LogGroupMark, StringComparison.Ordinal);
        var name = mark < 0 ? arn : arn[(mark + LogGroupMark.Length)..];
        return name.EndsWith(":*", StringComparison.Ordinal) ? name[..^2] : name;
    }

    private static string? Text(JsonData? value) => (value as JsonString)?.Value;
}
