using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>The rows of machines: remembers those in use, and lets one at a time change a machine, its versions and its aliases.</summary>
internal sealed class MachineRows(IStore store, GroupCommitter committer)
{
    private readonly Gate _writing = new();
    private readonly RegistryCache<StateMachineRow> _known = new();

    public ValueTask<StateMachineRow?> FindAsync(string arn, CancellationToken cancellationToken) =>
        _known.FindAsync(arn, store.FindStateMachineAsync, cancellationToken);

    /// <returns>To be held while something is read, decided and written.</returns>
    public ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken) => _writing.EnterAsync(cancellationToken);

    /// <summary>Writes a machine, and in the same commit what changes with it.</summary>
    public async Task PutAsync(StateMachineRow row, StoreChange? together = null)
    {
        var put = new StoreChange.PutStateMachine(row);
        await committer.CommitAsync(together is null ? put : new StoreChange.Group([put, together]));
        _known.Put(row.Arn, row);
    }

    public async Task RemoveAsync(StateMachineRow row, StoreChange together)
    {
        await committer.CommitAsync(new StoreChange.Group([new StoreChange.RemoveStateMachine(row.Id), together]));
        _known.Remove(row.Arn);
    }
}
