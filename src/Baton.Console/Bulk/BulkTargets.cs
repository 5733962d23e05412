using Baton.Runtime;
using Baton.Store;
using Baton.WebConsole.Query;
using Baton.WebConsole.Runs;

namespace Baton.WebConsole.Bulk;

/// <summary>Executions that an order is about.</summary>
/// <param name="Rows">The executions.</param>
/// <param name="Next">Where to go on; null where these are the last.</param>
/// <param name="Looked">How many were looked at.</param>
/// <param name="LookedTo">The start of the last one, where it was not looked further; null for any other end.</param>
internal sealed record BulkTargets(IReadOnlyList<ExecutionRow> Rows, long? Next, int Looked, DateTimeOffset? LookedTo = null)
{
    /// <summary>So many executions can be named.</summary>
    public const int NamedMax = 1_000;

    private static readonly ExecutionStatus[] Redrivable = [ExecutionStatus.Failed, ExecutionStatus.TimedOut, ExecutionStatus.Aborted];

    /// <summary>
    /// The next executions of an order. Of a query those alone that the action is for: it stops what runs, and redrives what has failed, timed out or was stopped. What is named
    /// is taken as it is.
    /// </summary>
    /// <param name="next">Where the ones before ended; <see cref="long.MaxValue"/> for the first.</param>
    /// <param name="now">What relative times are relative to.</param>
    /// <exception cref="QueryException">The query cannot be read.</exception>
    public static async Task<BulkTargets> FindAsync(WorkflowRuntime runtime, ExecutionSearch search, BulkOrder order, string region, long next, DateTimeOffset now, SearchLimits limits, CancellationToken cancellationToken)
    {
        if (order.ExecutionArns is { } named)
        {
            var taken = next == long.MaxValue ? 0 : (int)next;
            var rows = new List<ExecutionRow>();
            foreach (var arn in named.Skip(taken).Take(limits.Found))
            {
                if (await runtime.Reader.FindAsync(arn, cancellationToken) is { } row) rows.Add(row);
            }
            return new BulkTargets(rows, taken + limits.Found < named.Count ? taken + limits.Found : null, rows.Count);
        }
        var statuses = order.Action == BulkAction.Stop ? [ExecutionStatus.Running] : Redrivable;
        var meant = new QueryNode.Is(QueryField.Status, [], QueryOperator.In, [.. statuses.Select(status => new QueryValue.OfStatus(status))]);
        var result = await search.RunAsync(new QueryNode.And(meant, QueryParser.Parse(order.Query!, now)), region, next, now, limits, cancellationToken);
        return new BulkTargets([.. result.Found.Select(facts => facts.Row)], result.Next, result.Looked, result.LookedTo);
    }
}
