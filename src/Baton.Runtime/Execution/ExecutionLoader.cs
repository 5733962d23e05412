using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>Reads executions from the store by folding their events.</summary>
internal sealed class ExecutionLoader(IStore store, DefinitionCache definitions)
{
    private const int BatchesPerRead = 256;

    /// <summary>Reads an execution as a partition needs it: of one that has ended only that it has.</summary>
    public async ValueTask<HotExecution> LoadAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        if (row.Status != ExecutionStatus.Running)
        {
            var ended = ExecutionState.Initial with { Status = ExecutionRows.StatusOf(row.Status), Version = row.Version };
            return new HotExecution(row.Number, row.Arn, row.StateMachineId, row.Revision, compiled: null) { State = ended };
        }
        return await LoadWholeAsync(row, cancellationToken);
    }

    /// <summary>Reads an execution with all that a decision needs, also where it has ended.</summary>
    public async ValueTask<HotExecution> LoadWholeAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        var compiled = await definitions.GetAsync(row.StateMachineId, row.Revision, cancellationToken);
        var state = await ReplayAsync(row, cancellationToken);
        return new HotExecution(row.Number, row.Arn, row.StateMachineId, row.Revision, compiled) { State = state };
    }

    /// <summary>What an execution was started with; null where nothing is durable of it yet.</summary>
    public async ValueTask<ExecutionIdentity?> IdentityAsync(long number, CancellationToken cancellationToken)
    {
        var first = await store.ReadEventsAsync(number, 1, 1, cancellationToken);
        return first.Count == 0 ? null : ((ExecutionEvent.ExecutionStarted)EventCodec.Decode(first[0].Events)[0]).Identity;
    }

    /// <summary>The last entry of a state of the machine's own scope; null where the execution never entered it.</summary>
    public async ValueTask<RedrivePoint?> LastEntryAsync(ExecutionRow row, string state, CancellationToken cancellationToken)
    {
        RedrivePoint? last = null;
        await ReplayAsync(row, cancellationToken, (before, happened) => last = RedrivePoints.EnteredBy(before, happened) is { } entry && entry.State == state ? entry : last);
        return last;
    }

    /// <summary>Folds the events of an execution, as many as its row counts.</summary>
    /// <param name="seen">Told the state before each event, and the event.</param>
    public async ValueTask<ExecutionState> ReplayAsync(ExecutionRow row, CancellationToken cancellationToken, Action<ExecutionState, ExecutionEvent>? seen = null)
    {
        var state = ExecutionState.Initial;
        while (state.Version < row.Version)
        {
            var batches = await store.ReadEventsAsync(row.Number, state.Version + 1, BatchesPerRead, cancellationToken);
            Invariant.Check(batches.Count > 0, $"Execution {row.Number} has the {row.Version} events that its row counts; found {state.Version}.");
            foreach (var batch in batches)
            {
                if (state.Version == row.Version) break; // written since the row was read
                Invariant.Check(batch.FirstVersion == state.Version + 1, $"The events of execution {row.Number} have no gap after {state.Version}.");
                foreach (var happened in EventCodec.Decode(batch.Events))
                {
                    seen?.Invoke(state, happened);
                    state = ExecutionEngine.Evolve(state, happened);
                }
            }
        }
        Invariant.Check(state.Version == row.Version, $"A commit of execution {row.Number} ends with event {row.Version}.");
        return state;
    }
}
