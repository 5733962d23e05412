using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Runtime.Execution;

namespace Baton.Runtime.Tasks;

/// <summary>A worker's connection, which tasks are given to as they come. What is called here must be quick.</summary>
public interface ITaskReceiver
{
    /// <summary>Whether more can be sent to the worker now; where not, <see cref="ActivityDispatcher.Resume"/> follows.</summary>
    bool HasRoom { get; }

    /// <summary>
    /// So many bytes of input are on their way, which take room until they are received. Less than 0: they have come, or will not.
    /// </summary>
    void Expect(int bytes);

    /// <summary>A task was handed out to the worker, and that is durable.</summary>
    void Receive(ActivitySubscription subscription, HandedOutTask task);

    /// <summary>A task that the worker has was ended by somebody else: nobody waits for its result.</summary>
    void Withdraw(TaskToken token);
}

/// <summary>A worker that takes many tasks of one activity at a time, without asking for each. The dispatcher holds its lock.</summary>
public sealed class ActivitySubscription : ITaskTaker
{
    private readonly ActivityDispatcher _dispatcher;

    internal ActivitySubscription(ActivityDispatcher dispatcher, string activityArn, string? workerName, int number, ITaskReceiver receiver)
    {
        _dispatcher = dispatcher;
        ActivityArn = activityArn;
        WorkerName = workerName;
        Number = number;
        Receiver = receiver;
        Place = new LinkedListNode<ITaskTaker>(this);
    }

    public string ActivityArn { get; }

    /// <summary>Shows in history; null for none.</summary>
    public string? WorkerName { get; }

    /// <summary>The receiver's own number for it.</summary>
    public int Number { get; }

    internal ITaskReceiver Receiver { get; }

    /// <summary>How many tasks the worker takes at once.</summary>
    internal int TasksMax { get; set; }

    /// <summary>How many it has not answered, those on their way to it included.</summary>
    internal int Unanswered { get; set; }

    /// <summary>Runs while nothing is given to it, because handing out failed.</summary>
    internal ITimer? Pause { get; set; }

    internal bool IsClosed { get; set; }

    /// <summary>Where it waits among the takers of its activity, if it does.</summary>
    internal LinkedListNode<ITaskTaker> Place { get; }

    bool ITaskTaker.HasRoom => HasRoom;

    internal bool HasRoom => Unanswered < TasksMax && Pause is null && !IsClosed && Receiver.HasRoom;

    HandOut ITaskTaker.Take(OfferedTask offered) => Take(offered);

    internal HandOut Take(OfferedTask offered)
    {
        _dispatcher.Hold_NeedsLock(offered.Token, this);
        Receiver.Expect(offered.InputBytes);
        return new HandOut(_dispatcher, this, offered);
    }

    void ITaskTaker.StopWaiting()
    {
    }
}

/// <summary>A task on its way to a subscription: it arrives when it is durable that the worker has it.</summary>
internal sealed class HandOut(ActivityDispatcher dispatcher, ActivitySubscription to, OfferedTask offered) : IReply<Decision>
{
    public ActivitySubscription To => to;

    public OfferedTask Offered => offered;

    /// <summary>Whether the task is scheduled with the same commit, so that there is none if that fails.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether the worker has the task already, and says so after its connection broke.</summary>
    public bool IsClaim { get; init; }

    public ExecutionCommand.StartTask Command => new(offered.Token, to.WorkerName);

    public void Set(Decision decision) => dispatcher.HandedOut(this, decision);

    public void Fail(Exception error) => dispatcher.HandOutFailed(this, error);
}
