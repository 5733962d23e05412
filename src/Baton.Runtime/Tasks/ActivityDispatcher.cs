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
public sealed partial class ActivityDispatcher
{
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ActivityQueue> _queues = [];
    private HashSet<TaskToken>? _handedOutInThisRun = [];
    private bool _stopped;
    private int _unsettled; // hand-outs of which it is not known that the worker has the task, or that it is offered again

    internal ActivityDispatcher(TimeProvider clock) => _clock = clock;

    /// <summary>Sends a command to an execution and tells its decision; set by the router, which needs this dispatcher first.</summary>
    internal Func<long, int, ExecutionCommand, Task<Decision>> Send { get; set; } = (_, _, _) => throw new InvalidOperationException("The router is not wired.");

    /// <summary>Sends a command until it is decided, in the background; set by the runtime.</summary>
    internal Action<TaskToken, ExecutionCommand> SendLater { get; set; } = (_, _) => throw new InvalidOperationException("The router is not wired.");

    /// <summary>How many activities have tasks that wait for workers, or workers that wait for tasks.</summary>
    internal int ActiveQueues
    {
        get
        {
            lock (_lock) return _queues.Count;
        }
    }

    /// <summary>Whether each task that was handed out is known to be with its worker, or to be offered again.</summary>
    internal bool IsSettled => Volatile.Read(ref _unsettled) == 0;

    /// <summary>Waits for a task of an activity.</summary>
    /// <param name="wait">How long.</param>
    /// <param name="stopWaiting">Ends the wait; a task that is on its way by then is handed out all the same.</param>
    /// <param name="isGone">The caller has gone: a task that is on its way goes to the next one.</param>
    /// <returns>The task, or null when none came.</returns>
    public async Task<HandedOutTask?> PollAsync(
        string activityArn, string? workerName, TimeSpan wait, CancellationToken stopWaiting, CancellationToken isGone)
    {
        var since = _clock.GetTimestamp();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopWaiting, isGone);
        while (await TakeAsync(activityArn, workerName, wait - _clock.GetElapsedTime(since), either.Token) is { } offered)
        {
            if (isGone.IsCancellationRequested)
            {
                Add(activityArn, offered, toFront: true);
                return null;
            }
            var isSettled = true;
            Interlocked.Increment(ref _unsettled);
            try
            {
                if (await HandOutAsync(activityArn, offered, workerName) is not { } input) continue; // it has ended meanwhile: the next one
                if (!isGone.IsCancellationRequested) return new HandedOutTask(offered.Token, input);
                isSettled = await OfferAgainAsync(offered.Token);
                return null;
            }
            finally
            {
                if (isSettled) Interlocked.Decrement(ref _unsettled);
            }
        }
        return null;
    }

    /// <summary>Offers a task to the workers of its activity; one that a worker has, or says that it has, stays with it.</summary>
    internal void Offer(OpenTask task)
    {
        HandOut? handOut;
        lock (_lock)
        {
            handOut = _held.TryGetValue(task.Token, out var holder)
                ? ClaimOf(holder, task.Token)
                : Add_NeedsLock(task.ResourceArn, OfferedTask.Of(task, _clock.GetUtcNow()), toFront: task.IsOfferedAgain);
        }
        Begin(handOut);
    }

    /// <summary>Whether a worker was given the task since the last start; known until <see cref="Recovered"/>.</summary>
    internal bool WasHandedOut(TaskToken token)
    {
        lock (_lock) return _handedOutInThisRun is { } handedOut && handedOut.Contains(token);
    }

    /// <summary>What the last run left is offered: from here on nothing is offered again.</summary>
    internal void Recovered()
    {
        lock (_lock) _handedOutInThisRun = null;
    }

    /// <summary>Takes a task back that has ended without a worker.</summary>
    internal void Withdraw(OpenTask task)
    {
        ActivitySubscription? holder;
        lock (_lock)
        {
            _held.TryGetValue(task.Token, out holder);
            if (_queues.TryGetValue(task.ResourceArn, out var queue))
            {
                queue.Remove(task.Token);
                Forget(task.ResourceArn, queue);
            }
        }
        holder?.Receiver.Withdraw(task.Token);
    }

    /// <summary>Ends all waits, and begins no new ones.</summary>
    internal void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            foreach (var queue in _queues.Values) queue.StopWaiting();
        }
    }

    private void Add(string activityArn, OfferedTask offered, bool toFront)
    {
        HandOut? handOut;
        lock (_lock) handOut = Add_NeedsLock(activityArn, offered, toFront);
        Begin(handOut);
    }

    private HandOut? Add_NeedsLock(string activityArn, OfferedTask offered, bool toFront)
    {
        var queue = QueueOf(activityArn);
        var handOut = queue.Add(offered, toFront);
        Forget(activityArn, queue);
        return handOut;
    }

    private async Task<OfferedTask?> TakeAsync(string activityArn, string? workerName, TimeSpan wait, CancellationToken cancellationToken)
    {
        var poll = new Poll();
        var place = new LinkedListNode<ITaskTaker>(poll);
        ActivityQueue queue;
        lock (_lock)
        {
            if (_stopped || cancellationToken.IsCancellationRequested) return null;
            See_NeedsLock(activityArn, workerName);
            queue = QueueOf(activityArn);
            var offered = queue.TryTake();
            if (offered is not null || wait <= TimeSpan.Zero)
            {
                Forget(activityArn, queue);
                return offered;
            }
            queue.Wait(place);
        }

        // A task may come in the moment in which the wait ends; then it is the result, and is handed out.
        using var timer = _clock.CreateTimer(_ => StopWaiting(activityArn, queue, place), null, wait, Timeout.InfiniteTimeSpan);
        await using var gone = cancellationToken.UnsafeRegister(_ => StopWaiting(activityArn, queue, place), null);
        return await poll.Task;
    }

    private void StopWaiting(string activityArn, ActivityQueue queue, LinkedListNode<ITaskTaker> place)
    {
        lock (_lock)
        {
            queue.StopWaiting(place);
            Forget(activityArn, queue);
        }
    }

    /// <summary>Makes it durable that a worker has the task.</summary>
    /// <returns>The task's input; null where the task has ended or another worker has it.</returns>
    private async Task<JsonText?> HandOutAsync(string activityArn, OfferedTask offered, string? workerName)
    {
        var token = offered.Token;
        lock (_lock) _handedOutInThisRun?.Add(token);
        try
        {
            return InputOf(token, await Send(token.Number, token.Partition, new ExecutionCommand.StartTask(token, workerName)));
        }
        catch (Exception e) when (RuntimeFailures.IsTransient(e) || e is RuntimeStoppedException)
        {
            Add(activityArn, offered, toFront: true);
            throw;
        }
        catch (ExecutionFaultedException)
        {
            return null; // its execution was set aside, and said so: the others go on
        }
    }

    /// <summary>Makes it durable that a task waits for a worker again, because the one that it was handed to has gone.</summary>
    /// <returns>Whether it is; false where that is tried on in the background, or is left to the next start because this one stops.</returns>
    private async Task<bool> OfferAgainAsync(TaskToken token)
    {
        var command = new ExecutionCommand.OfferTaskAgain(token);
        try
        {
            await Send(token.Number, token.Partition, command);
            return true;
        }
        catch (ExecutionFaultedException)
        {
            return true; // its execution was set aside, and said so
        }
        catch (Exception e) when (RuntimeFailures.IsTransient(e) || e is RuntimeStoppedException)
        {
            if (e is not RuntimeStoppedException) SendLater(token, command);
            return false;
        }
    }

    /// <returns>The input of a task that a decision has handed out; null where it has not.</returns>
    private static JsonText? InputOf(TaskToken token, Decision decision) =>
        decision is Decision.Accepted accepted && accepted.State.Find(token.Frame)?.Task is { } task && task.Token == token ? task.Input : null;

    private ActivityQueue QueueOf(string activityArn)
    {
        if (!_queues.TryGetValue(activityArn, out var queue)) _queues[activityArn] = queue = new ActivityQueue();
        return queue;
    }

    /// <summary>A wait may end when its queue was forgotten already, and another one is in its place.</summary>
    private void Forget(string activityArn, ActivityQueue queue)
    {
        if (queue.IsEmpty && _queues.GetValueOrDefault(activityArn) == queue) _queues.Remove(activityArn);
    }

    /// <summary>A worker that waits for one task.</summary>
    private sealed class Poll() : TaskCompletionSource<OfferedTask?>(TaskCreationOptions.RunContinuationsAsynchronously), ITaskTaker
    {
        public bool HasRoom => !Task.IsCompleted;

        public HandOut? Take(OfferedTask offered)
        {
            SetResult(offered);
            return null;
        }

        public void StopWaiting() => TrySetResult(null);
    }
}
