using System.Runtime.CompilerServices;
using Baton.Runtime.Execution;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Maintenance;

/// <summary>
/// Removes executions that have ended: each through the partition that owns it, a few hundred at a time with rests between, and then what they took on the
/// disk. The children of a Map Run go with the execution whose Map it is, whenever they ended; an execution that a task started stays as long as the
/// execution of that task is open. A crash leaves what is half done to the next purge, or to the next start.
/// </summary>
public sealed class ExecutionPurge
{
    private const int RowsPerRead = 256;

    private readonly IStore _store;
    private readonly ExecutionRouter _router;
    private readonly GroupCommitter _committer;
    private readonly ExecutionLoader _loader;

    internal ExecutionPurge(IStore store, ExecutionRouter router, GroupCommitter committer, DefinitionCache definitions)
    {
        _store = store;
        _router = router;
        _committer = committer;
        _loader = new ExecutionLoader(store, definitions);
    }

    /// <summary>Removes what the request wants, and tells how far it is after each few hundred; the last time when all is done.</summary>
    public async IAsyncEnumerable<PurgeProgress> RunAsync(PurgeRequest request, Pace pace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var progress = new PurgeProgress(0, 0, 0);
        for (long after = 0; await _store.ListExecutionsByNumberAsync(after, RowsPerRead, cancellationToken) is { Count: > 0 } rows; after = rows[^1].Number)
        {
            var due = await FindDueAsync(rows, request, cancellationToken);
            progress = progress with { Examined = progress.Examined + rows.Count };
            progress = request.IsDryRun
                ? progress with { Executions = progress.Executions + due.Count, Children = progress.Children + await CountChildrenAsync(due, cancellationToken) }
                : progress with { Executions = progress.Executions + await RemoveAsync(due, cancellationToken), Children = progress.Children + await RemoveOrphansAsync(pace, cancellationToken) };
            yield return progress;
            if (rows.All(row => row.StartedAt >= request.StoppedBefore)) break; // numbers ascend with starts, so the others have not ended before it either
            await pace.RestAsync(cancellationToken);
        }
        if (request.IsDryRun) yield break;
        progress = progress with { Children = progress.Children + await FinishAsync(pace, cancellationToken) };
        yield return progress;
    }

    /// <summary>Finishes what purges have begun: children without their Map Run's execution, and space to give back.</summary>
    /// <returns>How many children were removed.</returns>
    internal async Task<long> FinishAsync(Pace pace, CancellationToken cancellationToken)
    {
        var children = await RemoveOrphansAsync(pace, cancellationToken);
        while (await _store.ReclaimAsync(cancellationToken)) await pace.RestAsync(cancellationToken);
        return children;
    }

    private async Task<List<ExecutionRow>> FindDueAsync(IReadOnlyList<ExecutionRow> rows, PurgeRequest request, CancellationToken cancellationToken)
    {
        var due = new List<ExecutionRow>();
        foreach (var row in rows)
        {
            if (row.StoppedAt is not { } stopped || stopped >= request.StoppedBefore || row.OwedUntil is not null || (request.Status ?? row.Status) != row.Status) continue;
            if (await IsWantedAsync(row, request, cancellationToken) && await IsFreeAsync(row, cancellationToken)) due.Add(row);
        }
        return due;
    }

    /// <summary>Looks at how it was started: a child of a Map Run is not wanted by itself, nor what an execution started that is open.</summary>
    private async ValueTask<bool> IsWantedAsync(ExecutionRow row, PurgeRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (await _loader.IdentityAsync(row.Number, cancellationToken) is not { Parent: null } identity) return false;
            if (request.StateMachineArn is { } arn && identity.StateMachineArn != arn) return false;
            return identity.StartedBy is not { } task || await _store.FindExecutionAsync(task.Token.Number, cancellationToken) is not { Status: ExecutionStatus.Running };
        }
        catch (StoredEventException)
        {
            return false; // damaged: it is kept, for whoever wants to see what happened
        }
    }

    /// <summary>A Map Run whose execution was stopped may still be stopping its children.</summary>
    private async ValueTask<bool> IsFreeAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        await foreach (var run in MapRunsAsync(row.Number, cancellationToken))
        {
            if (run.Status == MapRunStatus.Running) return false;
        }
        return true;
    }

    private async Task<int> RemoveAsync(IEnumerable<ExecutionRow> rows, CancellationToken cancellationToken) =>
        (await Task.WhenAll(rows.Select(row => _router.PurgeAsync(row, childIndex: null, cancellationToken)))).Count(isRemoved => isRemoved);

    /// <summary>Removes the Map Runs whose executions are removed: the children first, so that a crash finds the rest.</summary>
    private async Task<long> RemoveOrphansAsync(Pace pace, CancellationToken cancellationToken)
    {
        long removed = 0;
        await foreach (var run in MapRunsAsync(executionNumber: 0, cancellationToken))
        {
            var areAllGone = true;
            for (var after = -1; await _store.ListMapRunChildrenAsync(run.Id, after, RowsPerRead, cancellationToken) is { Count: > 0 } children; after = children[^1].Child.Index)
            {
                var results = await Task.WhenAll(children.Select(child => RemoveChildAsync(child, cancellationToken)));
                removed += results.Count(isRemoved => isRemoved);
                areAllGone &= results.All(isRemoved => isRemoved);
                await pace.RestAsync(cancellationToken);
            }
            if (areAllGone) await _committer.CommitAsync(new StoreChange.RemoveMapRun(run.Id));
        }
        return removed;
    }

    private async Task<bool> RemoveChildAsync(MapRunChildRow child, CancellationToken cancellationToken)
    {
        var row = child.Execution;
        return row is { Status: not ExecutionStatus.Running, OwedUntil: null } && await IsFreeAsync(row, cancellationToken) && await _router.PurgeAsync(row, child.Child.Index, cancellationToken);
    }

    private async Task<long> CountChildrenAsync(IEnumerable<ExecutionRow> rows, CancellationToken cancellationToken)
    {
        long count = 0;
        foreach (var row in rows)
        {
            await foreach (var run in MapRunsAsync(row.Number, cancellationToken))
            {
                for (var after = -1; await _store.ListMapRunChildrenAsync(run.Id, after, RowsPerRead, cancellationToken) is { Count: > 0 } children; after = children[^1].Child.Index) count += children.Count;
            }
        }
        return count;
    }

    private async IAsyncEnumerable<MapRunRow> MapRunsAsync(long executionNumber, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int RunsPerRead = 16; // each carries a definition
        for (long after = 0; await _store.ListMapRunsAsync(executionNumber, after, RunsPerRead, cancellationToken) is { Count: > 0 } runs; after = runs[^1].Id)
        {
            foreach (var run in runs) yield return run;
        }
    }
}
