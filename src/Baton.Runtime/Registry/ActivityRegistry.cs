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
    /// <param name="arn">Its ARN.</param>
    /// <param name="name">Its name.</param>
    /// <param name="region">The region that lists it.</param>
    /// <param name="settings">Its settings, as a JSON object.</param>
    /// <param name="tags">Its tags, as a JSON object.</param>
    public async Task<ActivityRow> CreateAsync(string arn, string name, string region, string settings, string tags, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(arn, cancellationToken) is { } existing) return existing;
        var row = new ActivityRow(++_lastId, arn, name, region, clock.NowStored()) { Settings = settings, Tags = tags };
        await PutAsync(row);
        return row;
    }

    /// <summary>Changes the tags of an activity.</summary>
    /// <param name="arn">The activity.</param>
    /// <param name="change">Makes the new tags of the present ones; what it throws is passed on, and nothing changes.</param>
    /// <returns>The activity; null where there is none.</returns>
    public async Task<ActivityRow?> TagAsync(string arn, Func<string, string> change, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(arn, cancellationToken) is not { } row) return null;
        var tagged = row with { Tags = change(row.Tags) };
        if (tagged != row) await PutAsync(tagged);
        return tagged;
    }

    /// <summary>Removes an activity; one that is not there is no error.</summary>
    public async Task DeleteAsync(string arn, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(arn, cancellationToken) is not { } row) return;
        await committer.CommitAsync(new StoreChange.RemoveActivity(row.Id));
        _known.Remove(arn);
    }

    private async Task PutAsync(ActivityRow row)
    {
        await committer.CommitAsync(new StoreChange.PutActivity(row));
        _known.Put(row.Arn, row);
    }
}
