using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Runtime.Execution;

namespace Baton.Runtime.Tasks;

/// <summary>Workers that take many tasks at a time: each has room for so many, and is given more as it answers.</summary>
public sealed partial class ActivityDispatcher
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Who has the tasks that were given to subscriptions and are not answered.</summary>
    private readonly Dictionary<TaskToken, ActivitySubscription> _held = [];

    /// <summary>Sends a command about a task and comes back at once; set by the runtime.</summary>
    internal Action<TaskToken, ExecutionCommand, IReply<Decision>> Post { get; set; } = (_, _, _) => throw new InvalidOperationException("The router is not wired.");

    /// <summary>Begins to take tasks of an activity; <see cref="SetTasksMax"/> says how many.</summary>
    public ActivitySubscription Subscribe(string activityArn, string? workerName, int number, ITaskReceiver receiver)
    {
        var subscription = new ActivitySubscription(this, activityArn, workerName, number, receiver);
        lock (_lock)
        {
            _subscriptions.Add(subscription);
            See_NeedsLock(activityArn, workerName);
        }
        return subscription;
    }

    /// <summary>Says how many tasks a worker takes at once; 0 is no more.</summary>
    public void SetTasksMax(ActivitySubscription subscription, int tasksMax)
    {
        lock (_lock) subscription.TasksMax = tasksMax;
        Resume(subscription);
    }

    /// <summary>Gives a worker what it has room for.</summary>
    public void Resume(ActivitySubscription subscription)
    {
        List<HandOut>? handOuts = null;
        lock (_lock) Refill_NeedsLock(subscription, ref handOuts);
        Begin(handOuts);
    }

    /// <summary>A worker says that it has tasks which it was given over another connection. They are not given to others unless that was done already.</summary>
    public void Claim(ActivitySubscription subscription, IReadOnlyList<TaskToken> tokens)
    {
        List<HandOut>? handOuts = null;
        lock (_lock)
        {
            foreach (var token in tokens)
            {
                if (Hold_NeedsLock(token, subscription) is { } before) Refill_NeedsLock(before, ref handOuts);
                if (!_queues.TryGetValue(subscription.ActivityArn, out var queue) || !queue.Remove(token)) continue;
                (handOuts ??= []).Add(ClaimOf(subscription, token));
                Forget(subscription.ActivityArn, queue);
            }
        }
        Begin(handOuts);
    }

    /// <summary>A worker has sent results: there is room for as many other tasks.</summary>
    /// <returns>Whose task each was; null for one that this worker does not have.</returns>
    public ActivitySubscription?[] Answered(ITaskReceiver receiver, IReadOnlyList<TaskToken> tokens)
    {
        List<HandOut>? handOuts = null;
        var holders = new ActivitySubscription?[tokens.Count];
        lock (_lock)
        {
            for (var i = 0; i < holders.Length; i++)
            {
                if (!_held.TryGetValue(tokens[i], out var holder) || holder.Receiver != receiver) continue;
                Release_NeedsLock(tokens[i], holder);
                holders[i] = holder;
            }
            foreach (var holder in holders)
            {
                if (holder is not null) Refill_NeedsLock(holder, ref handOuts);
            }
        }
        Begin(handOuts);
        return holders;
    }

    /// <summary>A worker will not do tasks that it was given: others get them.</summary>
    public void Return(ITaskReceiver receiver, IReadOnlyList<TaskToken> tokens)
    {
        var holders = Answered(receiver, tokens);
        for (var i = 0; i < holders.Length; i++)
        {
            if (holders[i] is not null) OfferAgain(tokens[i]);
        }
    }

    /// <summary>The result of a task could not be stored. The worker is told, if it is there, and sends it again; otherwise others get the task.</summary>
    public void ResultLost(ActivitySubscription subscription, TaskToken token)
    {
        lock (_lock)
        {
            if (!subscription.IsClosed)
            {
                Hold_NeedsLock(token, subscription);
                return;
            }
        }
        OfferAgain(token);
    }

    /// <summary>Takes no more tasks.</summary>
    /// <param name="isGone">The worker has gone: others get its tasks. Otherwise it keeps them, because it is the server that goes.</param>
    public void Close(ActivitySubscription subscription, bool isGone)
    {
        List<TaskToken> held;
        lock (_lock)
        {
            subscription.IsClosed = true;
            _subscriptions.Remove(subscription);
            See_NeedsLock(subscription.ActivityArn, subscription.WorkerName);
            subscription.Pause?.Dispose();
            if (_queues.TryGetValue(subscription.ActivityArn, out var queue))
            {
                queue.StopWaiting(subscription.Place);
                Forget(subscription.ActivityArn, queue);
            }
            held = [.. from task in _held where task.Value == subscription select task.Key];
            foreach (var token in held) _held.Remove(token);
        }
        if (isGone) held.ForEach(OfferAgain);
    }

    /// <summary>Gives a task that is being scheduled to a worker that has room for it.</summary>
    internal HandOut? TryHandOut(OpenTask task)
    {
        lock (_lock)
        {
            if (!_queues.TryGetValue(task.ResourceArn, out var queue) || queue.Next is not ActivitySubscription) return null;
            var next = queue.GiveToNext(OfferedTask.Of(task, default))!;
            Forget(task.ResourceArn, queue);
            return new HandOut(this, next.To, next.Offered) { IsNew = true };
        }
    }

    /// <returns>Who had it before; null for nobody.</returns>
    internal ActivitySubscription? Hold_NeedsLock(TaskToken token, ActivitySubscription subscription)
    {
        if (_held.Remove(token, out var before)) before.Unanswered--;
        _held.Add(token, subscription);
        subscription.Unanswered++;
        _handedOutInThisRun?.Add(token);
        return before;
    }

    internal void HandedOut(HandOut handOut, Decision decision)
    {
        var (to, token) = (handOut.To, handOut.Offered.Token);
        if (handOut.IsClaim && decision is Decision.Rejected { Kind: RejectionKind.TaskAlreadyStarted }) return; // as the worker says
        var input = InputOf(token, decision);
        bool isHeld;
        List<HandOut>? handOuts = null;
        lock (_lock)
        {
            isHeld = _held.GetValueOrDefault(token) == to;
            if (isHeld && input is null)
            {
                Release_NeedsLock(token, to); // it has ended meanwhile: the next one
                Refill_NeedsLock(to, ref handOuts);
            }
        }
        Begin(handOuts);
        if (input is not null && !handOut.IsClaim)
        {
            if (isHeld) to.Receiver.Receive(to, new HandedOutTask(token, input));
            else OfferAgain(token);
        }
        to.Receiver.Expect(-handOut.Offered.InputBytes);
    }

    /// <summary>What is offered stays so. The subscription gets nothing for a while, so that a store that is away is not asked all the time.</summary>
    internal void HandOutFailed(HandOut handOut, Exception error)
    {
        var (to, token) = (handOut.To, handOut.Offered.Token);
        HandOut? next = null;
        lock (_lock)
        {
            if (_held.GetValueOrDefault(token) == to) Release_NeedsLock(token, to);
            if (!to.IsClosed) to.Pause ??= _clock.CreateTimer(_ => EndPause(to), null, PauseAfterFailure, Timeout.InfiniteTimeSpan);
            if (!handOut.IsNew && (RuntimeFailures.IsTransient(error) || error is RuntimeStoppedException)) next = Add_NeedsLock(to.ActivityArn, handOut.Offered, toFront: true);
        }
        Begin(next);
        to.Receiver.Expect(-handOut.Offered.InputBytes);
    }

    private HandOut ClaimOf(ActivitySubscription holder, TaskToken token) => new(this, holder, new OfferedTask(token, InputBytes: 0, default)) { IsClaim = true };

    private void EndPause(ActivitySubscription subscription)
    {
        lock (_lock)
        {
            subscription.Pause?.Dispose();
            subscription.Pause = null;
        }
        Resume(subscription);
    }

    private void Refill_NeedsLock(ActivitySubscription subscription, ref List<HandOut>? handOuts)
    {
        if (_stopped || !subscription.HasRoom || subscription.Place.List is not null) return;
        var queue = QueueOf(subscription.ActivityArn);
        while (subscription.HasRoom && queue.TryTake() is { } offered) (handOuts ??= []).Add(subscription.Take(offered));
        if (subscription.HasRoom) queue.Wait(subscription.Place);
        Forget(subscription.ActivityArn, queue);
    }

    private void Release_NeedsLock(TaskToken token, ActivitySubscription holder)
    {
        _held.Remove(token);
        holder.Unanswered--;
    }

    private void Begin(List<HandOut>? handOuts) => handOuts?.ForEach(Begin);

    private void Begin(HandOut? handOut)
    {
        if (handOut is not null) Post(handOut.Offered.Token, handOut.Command, handOut);
    }

    private void OfferAgain(TaskToken token) => Post(token, new ExecutionCommand.OfferTaskAgain(token), new OfferedAgain(this, token));

    /// <summary>That a task waits for a worker again must not be lost to an outage of the store.</summary>
    private sealed class OfferedAgain(ActivityDispatcher dispatcher, TaskToken token) : IReply<Decision>
    {
        public void Set(Decision decision)
        {
        }

        public void Fail(Exception error)
        {
            if (error is ExecutionFaultedException) return; // it was set aside, and said so
            Interlocked.Increment(ref dispatcher._unsettled);
            if (RuntimeFailures.IsTransient(error)) dispatcher.SendLater(token, new ExecutionCommand.OfferTaskAgain(token));
        }
    }
}
