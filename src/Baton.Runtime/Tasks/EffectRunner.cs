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
internal sealed partial class EffectRunner : IDisposable
{
    private static readonly TimeSpan RetryDelayMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(30);

    private readonly ActivityDispatcher _dispatcher;
    private readonly ActivityRegistry _activities;
    private readonly IReadOnlyList<ITaskIntegration> _integrations;
    private readonly BackgroundWork _background;
    private readonly Invocations _invocations;
    private readonly TimeProvider _clock;
    private readonly ILogger<EffectRunner> _logger;
    private readonly CancellationTokenSource _stopping = new();

    public EffectRunner(
        ActivityDispatcher dispatcher, ActivityRegistry activities, IEnumerable<ITaskIntegration> integrations, int invocationsMax, BackgroundWork background,
        TimeProvider clock, ILogger<EffectRunner> logger)
    {
        _dispatcher = dispatcher;
        _activities = activities;
        _integrations = [.. integrations];
        _background = background;
        _invocations = new Invocations(invocationsMax, _stopping.Token);
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Sends a command to an execution; set by whoever runs the executions, and needs this runner first.</summary>
    public Func<long, int, ExecutionCommand, Task> Send { get; set; } = (_, _, _) => throw new InvalidOperationException("The router is not wired.");

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
            case Effect.Continue: _background.Start(() => SendUntilDecidedAsync(number, partition, new ExecutionCommand.ContinueExecution(), CancellationToken.None)); break;
            default: throw new InvariantException("An effect is a dispatch, a call or a continuation.");
        }
    }

    /// <summary>Offers a task again that a worker was given shortly before a crash.</summary>
    public void OfferAgain(OpenTask task) => _dispatcher.OfferAgain(task);

    /// <summary>Takes back what was done for a task that has ended otherwise: timed out, or its execution was stopped.</summary>
    public void Withdraw(OpenTask task)
    {
        if (task.Kind == TaskKind.Activity) _dispatcher.Withdraw(task);
        else _invocations.Withdraw(task.Token);
    }

    /// <summary>Ends a Map Run that nobody waits for any more.</summary>
    public void Withdraw(OpenMapRun run) => MapRuns.Withdraw(run);

    /// <summary>Tells a Map Run that one of its children has ended.</summary>
    public void ChildEnded(MapRunParent parent, ExecutionStatus status) => MapRuns.ChildEnded(parent, status);

    /// <summary>Gives up calls that are under way; they are made again after the next start.</summary>
    public async Task StopAsync()
    {
        _stopping.Cancel();
        await _background.CloseAsync();
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>Offers a task to the workers of its activity, or fails it where there is no such activity.</summary>
    private void Offer(OpenTask task)
    {
        if (_activities.IsKnown(task.ResourceArn)) _dispatcher.Offer(task);
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
        await SendUntilDecidedAsync(
            task.Token.Number, task.Token.Partition, new ExecutionCommand.FailTask(task.Token, StateErrors.Runtime, gone, TaskFailureKind.ScheduleFailed), CancellationToken.None);
    }

    private void Begin(Invocation? invocation)
    {
        if (invocation is not null) _background.Start(() => InvokeAsync(invocation));
    }

    private async Task InvokeAsync(Invocation invocation)
    {
        try
        {
            var outcome = await CallAsync(invocation);
            Begin(_invocations.Next());
            if (outcome is null) return;
            var task = invocation.Task;
            ExecutionCommand command = outcome switch
            {
                TaskOutcome.Failed failed => new ExecutionCommand.FailTask(task.Token, failed.Error, failed.Cause),
                TaskOutcome.Succeeded done when task.Pattern == IntegrationPattern.WaitForTaskToken => new ExecutionCommand.SubmitTask(task.Token, done.Output),
                TaskOutcome.Succeeded done => new ExecutionCommand.CompleteTask(task.Token, done.Output),
                _ => throw new InvariantException("An outcome is a success or a failure."),
            };
            await SendUntilDecidedAsync(task.Token.Number, task.Token.Partition, command, invocation.Cancelled);
        }
        finally
        {
            _invocations.End(invocation);
        }
    }

    /// <returns>How the call ended; null where nobody wants to know: the task has ended, or the server stops and the next start calls again.</returns>
    private async Task<TaskOutcome?> CallAsync(Invocation invocation)
    {
        var task = invocation.Task;
        try
        {
            var integration = _integrations.FirstOrDefault(integration => integration.Handles(task));
            if (integration is null) return new TaskOutcome.Failed(StateErrors.Runtime, $"The resource '{task.ResourceArn}' is not available on this server.");

            // One that does not listen to the cancellation is not waited for.
            return await integration.InvokeAsync(task, invocation.Cancelled).WaitAsync(invocation.Cancelled);
        }
        catch (Exception) when (invocation.Cancelled.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            return new TaskOutcome.Failed(StateErrors.Timeout, null); // it gave up by itself
        }
        catch (Exception e)
        {
            InvocationFailed(_logger, task.ResourceArn, e);
            return new TaskOutcome.Failed(StateErrors.Runtime, e.Message);
        }
    }

    /// <summary>Sends a command until it is decided: an outage of the store must not lose it.</summary>
    /// <param name="unwanted">Cancelled when nobody needs the decision any more.</param>
    private async Task SendUntilDecidedAsync(long number, int partition, ExecutionCommand command, CancellationToken unwanted)
    {
        for (var delay = RetryDelayMin; !_stopping.IsCancellationRequested && !unwanted.IsCancellationRequested; delay = delay * 2 < RetryDelayMax ? delay * 2 : RetryDelayMax)
        {
            try
            {
                await Send(number, partition, command);
                return;
            }
            catch (Exception e) when (e is RuntimeStoppedException or ExecutionFaultedException)
            {
                return; // still owed: the next start does it
            }
            catch (Exception e) when (RuntimeFailures.IsTransient(e))
            {
                if (delay == RetryDelayMin) ResultDelayed(_logger, command.GetType().Name, number, e);
            }
            await _clock.DelayAsync(delay, _stopping.Token);
        }
    }

    [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "Calling {Resource} failed unexpectedly.")]
    private static partial void InvocationFailed(ILogger logger, string resource, Exception exception);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Warning, Message = "{Command} for execution {Number} could not be stored; it is tried again until it is.")]
    private static partial void ResultDelayed(ILogger logger, string command, long number, Exception exception);
}
