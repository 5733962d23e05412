using System.Runtime.CompilerServices;
using Baton.Engine;
using Baton.Runtime.Execution;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Maintenance;

/// <summary>How far a verification is.</summary>
/// <param name="Executions">How many executions were looked at.</param>
/// <param name="Percent">How much of all that is.</param>
/// <param name="Findings">What was found since it was told last: a sentence each, with what to do.</param>
public sealed record VerificationProgress(long Executions, int Percent, IReadOnlyList<string> Findings);

/// <summary>
/// Proves that what is stored is whole: the storage itself, every log against its row, and that nothing is stored which belongs to nothing. It reads
/// beside the work that goes on, a page at a time.
/// </summary>
public sealed class StoreVerification
{
    private const int RowsPerRead = 64;

    /// <summary>An execution that goes on while it is looked at is looked at again; after so many times it is left to the next verification.</summary>
    private const int LooksMax = 5;

    private readonly IStore _store;
    private readonly TimeSpan _redeliveryWindow;
    private readonly ExecutionLoader _loader;

    public StoreVerification(IStore store, RuntimeOptions options)
    {
        _store = store;
        _redeliveryWindow = options.OwedAfterHandOut;
        _loader = new ExecutionLoader(store, new DefinitionCache(store));
    }

    public async IAsyncEnumerable<VerificationProgress> RunAsync(Pace pace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new VerificationProgress(0, 0, await _store.CheckStorageAsync(cancellationToken));
        long executions = 0, after = 0;
        var last = Math.Max(1, _store.Status.LastNumber);
        while (await _store.ListExecutionsByNumberAsync(after, RowsPerRead, cancellationToken) is { Count: > 0 } rows)
        {
            await pace.RestAsync(cancellationToken);
            var findings = new List<string>();
            foreach (var row in rows)
            {
                if (await CheckAsync(row, cancellationToken) is { } reason) findings.Add(Finding(row, reason));
            }
            findings.AddRange(await _store.FindOrphansAsync(after, rows[^1].Number, cancellationToken));
            (executions, after) = (executions + rows.Count, rows[^1].Number);
            yield return new VerificationProgress(executions, (int)Math.Min(99, after * 100 / last), findings);
        }
        yield return new VerificationProgress(executions, 100, await _store.FindOrphansAsync(after, long.MaxValue, cancellationToken));
    }

    private static string Finding(ExecutionRow row, string reason) => $"{row.Arn}: {reason} " + (row.Status == ExecutionStatus.Running
        ? "Stop it and start it anew, or restore a backup."
        : "Purge it, or restore a backup.");

    private async ValueTask<string?> CheckAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        for (var looks = 1; ; looks++)
        {
            if (await CompareAsync(row, cancellationToken) is not { } reason) return null;
            // It may have gone on, or been removed, since its row was read.
            var now = await _store.FindExecutionAsync(row.Number, cancellationToken);
            if (now == row) return reason;
            if (now is null || looks == LooksMax) return null;
            row = now;
        }
    }

    private async ValueTask<string?> CompareAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        if (await _store.FindRevisionAsync(row.StateMachineId, row.Revision, cancellationToken) is null) return $"Revision {row.Revision} of its machine, which it runs, is not stored.";
        try
        {
            var state = await _loader.ReplayAsync(row, cancellationToken);
            // Express children lie in the partition of the execution that waits for them.
            var isMisplaced = state.Identity.Parent is null && row.Partition != ExecutionRouter.PartitionOf(row.Arn, _store.Status.Partitions);
            if (isMisplaced) return $"It is stored in partition {row.Partition}, which does not own its ARN.";
            return RowCheck.Difference(row, state, _redeliveryWindow) ?? Liveness.Stuck(state);
        }
        catch (Exception e) when (e is InvariantException or StoredEventException)
        {
            return e.Message;
        }
    }
}
