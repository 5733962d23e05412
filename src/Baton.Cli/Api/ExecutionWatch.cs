using System.Runtime.CompilerServices;
using Baton.Client;

namespace Baton.Cli.Api;

/// <summary>Reads an execution again and again, and of its history only what is new.</summary>
internal sealed class ExecutionWatch(StepFunctionsClient client, string executionArn, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AwayInterval = TimeSpan.FromSeconds(1);
    private const int AwayMax = 60;

    private readonly List<HistoryEvent> _events = [];

    public async Task<ExecutionReport> ReadAsync(CancellationToken cancellationToken)
    {
        // In this order: of an execution that is closed, the history read afterwards is complete.
        var execution = await client.DescribeExecutionAsync(new() { ExecutionArn = executionArn }, cancellationToken);
        await ReadNewEventsAsync(cancellationToken);
        return new ExecutionReport(execution, [.. _events]);
    }

    /// <summary>Reports until one is of a closed execution. A service that restarts meanwhile is waited for, up to a minute.</summary>
    public async IAsyncEnumerable<ExecutionReport> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var report = await ReadAsync(cancellationToken);
        yield return report;
        for (var away = 0; !report.Execution.Status.IsClosed;)
        {
            await Task.Delay(away == 0 ? Interval : AwayInterval, time, cancellationToken);
            try
            {
                report = await ReadAsync(cancellationToken);
                away = 0;
            }
            catch (StepFunctionsConnectionException) when (++away < AwayMax)
            {
                continue;
            }

            yield return report;
        }
    }

    // Newest first, until what is known is reached: there is no asking for "after event 17".
    private async Task ReadNewEventsAsync(CancellationToken cancellationToken)
    {
        var known = _events.Count == 0 ? 0 : _events[^1].Id;
        var request = new GetExecutionHistoryRequest { ExecutionArn = executionArn, ReverseOrder = true, MaxResults = known == 0 ? 1_000 : 100 };
        var news = new List<HistoryEvent>();
        await foreach (var happened in client.GetAllExecutionHistoryAsync(request, cancellationToken))
        {
            if (happened.Id <= known) break;
            news.Add(happened);
        }

        news.Reverse();
        _events.AddRange(news);
    }
}
