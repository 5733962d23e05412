using System.Collections.Concurrent;
using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>What a machine is made of.</summary>
public sealed record NewStateMachine(string Arn, string Name, string Region, string Definition, string RoleArn, string Settings)
{
    public StateMachineType Type { get; init; } = StateMachineType.Standard;

    /// <summary>The tags, as a JSON object.</summary>
    public string Tags { get; init; } = "{}";

    /// <summary>The version that the first revision is published as; null for none.</summary>
    public Publication? Publication { get; init; }
}

/// <summary>A publication that comes with a creation or an update.</summary>
public sealed record Publication(string? Description);

/// <summary>A machine after a creation or an update.</summary>
/// <param name="Machine">The machine that has the ARN now.</param>
/// <param name="Version">The version that its present revision is, where a publication was asked for.</param>
/// <param name="IsNew">Whether it was created now.</param>
/// <param name="HasRoom">Whether it could have one more version, where a publication was asked for.</param>
public sealed record RegisteredMachine(StateMachineRow Machine, StateMachineVersionRow? Version, bool IsNew = false, bool HasRoom = true);

/// <summary>The machines that are known: creates, updates and deletes them one at a time.</summary>
public sealed class StateMachineRegistry
{
    private readonly MachineRows _rows;
    private readonly VersionRegistry _versions;
    private readonly SearchPaths _searchPaths;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<long, StateMachineRow> _leaving = [];
    private long _lastId;

    internal StateMachineRegistry(MachineRows rows, VersionRegistry versions, SearchPaths searchPaths, TimeProvider clock, long lastId)
    {
        _rows = rows;
        _versions = versions;
        _searchPaths = searchPaths;
        _clock = clock;
        _lastId = lastId;
    }

    /// <summary>The highest id that was given out.</summary>
    internal long LastId => Volatile.Read(ref _lastId);

    /// <summary>An id for something else whose executions are stored like a machine's.</summary>
    internal long NextId() => Interlocked.Increment(ref _lastId);

    public ValueTask<StateMachineRow?> FindAsync(string arn, CancellationToken cancellationToken) => _rows.FindAsync(arn, cancellationToken);

    /// <summary>
    /// Whether a machine is being deleted, or was in this run. A start may come with a row that was read before; whoever decides it asks here.
    /// </summary>
    internal bool IsLeaving(long id) => _leaving.ContainsKey(id);

    /// <summary>Told of each machine that is being deleted when an execution of it has ended: it may have been the last.</summary>
    internal Action<StateMachineRow> EndedWhileLeaving { get; set; } = _ => { };

    /// <summary>To be told when the end of an execution is durable.</summary>
    internal void ExecutionEnded(long id)
    {
        if (_leaving.TryGetValue(id, out var row)) EndedWhileLeaving(row);
    }

    /// <summary>Registers a machine unless its ARN is taken.</summary>
    public async Task<RegisteredMachine> CreateAsync(NewStateMachine machine, CancellationToken cancellationToken)
    {
        using var stay = await _rows.EnterAsync(cancellationToken);
        if (await FindAsync(machine.Arn, cancellationToken) is { } existing)
        {
            return new RegisteredMachine(existing, machine.Publication is null ? null : await _versions.FindPresentAsync(existing, cancellationToken));
        }
        var now = _clock.NowStored();
        var id = NextId();
        var row = new StateMachineRow
        {
            Id = id,
            Arn = machine.Arn,
            Name = machine.Name,
            Region = machine.Region,
            Type = machine.Type,
            Tags = machine.Tags,
            CreatedAt = now,
            Deleting = false,
            Revision = new StateMachineRevisionRow
            {
                StateMachineId = id,
                Number = 1,
                Definition = machine.Definition,
                RoleArn = machine.RoleArn,
                Settings = machine.Settings,
                CreatedAt = now,
            },
        };
        RegisteredMachine? created = null;
        await _searchPaths.ChangeAsync(row, async paths => created = await PutAsync(row, machine.Publication, isNew: true, paths));
        return created!;
    }

    /// <summary>Gives a machine a new revision if <paramref name="change"/> changes anything.</summary>
    /// <param name="arn">The machine.</param>
    /// <param name="change">Makes the new revision of the present one; its number and id are set here.</param>
    /// <param name="publication">Publishes what comes out; null for no publication.</param>
    /// <returns>The machine after the update; null where there is none. One that is being deleted stays as it is.</returns>
    public async Task<RegisteredMachine?> UpdateAsync(
        string arn, Func<StateMachineRevisionRow, StateMachineRevisionRow> change, Publication? publication, CancellationToken cancellationToken)
    {
        using var stay = await _rows.EnterAsync(cancellationToken);
        if (await FindAsync(arn, cancellationToken) is not { } row) return null;
        if (row.Deleting) return new RegisteredMachine(row, null);
        var changed = change(row.Revision);
        var present = publication is null || changed != row.Revision ? null : await _versions.FindPresentAsync(row, cancellationToken);
        if (changed == row.Revision && (publication is null || present is not null)) return new RegisteredMachine(row, present);
        if (publication is not null && !await _versions.HasRoomAsync(row, cancellationToken)) return new RegisteredMachine(row, null, HasRoom: false);
        if (changed != row.Revision)
        {
            changed = changed with { Number = row.Revision.Number + 1, RevisionId = Guid.NewGuid().ToString(), CreatedAt = _clock.NowStored() };
            row = row with { Revision = changed };
        }
        return await PutAsync(row, publication, isNew: false);
    }

    /// <summary>Changes the tags of a machine.</summary>
    /// <param name="arn">The machine.</param>
    /// <param name="change">Makes the new tags of the present ones; what it throws is passed on, and nothing changes.</param>
    /// <returns>The machine; null where there is none.</returns>
    public async Task<StateMachineRow?> TagAsync(string arn, Func<string, string> change, CancellationToken cancellationToken)
    {
        using var stay = await _rows.EnterAsync(cancellationToken);
        if (await FindAsync(arn, cancellationToken) is not { } row) return null;
        var tagged = row with { Tags = change(row.Tags) };
        if (tagged != row) await _searchPaths.ChangeAsync(tagged, paths => _rows.PutAsync(tagged, paths));
        return tagged;
    }

    /// <summary>Marks a machine as deleting: it takes no more starts, ends its executions at their next transition, and goes when the last has ended.</summary>
    /// <returns>The machine; null where there is none.</returns>
    public async Task<StateMachineRow?> MarkDeletingAsync(string arn, CancellationToken cancellationToken)
    {
        using var stay = await _rows.EnterAsync(cancellationToken);
        if (await FindAsync(arn, cancellationToken) is not { } row) return null;
        if (row.Deleting)
        {
            _leaving[row.Id] = row; // marked by an earlier run
            return row;
        }
        var marked = row with { Deleting = true };
        await _rows.PutAsync(marked);
        _leaving[row.Id] = marked;
        return marked;
    }

    /// <summary>Removes a machine that was marked and has no open execution.</summary>
    public async Task RemoveAsync(StateMachineRow row, CancellationToken cancellationToken)
    {
        using var stay = await _rows.EnterAsync(cancellationToken);
        await _rows.RemoveAsync(row, SearchPaths.RemovalOf(row));
    }

    private async Task<RegisteredMachine> PutAsync(StateMachineRow row, Publication? publication, bool isNew, StoreChange? together = null)
    {
        if (publication is null)
        {
            await _rows.PutAsync(row, together);
            return new RegisteredMachine(row, null, isNew);
        }
        var (published, version) = _versions.Next(row, publication.Description);
        var put = new StoreChange.PutVersion(version);
        await _rows.PutAsync(published, together is null ? put : new StoreChange.Group([put, together]));
        return new RegisteredMachine(published, version, isNew);
    }
}
