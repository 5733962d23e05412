namespace Baton.Runtime.Tasks;

/// <summary>Who waits for whom at an activity.</summary>
/// <param name="Workers">How many workers wait for a task: those that have one, and take only one at a time, are not among them.</param>
/// <param name="Tasks">How many tasks wait for a worker.</param>
/// <param name="AskedAt">When a worker last asked for one task by itself; null for not since the start.</param>
public sealed record ActivityDemand(int Workers, int Tasks, DateTimeOffset? AskedAt);

/// <summary>What people are told who wonder why nothing comes.</summary>
public sealed partial class ActivityDispatcher
{
    private const int AskedMax = 10_000;

    private readonly Dictionary<string, DateTimeOffset> _askedAt = [];

    public ActivityDemand DemandOf(string activityArn)
    {
        lock (_lock)
        {
            var queue = _queues.GetValueOrDefault(activityArn);
            return new ActivityDemand(queue?.Workers ?? 0, queue?.Tasks ?? 0, _askedAt.TryGetValue(activityArn, out var at) ? at : null);
        }
    }

    private void Asked_NeedsLock(string activityArn)
    {
        if (_askedAt.Count >= AskedMax) _askedAt.Clear(); // rare, and cheaper than keeping an order
        _askedAt[activityArn] = _clock.GetUtcNow();
    }
}
