using System.Collections.Concurrent;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Language.Model;
using Baton.Runtime.Registry;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Tasks;

/// <summary>Does what executions owe to the outside, at least once: offers activity tasks, calls functions and services, continues long runs.</summary>
public sealed partial class EffectRunner : IDisposable
{
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(30);

    private readonly ActivityDispatcher _dispatcher;
    private readonly ActivityRegistry _activities;
    private readonly IReadOnlyList<ITaskIntegration> _integrations;
    private readonly TimeProvider _clock;
    private readonly ILogger<EffectRunner> _logger;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<TaskToken, Task> _running = [];

    public EffectRunner(
        ActivityDispatcher dispatcher, ActivityRegistry activities, IEnumerable<ITaskIntegration> integrations, RuntimeOptions options, TimeProvider clock,
        ILogger<EffectRunner> logger)
    {
        _dispatcher = dispatcher;
        _activities = activities;
        _integrations = [.. integrations];
        _clock = clock;
        _logger = logger;
        _slots = new SemaphoreSlim(options.InvocationsMax);
    }

    /// <summary>Sends a command to an execution and tells its decision; set by the router, which needs this runner first.</summary>
    internal Func<long, int, ExecutionCommand, Task<Decision>> Send { get; set; } = (_, _, _) => throw new InvalidOperationException("The router is not wired.");

    internal void Run(long number, int partition, Effect effect)
    {
        switch (effect)
        {
            case Effect.DispatchActivity dispatch: _ = OfferAsync(dispatch.Task); break;
            case Effect.InvokeTask invoke: Invoke(invoke.Task); break;
            case Effect.Continue: _ = SendUntilDecidedAsync(number, partition, new ExecutionCommand.ContinueExecution()); break;
            default: throw new InvariantException("An effect is a dispatch, a call or a continuation.");
        }
    }

    /// <summary>Gives up calls that are under way; they are made again after the next start.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values);
    }

    public void Dispose()
    {
        _slots.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Offers a task to the workers of its activity, or fails it where there is no such activity.</summary>
    private async Task OfferAsync(OpenTask task)
    {
        try
        {
            if (await _activities.FindAsync(task.ResourceArn, _stopping.Token) is not null)
            {
                _dispatcher.Offer(task);
                return;
            }
            var gone = $"The activity {task.ResourceArn} does not exist.";
            await SendUntilDecidedAsync(
                task.Token.Number, task.Token.Partition, new ExecutionCommand.FailTask(task.Token, StateErrors.Runtime, gone, TaskFailureKind.ScheduleFailed));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // still owed: the next start offers it again
        }
        catch (Exception e)
        {
            InvocationFailed(_logger, task.ResourceArn, e);
            _dispatcher.Offer(task); // whether the activity exists could not be read; a worker that polls it knows
        }
    }

    private void Invoke(OpenTask task)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_running.TryAdd(task.Token, done.Task)) return; // a repeat of what is under way
        _ = Task.Run(async () =>
        {
            try
            {
                await InvokeAsync(task);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // still owed: the next start calls again
            }
            catch (Exception e)
            {
                InvocationFailed(_logger, task.ResourceArn, e);
            }
            finally
            {
                _running.TryRemove(task.Token, out _);
                done.SetResult();
            }
        });
    }

    private async Task InvokeAsync(OpenTask task)
    {
        await _slots.WaitAsync(_stopping.Token);
        TaskOutcome outcome;
        try
        {
            outcome = await CallAsync(task);
        }
        finally
        {
            _slots.Release();
        }
        ExecutionCommand command = outcome switch
        {
            TaskOutcome.Failed failed => new ExecutionCommand.FailTask(task.Token, failed.Error, failed.Cause),
            TaskOutcome.Succeeded done when task.Pattern == IntegrationPattern.WaitForTaskToken => new ExecutionCommand.SubmitTask(task.Token, done.Output),
            TaskOutcome.Succeeded done => new ExecutionCommand.CompleteTask(task.Token, done.Output),
            _ => throw new InvariantException("An outcome is a success or a failure."),
        };
        await SendUntilDecidedAsync(task.Token.Number, task.Token.Partition, command);
    }

    private async Task<TaskOutcome> CallAsync(OpenTask task)
    {
        var integration = _integrations.FirstOrDefault(integration => integration.Handles(task));
        if (integration is null)
        {
            return new TaskOutcome.Failed(StateErrors.Runtime, $"The resource '{task.ResourceArn}' is not available on this server.");
        }
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var left = task.TimeoutAt - _clock.GetUtcNow();
        using var timer = left is null ? null : new CancellationTokenSource(left.Value > TimeSpan.Zero ? Shorter(left.Value) : TimeSpan.Zero, _clock);
        using var expired = timer?.Token.Register(timeout.Cancel);
        try
        {
            return await integration.InvokeAsync(task, timeout.Token);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            return new TaskOutcome.Failed(StateErrors.Timeout, null); // the execution's own timer has said so by now
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            InvocationFailed(_logger, task.ResourceArn, e);
            return new TaskOutcome.Failed(StateErrors.Runtime, e.Message);
        }
    }

    /// <summary>A timer's longest span is about 49 days; whatever is longer is bounded by the execution's own timers.</summary>
    private static TimeSpan Shorter(TimeSpan span) => span < TimeSpan.FromDays(40) ? span : TimeSpan.FromDays(40);

    /// <summary>Sends a result until it is decided: an outage of the store must not lose it.</summary>
    private async Task SendUntilDecidedAsync(long number, int partition, ExecutionCommand command)
    {
        var delay = TimeSpan.FromMilliseconds(100);
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await Send(number, partition, command);
                return;
            }
            catch (Exception e)
            {
                ResultDelayed(_logger, number, e);
            }
            await Task.Delay(delay, _clock, _stopping.Token);
            delay = delay * 2 < RetryDelayMax ? delay * 2 : RetryDelayMax;
        }
    }

    [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "Calling {Resource} failed unexpectedly.")]
    private static partial void InvocationFailed(ILogger logger, string resource, Exception exception);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Warning, Message = "A result for execution {Number} could not be stored; it is tried again.")]
    private static partial void ResultDelayed(ILogger logger, long number, Exception exception);
}
