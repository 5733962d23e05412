using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>The activities that are known.</summary>
public sealed class ActivityRegistry(IStore store, GroupCommitter committer, TimeProvider clock)
{
    private readonly Gate _writing = new();
    private readonly RegistryCache<ActivityRow> _known = new();
    private long _lastId = store.Status.LastActivityId;

    public ValueTask<ActivityRow?> FindAsync(string arn, CancellationToken cancellationToken) =>
        _known.FindAsync(arn, store.FindActivityAsync, cancellationToken);

    /// <summary>Whether an activity is there, as far as memory knows: false can mean that it was not asked for yet.</summary>
    internal bool IsKnown(string arn) => _known.Find(arn) is not null;

    /// <summary>Registers an activity; one that is there already is given back as it is.</summary>
    public async Task<ActivityRow> CreateAsync(string arn, string name, string region, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(arn, cancellationToken) is { } existing) return existing;
        var row = new ActivityRow(++_lastId, arn, name, region, DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()));
        await committer.CommitAsync(new StoreChange.PutActivity(row));
        _known.Put(arn, row);
        return row;
    }

    /// <summary>Removes an activity; one that is not there is no error.</summary>
    public async Task DeleteAsync(string arn, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(arn, cancellationToken) is not { } row) return;
        await committer.CommitAsync(new StoreChange.RemoveActivity(row.Id));
        _known.Remove(arn);
    }
}
