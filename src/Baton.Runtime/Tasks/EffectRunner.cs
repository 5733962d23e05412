using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Language.Model;
using Baton.Runtime.MapRuns;
using Baton.Runtime.Registry;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Tasks;

/// <summary>Does what executions owe to the outside, at least once: offers activity tasks, calls functions and services, continues long runs.</summary>
internal sealed class EffectRunner : IDisposable
{
    private readonly ActivityDispatcher _dispatcher;
    private readonly ActivityRegistry _activities;
    private readonly BackgroundWork _background;
    private readonly Invocations _invocations;
    private readonly Persistence _persistence;
    private readonly IntegrationCalls _calls;
    private readonly JobWatcher _jobs;
    private readonly CancellationTokenSource _stopping = new();

    /// <param name="integrations">Asked at each call, so that one which needs the runtime can join before it starts.</param>
    public EffectRunner(
        ActivityDispatcher dispatcher, ActivityRegistry activities, IReadOnlyList<ITaskIntegration> integrations, IStore store, int invocationsMax, BackgroundWork background,
        TimeProvider clock, ILogger<EffectRunner> logger)
    {
        _dispatcher = dispatcher;
        _activities = activities;
        _background = background;
        _invocations = new Invocations(invocationsMax, _stopping.Token);
        _persistence = new Persistence(clock, logger, _stopping.Token);
        _calls = new IntegrationCalls(integrations, _persistence, logger);
        _jobs = new JobWatcher(_calls, new ParentTasks(store), _persistence, background, logger);
    }

    /// <summary>Sends a command to an execution and tells its decision; set by the router, which needs this runner first.</summary>
    public Func<long, int, ExecutionCommand, IReadOnlyList<StoreChange>, Task<Decision>> Send
    {
        set => _persistence.Send = value;
    }

    /// <summary>Runs the items of distributed Maps; set by the runtime, because it needs the router first.</summary>
    public MapRunService MapRuns { get; set; } = null!;

    /// <summary>Begins to do what is owed, and comes back at once.</summary>
    public void Run(long number, int partition, Effect effect)
    {
        switch (effect)
        {
            case Effect.DispatchActivity dispatch: Offer(dispatch.Task); break;
            case Effect.InvokeTask invoke: Begin(_invocations.Add(invoke.Task)); break;
            case Effect.RunMap map: MapRuns.Run(number, map); break;
            case Effect.WatchJob watch: _jobs.Watch(watch.Task); break;
            case Effect.AskParent ask: _jobs.AskParent(number, partition, ask.Parent); break;
            case Effect.Continue: _background.Start(() => _persistence.SendAsync(number, partition, new ExecutionCommand.ContinueExecution(), CancellationToken.None)); break;
            default: throw new InvariantException("An effect is a dispatch, a call, a watch, a question, a Map Run or a continuation.");
        }
    }

    /// <summary>Sends a command about a task until it is decided, and comes back at once.</summary>
    public void SendLater(TaskToken token, ExecutionCommand command) =>
        _background.Start(() => _persistence.SendAsync(token.Number, token.Partition, command, CancellationToken.None));

    /// <summary>Whether a worker was given the task since the last start; known until what the run before left is taken up.</summary>
    public bool WasHandedOut(OpenTask task) => _dispatcher.WasHandedOut(task.Token);

    /// <summary>Takes back what was done for a task that has ended otherwise: timed out, or its execution was stopped.</summary>
    public void Withdraw(EndedTask ended)
    {
        if (ended.Task.Kind == TaskKind.Activity)
        {
            _dispatcher.Withdraw(ended.Task);
            return;
        }
        _invocations.Withdraw(ended.Task.Token);
        KeeperOf(ended.Task)?.Stored();
        if (ended.Task.Pattern == IntegrationPattern.RunJob) _jobs.Withdraw(ended);
    }

    /// <summary>What is stored with a decision: it itself, what was handed in with the command, and what those keep whose tasks it ends.</summary>
    public StoreChange Together(StoreChange.Append append, IReadOnlyList<StoreChange> alongside, IReadOnlyList<EndedTask> ended)
    {
        if (alongside.Count + ended.Count == 0) return append;
        var ends = EndsOf(ended, alongside.Count > 0);
        return alongside.Count + ends.Count == 0 ? append : new StoreChange.Group([append, .. alongside, .. ends]);
    }

    /// <param name="isHandedIn">Whether something was handed in with the result of a task: who does that knows that his own has ended.</param>
    private List<StoreChange> EndsOf(IReadOnlyList<EndedTask> ended, bool isHandedIn) =>
        [.. ended.Where(end => !isHandedIn || !end.Succeeded).Select(end => KeeperOf(end.Task)?.Ended(end.Task)).OfType<StoreChange>()];

    /// <summary>Ends a Map Run that nobody waits for any more.</summary>
    public void Withdraw(OpenMapRun run) => MapRuns.Withdraw(run);

    /// <summary>Tells a Map Run that one of its children has ended.</summary>
    public void ChildEnded(MapRunParent parent, ExecutionStatus status, bool canBeRedriven) => MapRuns.ChildEnded(parent, status, canBeRedriven);

    /// <summary>Gives up calls that are under way; they are made again after the next start.</summary>
    public async Task StopAsync()
    {
        _stopping.Cancel();
        await _background.CloseAsync();
    }

    public void Dispose() => _stopping.Dispose();

    /// <returns>The hand-out of an activity task that is being scheduled, to a worker that has room for it; null where it has to be offered.</returns>
    public HandOut? TryHandOut(OpenTask task) => _activities.IsKnown(task.ResourceArn) ? _dispatcher.TryHandOut(task) : null;

    /// <summary>Offers a task to the workers of its activity, or fails it where there is no such activity.</summary>
    private void Offer(OpenTask task)
    {
        if (task.IsOfferedAgain || _activities.IsKnown(task.ResourceArn)) _dispatcher.Offer(task);
        else _background.Start(() => OfferIfThereAsync(task));
    }

    private async Task OfferIfThereAsync(OpenTask task)
    {
        var isThere = true;
        try
        {
            isThere = await _activities.FindAsync(task.ResourceArn, _stopping.Token) is not null;
        }
        catch (Exception e) when (RuntimeFailures.IsTransient(e) || e is OperationCanceledException)
        {
            // Whether there is such an activity could not be read: a worker that polls it knows.
        }
        if (isThere)
        {
            _dispatcher.Offer(task);
            return;
        }
        var gone = $"The activity {task.ResourceArn} does not exist.";
        await _persistence.SendAsync(
            task.Token.Number, task.Token.Partition, new ExecutionCommand.FailTask(task.Token, StateErrors.Runtime, gone, TaskFailureKind.ScheduleFailed), CancellationToken.None);
    }

    private ITaskKeeper? KeeperOf(OpenTask task) => task.Pattern == IntegrationPattern.WaitForTaskToken ? _calls.Find(task) as ITaskKeeper : null;

    private void Begin(Invocation? invocation)
    {
        if (invocation is not null) _background.Start(() => InvokeAsync(invocation));
    }

    private async Task InvokeAsync(Invocation invocation)
    {
        var task = invocation.Task;
        try
        {
            // A job that is being started is waited for even if nobody wants it any more: it is known then, and can be stopped.
            var unwanted = task.Pattern == IntegrationPattern.RunJob ? _persistence.Stopping : invocation.Cancelled;
            var outcome = await _calls.CallAsync(task, integration => integration.InvokeAsync(task, unwanted), unwanted);
            Begin(_invocations.Next());
            if (outcome is null) return;
            var command = IntegrationCalls.CommandOf(task, outcome);
            var alongside = outcome is TaskOutcome.Succeeded succeeded ? succeeded.Alongside : [];
            var decision = await _persistence.SendAsync(task.Token.Number, task.Token.Partition, command, alongside, unwanted);
            if (alongside.Count > 0 && decision is Decision.Accepted) (_calls.Find(task) as ITaskKeeper)?.Stored();
            if (task.Pattern != IntegrationPattern.RunJob || command is not ExecutionCommand.SubmitTask submit) return;
            if (decision is Decision.Rejected { Kind: RejectionKind.TaskNotOpen or RejectionKind.ExecutionNotRunning }) _jobs.Settle(task with { Submission = submit.Output });
        }
        finally
        {
            _invocations.End(invocation);
        }
    }
}
