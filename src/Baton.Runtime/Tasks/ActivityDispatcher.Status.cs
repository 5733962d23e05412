using System.Runtime.InteropServices;

namespace Baton.Runtime.Tasks;

/// <summary>What is known of activities at a moment, for people.</summary>
public sealed partial class ActivityDispatcher
{
    private readonly HashSet<ActivitySubscription> _subscriptions = [];

    /// <summary>Who was there last, by activity. Only activities that exist are asked for, so it is bounded by them.</summary>
    private readonly Dictionary<string, WorkerSeen> _seen = [];

    /// <summary>How an activity stands.</summary>
    public ActivityStatus StatusOf(string activityArn)
    {
        lock (_lock)
        {
            var streams = _subscriptions.Where(subscription => subscription.ActivityArn == activityArn).OrderBy(subscription => subscription.WorkerName, StringComparer.Ordinal)
                .Select(subscription => new StreamStatus(subscription.WorkerName, subscription.TasksMax, subscription.Unanswered)).ToList();
            var seen = _seen.GetValueOrDefault(activityArn);
            return _queues.TryGetValue(activityArn, out var queue)
                ? new ActivityStatus(queue.Offered, queue.OldestSince, queue.Pollers, streams, seen)
                : new ActivityStatus(0, null, 0, streams, seen);
        }
    }

    private void See_NeedsLock(string activityArn, string? workerName) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_seen, activityArn, out _) = new WorkerSeen(_clock.GetUtcNow(), workerName);
}
