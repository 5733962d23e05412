using System.Collections.Concurrent;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>The activities that are known.</summary>
public sealed class ActivityRegistry(IStore store, GroupCommitter committer, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<string, ActivityRow> _known = [];
    private long _lastId = store.Status.LastActivityId;

    public async ValueTask<ActivityRow?> FindAsync(string arn, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(arn, out var known)) return known;
        var row = await store.FindActivityAsync(arn, cancellationToken);
        if (row is not null) _known[arn] = row;
        return row;
    }

    /// <summary>Registers an activity; one that is there already is given back as it is.</summary>
    public async Task<ActivityRow> CreateAsync(string arn, string name, string region, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (await FindAsync(arn, cancellationToken) is { } existing) return existing;
            var row = new ActivityRow(++_lastId, arn, name, region, DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()));
            await committer.CommitAsync(new StoreChange.PutActivity(row));
            return _known[arn] = row;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Removes an activity; one that is not there is no error.</summary>
    public async Task DeleteAsync(string arn, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (await FindAsync(arn, cancellationToken) is not { } row) return;
            await committer.CommitAsync(new StoreChange.RemoveActivity(row.Id));
            _known.TryRemove(arn, out _);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();
}
