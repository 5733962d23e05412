using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>Reads executions from the store by folding their events.</summary>
internal sealed class ExecutionLoader(IStore store, DefinitionCache definitions)
{
    private const int BatchesPerRead = 256;

    public async ValueTask<HotExecution?> LoadAsync(long number, CancellationToken cancellationToken) =>
        await store.FindExecutionAsync(number, cancellationToken) is { } row ? await LoadAsync(row, cancellationToken) : null;

    public async ValueTask<HotExecution?> LoadAsync(string arn, CancellationToken cancellationToken) =>
        await store.FindExecutionAsync(arn, cancellationToken) is { } row ? await LoadAsync(row, cancellationToken) : null;

    private async ValueTask<HotExecution> LoadAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        // What has ended needs no definition any more, and its machine may be gone.
        var definition = row.Status == ExecutionStatus.Running ? await definitions.GetAsync(row.StateMachineId, row.Revision, cancellationToken) : null;
        var state = ExecutionState.Initial;
        while (state.Version < row.Version)
        {
            var batches = await store.ReadEventsAsync(row.Number, state.Version + 1, BatchesPerRead, cancellationToken);
            Invariant.Check(batches.Count > 0, $"Execution {row.Number} has the {row.Version} events that its row counts; found {state.Version}.");
            foreach (var batch in batches)
            {
                Invariant.Check(batch.FirstVersion == state.Version + 1, $"The events of execution {row.Number} have no gap after {state.Version}.");
                foreach (var happened in EventCodec.Decode(batch.Events)) state = ExecutionEngine.Evolve(state, happened);
            }
        }
        return new HotExecution(row.Number, row.Arn, row.StateMachineId, row.Revision, definition) { State = state };
    }
}
