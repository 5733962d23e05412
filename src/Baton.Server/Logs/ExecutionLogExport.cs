using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Baton.Api.History;
using Baton.Engine.Events;
using Baton.Runtime.Logs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace Baton.Server.Logs;

/// <summary>
/// Sends the log groups of executions to an OpenTelemetry collector too: a log record for each event, whose body is the entry as the file has it. The variables
/// that OpenTelemetry publishes for OTLP exporters and batches of log records say where to and how.
/// </summary>
/// <remarks>Records wait in a bounded queue (<c>OTEL_BLRP_MAX_QUEUE_SIZE</c>, 2,048); <see cref="ExportFailures"/> tells what is lost.</remarks>
internal sealed class ExecutionLogExport : IExecutionLog, IDisposable
{
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string LogsProtocol = "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL";

    private readonly ILoggerFactory _records;
    private readonly ILogger _logger;
    private readonly ExportFailures _failures;

    private ExecutionLogExport(bool isHttpUnlessSaid, ExportFailures failures)
    {
        _failures = failures;
        _records = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("baton", autoGenerateServiceInstanceId: false).AddTelemetrySdk().AddEnvironmentVariableDetector());
            options.IncludeFormattedMessage = true;
            options.AddProcessor(new EventTimes());
            options.AddOtlpExporter(exporter =>
            {
                if (isHttpUnlessSaid) exporter.Protocol = OtlpExportProtocol.HttpProtobuf; // what OpenTelemetry recommends
            });
        }));
        _logger = _records.CreateLogger("baton.executions");
    }

    /// <returns>Null where no collector is configured.</returns>
    public static ExecutionLogExport? Create(IConfiguration configuration, TimeProvider clock, ILogger<ExportFailures> logger)
    {
        if ((configuration["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"] ?? configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]) is not { Length: > 0 }) return null;
        return new ExecutionLogExport(configuration[Protocol] is null && configuration[LogsProtocol] is null, new ExportFailures(clock, logger));
    }

    public void Write(ExecutionLogging logging, string executionArn, int redriveCount, IReadOnlyList<ExecutionEvent> events)
    {
        foreach (var happened in events)
        {
            var type = happened.HistoryType!;
            var (severity, id, entry) = (SeverityOf(type), new EventId(0, type), new Entry(logging, executionArn, redriveCount, happened));
            _logger.Log(severity, id, entry, null, static (entry, _) => entry.Body);
        }
    }

    /// <summary>Sends what still waits, unless that takes too long.</summary>
    public void Dispose()
    {
        _records.Dispose();
        _failures.Dispose();
    }

    private static LogLevel SeverityOf(string type) =>
        type.EndsWith("Failed", StringComparison.Ordinal) || type.EndsWith("TimedOut", StringComparison.Ordinal) || type.EndsWith("Aborted", StringComparison.Ordinal)
            ? LogLevel.Error
            : LogLevel.Information;

    /// <summary>An event as a record's attributes and body.</summary>
    private sealed class Entry(ExecutionLogging logging, string executionArn, int redriveCount, ExecutionEvent happened) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

        private readonly KeyValuePair<string, object?>[] _attributes =
        [
            new("aws.log.group.names", new[] { logging.LogGroup }),
            new("execution_arn", executionArn),
            new("type", happened.HistoryType),
        ];

        public DateTime At => happened.Timestamp.UtcDateTime;

        public string Body
        {
            get
            {
                var buffer = new ArrayBufferWriter<byte>(512);
                using var json = new Utf8JsonWriter(buffer, Writing);
                LogEntryJson.Write(json, executionArn, redriveCount, happened, logging.IncludeExecutionData);
                json.Flush();
                return Encoding.UTF8.GetString(buffer.WrittenSpan);
            }
        }

        public int Count => _attributes.Length;

        public KeyValuePair<string, object?> this[int index] => _attributes[index];

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)_attributes).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => _attributes.GetEnumerator();
    }

    /// <summary>Gives records the times of their events.</summary>
    private sealed class EventTimes : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data)
        {
            if (data.Attributes is Entry entry) data.Timestamp = entry.At;
        }
    }
}
