using Baton.Api.Operations;
using Baton.Api.Protocol;
using Baton.Client.Worker;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Runtime.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskOutcome = Baton.Client.Worker.TaskOutcome;

namespace Baton.Hosting;

/// <summary>
/// Does the activities of an application in its own process: tasks come from the dispatcher and results go to the router, without a request.
/// What is not done when it stops is handed out again at the next start, because its activities are local ones.
/// </summary>
/// <param name="runtime">Hands out tasks and takes their results.</param>
/// <param name="activities">What does each activity, by its ARN.</param>
/// <param name="options">What holds for all of them.</param>
/// <param name="scopes">Makes the scope of a task.</param>
/// <param name="loggers">Where it says what happens.</param>
internal sealed class LocalWorker(
    WorkflowRuntime runtime, IReadOnlyDictionary<string, ActivityRegistration> activities, BatonWorkerOptions options, IServiceScopeFactory scopes, ILoggerFactory loggers) : ITaskReceiver, IDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<LocalWorker>();
    private readonly Lock _lock = new();
    private readonly Dictionary<TaskToken, LocalTask> _tasks = [];
    private readonly List<(ActivitySubscription Subscription, ActivityWorker Worker)> _subscriptions = [];
    private readonly List<ITimer> _beats = [];
    private readonly CancellationTokenSource _graceOver = new();
    private bool _isClosed;

    /// <inheritdoc/>
    public bool HasRoom => true;

    /// <inheritdoc/>
    public void Expect(int bytes)
    {
        // nothing is sent: there is always room
    }

    public void Start()
    {
        foreach (var (arn, activity) in activities)
        {
            var worker = new ActivityWorker { Activity = activity, Options = options, Scopes = scopes, Logger = _logger };
            var subscription = runtime.Dispatcher.Subscribe(arn, options.WorkerName, _subscriptions.Count, this);
            _subscriptions.Add((subscription, worker));
            _beats.Add(worker.Time.CreateTimer(_ => Beat(subscription), null, worker.HeartbeatInterval, worker.HeartbeatInterval));
        }
        foreach (var (subscription, worker) in _subscriptions) runtime.Dispatcher.SetTasksMax(subscription, worker.TasksMax);
    }

    /// <summary>Goes on with what was begun.</summary>
    public void TakeNoMore()
    {
        foreach (var (subscription, _) in _subscriptions) runtime.Dispatcher.SetTasksMax(subscription, 0);
    }

    /// <summary>Waits for what was begun, then cancels it; a handler that does not listen is not waited for.</summary>
    /// <param name="cancellationToken">No more time at all.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_isClosed) return;
        TakeNoMore();
        _graceOver.CancelAfter(options.ShutdownGrace);
        Task[] running;
        lock (_lock) running = [.. _tasks.Values.Select(task => task.Done.Task)];
        using var hurry = cancellationToken.UnsafeRegister(_ => _graceOver.Cancel(), null);
        await Task.WhenAny(Task.WhenAll(running), Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
        lock (_lock) _isClosed = true;
        foreach (var (subscription, _) in _subscriptions) runtime.Dispatcher.Close(subscription, isGone: false);
        _beats.ForEach(beat => beat.Dispose());
    }

    public void Dispose() => _graceOver.Dispose();

    /// <inheritdoc/>
    public void Receive(ActivitySubscription subscription, HandedOutTask handedOut)
    {
        var task = new LocalTask(handedOut.Token, subscription, _subscriptions[subscription.Number].Worker);
        lock (_lock)
        {
            if (!_tasks.TryAdd(task.Token, task)) return; // offered again, but it is here
        }
        _ = Task.Run(() => WorkAsync(task, handedOut.Input.Utf8.ToArray()));
    }

    /// <inheritdoc/>
    public void Withdraw(TaskToken token)
    {
        LocalTask? task;
        lock (_lock) task = _tasks.GetValueOrDefault(token);
        task?.Cancel();
    }

    private async Task WorkAsync(LocalTask task, byte[] input)
    {
        try
        {
            var outcome = await TaskWork.RunAsync(task.Worker, task.Subscription.ActivityArn, task.Token.ToString(), input, _ => HeartbeatAsync(task), task.Gone.Token, _graceOver.Token);
            var isCutOff = outcome is TaskOutcome.Failed { Error: WorkerErrors.WorkerStopped } && _graceOver.IsCancellationRequested;
            lock (_lock)
            {
                _tasks.Remove(task.Token);
                if (_isClosed || isCutOff) return; // the next start does it again
            }
            Report(task, outcome);
        }
        finally
        {
            task.Done.SetResult();
        }
    }

    private void Report(LocalTask task, TaskOutcome outcome)
    {
        runtime.Dispatcher.Answered(this, [task.Token]);
        if (outcome is TaskOutcome.Gone) WorkerLog.TaskGone(_logger, task.Name);
        else Send(task, CommandOf(task, outcome));
    }

    /// <summary>A result that the service would refuse fails the task, as it does for workers elsewhere.</summary>
    private ExecutionCommand CommandOf(LocalTask task, TaskOutcome outcome)
    {
        if (outcome is TaskOutcome.Failed failed) return new ExecutionCommand.FailTask(task.Token, failed.Error, failed.Cause);
        try
        {
            return new ExecutionCommand.CompleteTask(task.Token, Payloads.Parse(((TaskOutcome.Succeeded)outcome).Output, runtime.Options.Limits.PayloadBytesMax, Errors.InvalidOutput));
        }
        catch (ApiException e)
        {
            WorkerLog.ResultRefused(_logger, task.Name, e.Code, e.Message);
            return new ExecutionCommand.FailTask(task.Token, e.Code, e.Message);
        }
    }

    /// <exception cref="OperationCanceledException">The handler's own token is cancelled.</exception>
    private async Task HeartbeatAsync(LocalTask task)
    {
        if (TaskTokens.ErrorOf(await runtime.Router.SendAsync(task.Token, new ExecutionCommand.HeartbeatTask(task.Token), CancellationToken.None)) is not null) await task.Gone.CancelAsync();
    }

    private void Beat(ActivitySubscription subscription)
    {
        List<LocalTask> running;
        lock (_lock) running = [.. _tasks.Values.Where(task => task.Subscription == subscription)];
        foreach (var task in running) runtime.Router.Post(task.Token, new ExecutionCommand.HeartbeatTask(task.Token), new HeartbeatReply(task));
    }

    private void Send(LocalTask task, ExecutionCommand result) => runtime.Router.Post(task.Token, result, new ResultReply(this, task, result));

    private void SendLater(TaskToken token, ExecutionCommand result) => runtime.Dispatcher.SendLater(token, result);

    /// <summary>A task from when it was handed out until its result is on its way.</summary>
    private sealed record LocalTask(TaskToken Token, ActivitySubscription Subscription, ActivityWorker Worker)
    {
        public string Name => Worker.Activity.NameOrArn;

        /// <summary>Nobody waits for the result any more.</summary>
        public CancellationTokenSource Gone { get; } = new();

        /// <summary>Tells the handler, elsewhere: what it does then must not keep commits waiting.</summary>
        public void Cancel() => _ = Gone.CancelAsync();

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>A result that an outage of the store kept from being stored is stored as soon as that is possible.</summary>
    private sealed class ResultReply(LocalWorker worker, LocalTask task, ExecutionCommand result) : IReply<Decision>
    {
        public void Set(Decision decision)
        {
            if (TaskTokens.ErrorOf(decision) is not null) WorkerLog.TaskGone(worker._logger, task.Name);
        }

        public void Fail(Exception error)
        {
            if (RuntimeFailures.IsTransient(error)) worker.SendLater(task.Token, result);
        }
    }

    private sealed class HeartbeatReply(LocalTask task) : IReply<Decision>
    {
        public void Set(Decision decision)
        {
            if (TaskTokens.ErrorOf(decision) is not null) task.Cancel();
        }

        /// <summary>The next beat follows.</summary>
        public void Fail(Exception error)
        {
        }
    }
}
