using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Logs;

/// <summary>Tells in the server's log what OpenTelemetry says of records that it could not send, each kind once a minute at most.</summary>
internal sealed partial class ExportFailures(TimeProvider clock, ILogger<ExportFailures> logger) : EventListener
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name.StartsWith("OpenTelemetry-", StringComparison.Ordinal)) EnableEvents(eventSource, EventLevel.Warning);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        var name = eventData.EventName ?? "";
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_told.TryGetValue(name, out var last) && now - last < Quiet) return;
            _told[name] = now;
        }
        var reason = eventData.Message is { } format ? string.Format(CultureInfo.InvariantCulture, format, [.. eventData.Payload ?? []]) : name;
        NotExported(logger, reason);
    }

    [LoggerMessage(EventId = 5106, Level = LogLevel.Warning, Message = "Execution log entries may not have come to the OpenTelemetry collector: {Reason}")]
    private static partial void NotExported(ILogger logger, string reason);
}
