using Baton.Engine;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>An open execution that nothing will move.</summary>
public sealed record StuckExecution(ExecutionRow Row, string Reason);

/// <summary>
/// Proves that no open execution is without an owed effect, a wake-up or an open task, and that none is overdue. It reads what is
/// stored, page by page, beside the work that goes on.
/// </summary>
public sealed class LivenessChecker
{
    private const int RowsPerRead = 1_000;

    /// <summary>How late a wake-up may be before its execution counts as stuck.</summary>
    public static readonly TimeSpan LatenessMax = TimeSpan.FromMinutes(1);

    private readonly IStore _store;
    private readonly StateMachineRegistry _machines;
    private readonly TimeProvider _clock;
    private readonly RuntimeOptions _options;
    private readonly ExecutionLoader _loader;

    internal LivenessChecker(IStore store, StateMachineRegistry machines, TimeProvider clock, RuntimeOptions options)
    {
        _store = store;
        _machines = machines;
        _clock = clock;
        _options = options;
        _loader = new ExecutionLoader(store, new DefinitionCache(store));
    }

    /// <summary>Checks every open execution.</summary>
    /// <param name="replayAll">Whether the events of all are folded, also of those whose row says that something will come.</param>
    public async Task<IReadOnlyList<StuckExecution>> CheckAsync(bool replayAll, CancellationToken cancellationToken)
    {
        var stuck = new List<StuckExecution>();
        for (long machine = 1; machine <= _machines.LastId; machine++)
        {
            for (var before = long.MaxValue; ;)
            {
                var rows = await _store.ListExecutionsAsync(new ExecutionQuery(machine, ExecutionStatus.Running, before, RowsPerRead), cancellationToken);
                foreach (var row in rows)
                {
                    if (await CheckAsync(row, replayAll, cancellationToken) is { } reason) stuck.Add(new StuckExecution(row, reason));
                }
                if (rows.Count < RowsPerRead) break;
                before = rows[^1].Number;
            }
        }
        return stuck;
    }

    private async ValueTask<string?> CheckAsync(ExecutionRow row, bool replay, CancellationToken cancellationToken)
    {
        if (row.WakeUpAt + LatenessMax < _clock.GetUtcNow())
        {
            // It may have moved since the page was read.
            var now = await _store.FindExecutionAsync(row.Number, cancellationToken);
            if (now?.WakeUpAt == row.WakeUpAt) return $"It was to be woken at {row.WakeUpAt:O}.";
        }
        if (!replay && (row.WakeUpAt is not null || row.OwedUntil == DateTimeOffset.MaxValue)) return null;
        try
        {
            var state = await _loader.ReplayAsync(row, cancellationToken);
            return RowCheck.Difference(row, state, _options.OwedAfterHandOut) ?? Liveness.Stuck(state);
        }
        catch (Exception e) when (e is InvariantException or StoredEventException)
        {
            return e.Message;
        }
    }
}
