using Baton.Engine.Events;
using Baton.Runtime.Logs;

namespace Baton.Runtime.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogLines : IExecutionLog
{
    public List<(ExecutionLogging Logging, string Arn, ExecutionEvent Event)> All { get; } = [];

    public IEnumerable<string> Types => All.Select(line => line.Event.HistoryType!);

    public static string Settings(string level) =>
        $$$"""{"logging":{"level":"{{{level}}}","includeExecutionData":true,"destinations":[{"cloudWatchLogsLogGroup":{"logGroupArn":"arn:aws:logs:us-east-1:000000000000:log-group:/aws/orders:*"} }]},"tracing":{"enabled":false} }""";

    public void Write(ExecutionLogging logging, string executionArn, int redriveCount, IReadOnlyList<ExecutionEvent> events) =>
        All.AddRange(events.Select(happened => (logging, executionArn, happened)));
}
