using Baton.Client;

namespace Baton.Cli.Api;

/// <summary>An execution as it was at one moment.</summary>
internal sealed class ExecutionReport(DescribeExecutionResponse execution, IReadOnlyList<HistoryEvent> events)
{
    private readonly Lazy<Timeline> _timeline = new(() => Timeline.Of(events));

    public DescribeExecutionResponse Execution { get; } = execution;

    public Timeline Timeline => _timeline.Value;
}
