using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Runtime.Tasks;

/// <summary>A task as a worker gets it.</summary>
public sealed record HandedOutTask(TaskToken Token, JsonText Input);

/// <summary>
/// Brings activity tasks and polling workers together, in the order in which both came. That a task was handed out is durable before
/// the worker hears of it; a worker that has gone by then leaves the task to the next one.
/// </summary>
public sealed class ActivityDispatcher(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ActivityQueue> _queues = [];

    /// <summary>Sends a command to an execution and tells its decision; set by the router, which needs this dispatcher first.</summary>
    internal Func<long, int, ExecutionCommand, Task<Decision>> Send { get; set; } = (_, _, _) => throw new InvalidOperationException("The router is not wired.");

    /// <summary>Waits for a task of an activity.</summary>
    /// <returns>The task, or null when none came in time or the caller has gone.</returns>
    public async Task<HandedOutTask?> PollAsync(string activityArn, string? workerName, TimeSpan wait, CancellationToken cancellationToken)
    {
        var deadline = clock.GetUtcNow() + wait;
        while (await TakeAsync(activityArn, deadline, cancellationToken) is { } offered)
        {
            if (!await HandOutAsync(activityArn, offered, workerName)) continue; // it has ended meanwhile: the next one
            if (!cancellationToken.IsCancellationRequested) return new HandedOutTask(offered.Token, offered.Input);
            Return(activityArn, offered.Token, offered.Input);
        }
        return null;
    }

    /// <summary>Takes back a task whose worker has gone before it got it: the next one gets it.</summary>
    public void Return(string activityArn, TaskToken token, JsonText input) => Add(activityArn, new OfferedTask(token, input, WasStarted: true), toFront: true);

    /// <summary>Offers a task to the workers of its activity. One that is offered already is not offered twice.</summary>
    internal void Offer(OpenTask task) => Add(task.ResourceArn, new OfferedTask(task.Token, task.Input, task.StartedAt is not null), toFront: false);

    private void Add(string activityArn, OfferedTask offered, bool toFront)
    {
        lock (_lock)
        {
            if (!_queues.TryGetValue(activityArn, out var queue)) _queues[activityArn] = queue = new ActivityQueue();
            queue.Add(offered, toFront);
        }
    }

    private async Task<OfferedTask?> TakeAsync(string activityArn, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        TaskCompletionSource<OfferedTask?> waiter;
        ActivityQueue? queue;
        lock (_lock)
        {
            if (!_queues.TryGetValue(activityArn, out queue)) _queues[activityArn] = queue = new ActivityQueue();
            if (cancellationToken.IsCancellationRequested) return null;
            if (queue.TryTake() is { } offered) return offered;
            waiter = queue.Wait();
        }
        var left = deadline - clock.GetUtcNow();
        using var timer = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        await using var gone = either.Token.Register(() =>
        {
            // A task may have come in the same moment; then it is the result, and is handed out or returned.
            lock (_lock) queue.StopWaiting(waiter);
        });
        return await waiter.Task;
    }

    /// <summary>Makes it durable that a worker has the task; false where the task has ended or another worker has it.</summary>
    private async Task<bool> HandOutAsync(string activityArn, OfferedTask offered, string? workerName)
    {
        try
        {
            var decision = await Send(offered.Token.Number, offered.Token.Partition, new ExecutionCommand.StartTask(offered.Token, workerName));
            return decision switch
            {
                Decision.Accepted => true,
                Decision.Rejected { Kind: RejectionKind.TaskAlreadyStarted } => offered.WasStarted, // its worker never got it
                _ => false,
            };
        }
        catch
        {
            Add(activityArn, offered, toFront: true);
            throw;
        }
    }
}
