using System.Runtime.CompilerServices;

namespace Baton.Client;

public sealed partial class StepFunctionsClient
{
    /// <summary>All machines in the order of their names, page by page as they are read.</summary>
    public IAsyncEnumerable<StateMachineListItem> ListAllStateMachinesAsync(CancellationToken cancellationToken = default) =>
        AllAsync(
            async (token, stop) =>
            {
                var page = await ListStateMachinesAsync(new() { MaxResults = PageSize, NextToken = token }, stop);
                return (page.StateMachines, page.NextToken);
            },
            cancellationToken);

    /// <summary>All executions of a machine, newest first, page by page as they are read.</summary>
    /// <param name="request">Where to start and how large the pages are; 1,000 unless set.</param>
    public IAsyncEnumerable<ExecutionListItem> ListAllExecutionsAsync(ListExecutionsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AllAsync(
            async (token, stop) =>
            {
                var page = await ListExecutionsAsync(request with { MaxResults = request.MaxResults ?? PageSize, NextToken = token ?? request.NextToken }, stop);
                return (page.Executions, page.NextToken);
            },
            cancellationToken);
    }

    /// <summary>All activities in the order in which they were created, page by page as they are read.</summary>
    public IAsyncEnumerable<ActivityListItem> ListAllActivitiesAsync(CancellationToken cancellationToken = default) =>
        AllAsync(
            async (token, stop) =>
            {
                var page = await ListActivitiesAsync(new() { MaxResults = PageSize, NextToken = token }, stop);
                return (page.Activities, page.NextToken);
            },
            cancellationToken);

    /// <summary>All events of an execution, page by page as they are read.</summary>
    /// <param name="request">Where to start, in which order, and how large the pages are; 1,000 unless set.</param>
    public IAsyncEnumerable<HistoryEvent> GetAllExecutionHistoryAsync(GetExecutionHistoryRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AllAsync(
            async (token, stop) =>
            {
                var page = await GetExecutionHistoryAsync(request with { MaxResults = request.MaxResults ?? PageSize, NextToken = token ?? request.NextToken }, stop);
                return (page.Events, page.NextToken);
            },
            cancellationToken);
    }

    /// <summary>All versions of a machine, the highest first, page by page as they are read.</summary>
    public IAsyncEnumerable<StateMachineVersionListItem> ListAllStateMachineVersionsAsync(string stateMachineArn, CancellationToken cancellationToken = default) =>
        AllAsync(
            async (token, stop) =>
            {
                var page = await ListStateMachineVersionsAsync(new() { StateMachineArn = stateMachineArn, MaxResults = PageSize, NextToken = token }, stop);
                return (page.StateMachineVersions, page.NextToken);
            },
            cancellationToken);

    /// <summary>All aliases of a machine, page by page as they are read.</summary>
    public IAsyncEnumerable<StateMachineAliasListItem> ListAllStateMachineAliasesAsync(string stateMachineArn, CancellationToken cancellationToken = default) =>
        AllAsync(
            async (token, stop) =>
            {
                var page = await ListStateMachineAliasesAsync(new() { StateMachineArn = stateMachineArn, MaxResults = PageSize, NextToken = token }, stop);
                return (page.StateMachineAliases, page.NextToken);
            },
            cancellationToken);

    /// <summary>All Map Runs of an execution, page by page as they are read.</summary>
    public IAsyncEnumerable<MapRunListItem> ListAllMapRunsAsync(string executionArn, CancellationToken cancellationToken = default) =>
        AllAsync(
            async (token, stop) =>
            {
                var page = await ListMapRunsAsync(new() { ExecutionArn = executionArn, MaxResults = PageSize, NextToken = token }, stop);
                return (page.MapRuns, page.NextToken);
            },
            cancellationToken);

    private const int PageSize = 1_000;

    private static async IAsyncEnumerable<TItem> AllAsync<TItem>(
        Func<string?, CancellationToken, Task<(IReadOnlyList<TItem> Items, string? NextToken)>> readPage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            (var items, token) = await readPage(token, cancellationToken);
            foreach (var item in items) yield return item;
        }
        while (token is not null);
    }
}
