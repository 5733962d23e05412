using System.Collections.Concurrent;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>The machines that are known: creates, updates and deletes them one at a time, and remembers those in use.</summary>
public sealed class StateMachineRegistry(IStore store, GroupCommitter committer, TimeProvider clock)
{
    private readonly Gate _writing = new();
    private readonly RegistryCache<StateMachineRow> _known = new();
    private readonly ConcurrentDictionary<long, bool> _leaving = [];
    private long _lastId = store.Status.LastStateMachineId;

    /// <summary>The highest id that was given out.</summary>
    internal long LastId => Volatile.Read(ref _lastId);

    public ValueTask<StateMachineRow?> FindAsync(string arn, CancellationToken cancellationToken) =>
        _known.FindAsync(arn, store.FindStateMachineAsync, cancellationToken);

    /// <summary>
    /// Whether a machine is being deleted, or was in this run. A start may come with a row that was read before; whoever decides it asks here.
    /// </summary>
    internal bool IsLeaving(long id) => _leaving.ContainsKey(id);

    /// <summary>Registers a machine unless its ARN is taken.</summary>
    /// <returns>The machine that has the ARN now, and whether it is the new one.</returns>
    public async Task<(StateMachineRow Row, bool IsNew)> CreateAsync(
        string arn, string name, string region, string definition, string roleArn, string settings, CancellationToken cancellationToken,
        StateMachineType type = StateMachineType.Standard)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(arn, cancellationToken) is { } existing) return (existing, false);
        var now = Now();
        var id = ++_lastId;
        var row = new StateMachineRow
        {
            Id = id,
            Arn = arn,
            Name = name,
            Region = region,
            CreatedAt = now,
            Type = type,
            Deleting = false,
            Revision = new StateMachineRevisionRow
            {
                StateMachineId = id, Number = 1, Definition = definition, RoleArn = roleArn, Settings = settings, CreatedAt = now,
            },
        };
        await PutAsync(row);
        return (row, true);
    }

    /// <summary>Gives a machine a new revision if <paramref name="change"/> changes anything.</summary>
    /// <param name="arn">The machine.</param>
    /// <param name="change">Makes the new revision of the present one; its number and id are set here.</param>
    /// <returns>The machine after the update; null where there is none.</returns>
    public async Task<StateMachineRow?> UpdateAsync(string arn, Func<StateMachineRevisionRow, StateMachineRevisionRow> change, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(arn, cancellationToken) is not { } row) return null;
        var changed = change(row.Revision);
        if (row.Deleting || changed == row.Revision) return row;
        var updated = row with
        {
            Revision = changed with { Number = row.Revision.Number + 1, RevisionId = Guid.NewGuid().ToString(), CreatedAt = Now() },
        };
        await PutAsync(updated);
        return updated;
    }

    /// <summary>Marks a machine as deleting: it takes no more starts and goes when its executions have ended.</summary>
    /// <returns>The machine; null where there is none.</returns>
    public async Task<StateMachineRow?> MarkDeletingAsync(string arn, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(arn, cancellationToken) is not { } row) return null;
        if (row.Deleting)
        {
            _leaving[row.Id] = true; // marked by an earlier run
            return row;
        }
        var marked = row with { Deleting = true };
        await PutAsync(marked);
        _leaving[row.Id] = true;
        return marked;
    }

    /// <summary>Removes a machine that was marked and has no open execution.</summary>
    public async Task RemoveAsync(StateMachineRow row, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        await committer.CommitAsync(new StoreChange.RemoveStateMachine(row.Id));
        _known.Remove(row.Arn);
    }

    private async Task PutAsync(StateMachineRow row)
    {
        await committer.CommitAsync(new StoreChange.PutStateMachine(row));
        _known.Put(row.Arn, row);
    }

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}
