using Baton.Api.Operations;
using Baton.Api.Protocol;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Runtime.Tasks;

namespace Baton.Api.Streams;

/// <summary>
/// One worker's stream: frames with many results, starts and the like come in, frames with many tasks and answers go out. Each item is
/// done as the API's operation of that kind does it, and what one of them does wrong is told of it alone.
/// </summary>
internal sealed class WorkerStream : ITaskReceiver, IDisposable
{
    private readonly WorkflowRuntime _runtime;
    private readonly FrameReader _frames;
    private readonly Outbox _outbox;
    private readonly StreamStarts _starts;
    private readonly Action _abort;
    private readonly Action<Exception> _failed;
    private readonly TimeProvider _clock;
    private readonly Dictionary<int, ActivitySubscription> _byNumber = [];
    private readonly Lock _lock = new();
    private ActivitySubscription[] _subscriptions = []; // replaced as a whole: others read it
    private TaskCompletionSource? _belowMax;
    private int _unanswered;
    private bool _wasFull;
    private long _heard;

    /// <param name="runtime">Does what is asked.</param>
    /// <param name="stream">Both ways.</param>
    /// <param name="clock">Tells silence.</param>
    /// <param name="abort">Cuts the connection.</param>
    /// <param name="failed">Takes failures of ours, to tell them in the log.</param>
    public WorkerStream(WorkflowRuntime runtime, Stream stream, TimeProvider clock, Action abort, Action<Exception> failed)
    {
        _runtime = runtime;
        _clock = clock;
        _abort = abort;
        _failed = failed;
        _frames = new FrameReader(stream);
        _outbox = new Outbox(stream, clock, Answered, _ => abort());
        _starts = new StreamStarts(runtime, _outbox, ErrorOf);
        _heard = clock.GetTimestamp();
    }

    /// <inheritdoc/>
    public bool HasRoom
    {
        get
        {
            var hasRoom = _outbox.Bytes < StreamLimits.TaskBytesMax;
            if (!hasRoom) Volatile.Write(ref _wasFull, true);
            return hasRoom;
        }
    }

    /// <summary>Serves the stream until one side ends it.</summary>
    /// <param name="isGone">Cancelled when the connection breaks.</param>
    /// <param name="isStopping">Cancelled when the server stops: what was sent so far is answered, and the worker keeps its tasks.</param>
    public async Task RunAsync(CancellationToken isGone, CancellationToken isStopping)
    {
        await using var beats = _clock.CreateTimer(_ => Beat(), null, StreamLimits.Beat, StreamLimits.Beat);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(isGone, isStopping);
        try
        {
            while (await _frames.ReadAsync(either.Token) is { } frame)
            {
                Volatile.Write(ref _heard, _clock.GetTimestamp());
                await ApplyAsync(FrameParser.Parse(frame.Span), isGone);
                if (RoomAsync() is { IsCompleted: false } room) await room.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (isStopping.IsCancellationRequested && !isGone.IsCancellationRequested)
        {
            await StopAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // the worker has gone
        }
        catch (Exception e)
        {
            _outbox.Error(ErrorOf(e));
            await _outbox.FlushAsync();
        }
        finally
        {
            foreach (var subscription in _subscriptions) _runtime.Dispatcher.Close(subscription, isGone: !isStopping.IsCancellationRequested);
            _starts.Close();
        }
    }

    public void Dispose()
    {
        _frames.Dispose();
        _outbox.Dispose();
    }

    /// <inheritdoc/>
    public void Expect(int bytes)
    {
        _outbox.Expect(bytes);
        if (bytes < 0) Resume();
    }

    /// <inheritdoc/>
    public void Receive(ActivitySubscription subscription, HandedOutTask task) => _outbox.HandedOut(subscription.Number, task.Token, task.Input);

    /// <inheritdoc/>
    public void Withdraw(TaskToken token) => _outbox.Withdrawn(token);

    /// <summary>What was asked is decided and answered; the tasks that the worker has stay its own.</summary>
    private async Task StopAsync()
    {
        foreach (var subscription in _subscriptions) _runtime.Dispatcher.SetTasksMax(subscription, 0);
        await _runtime.Router.SettleAsync();
        _outbox.Stopping();
        await _outbox.FlushAsync();
    }

    private async Task ApplyAsync(StreamFrame frame, CancellationToken isGone)
    {
        foreach (var serve in frame.Serves) await ServeAsync(serve, isGone); // first, because results can be of tasks that it claims
        foreach (var token in frame.Heartbeats) Send(token, new ExecutionCommand.HeartbeatTask(token.Token), new HeartbeatReply(this, token));
        if (frame.Results.Count > 0) Apply(frame.Results);
        if (frame.Returns.Count > 0) _runtime.Dispatcher.Return(this, [.. frame.Returns.Select(token => token.Token)]);
        Asked(frame.Starts.Count + frame.Waits.Count);
        foreach (var start in frame.Starts) _ = _starts.StartAsync(start, isGone);
        foreach (var wait in frame.Waits) _ = _starts.WaitAsync(wait, isGone);
    }

    private void Apply(List<TaskResult> results)
    {
        var holders = _runtime.Dispatcher.Answered(this, results.ConvertAll(result => result.Token.Token));
        for (var i = 0; i < results.Count; i++)
        {
            var reply = new ResultReply(this, results[i].Token, holders[i]);
            try
            {
                Send(results[i].Token, CommandOf(results[i]), reply);
            }
            catch (ApiException e)
            {
                // The task stays the worker's, which may send another result.
                if (holders[i] is { } holder) _runtime.Dispatcher.ResultLost(holder, results[i].Token.Token);
                Asked(1);
                _outbox.Refused(results[i].Token, e);
            }
        }
    }

    private void Send(StreamToken token, ExecutionCommand command, IReply<Decision> reply)
    {
        Asked(1);
        if (token.Unknown is null) _runtime.Router.Post(token.Token, command, reply);
        else _outbox.Refused(token, Errors.InvalidToken());
    }

    /// <exception cref="ApiException">The result is none.</exception>
    private ExecutionCommand CommandOf(TaskResult result)
    {
        if (result.Output is { } output)
        {
            return new ExecutionCommand.CompleteTask(result.Token.Token, Payloads.Parse(output, _runtime.Options.Limits.PayloadBytesMax, Errors.InvalidOutput));
        }
        var request = StreamRequests.Of(("error", result.Error), ("cause", result.Cause));
        var failure = new ExecutionCommand.FailTask(result.Token.Token, request.Optional("error", SendTaskFailure.ErrorLengthMax), request.Optional("cause", SendTaskFailure.CauseLengthMax));
        request.Check();
        return failure;
    }

    private async Task ServeAsync(Serve serve, CancellationToken isGone)
    {
        try
        {
            await SubscribeAsync(serve, isGone);
        }
        catch (Exception e)
        {
            Asked(1);
            _outbox.RefusedServe(serve.As, ErrorOf(e));
        }
    }

    /// <exception cref="ApiException">There is no such activity, or what was asked is none.</exception>
    private async Task SubscribeAsync(Serve serve, CancellationToken isGone)
    {
        if (_byNumber.TryGetValue(serve.As, out var known))
        {
            if (serve.ActivityArn is not null || serve.Holds.Count > 0) throw Errors.Validation($"'as' {serve.As} is taken; only its max can be changed.");
            _runtime.Dispatcher.SetTasksMax(known, serve.TasksMax);
            return;
        }
        if (_byNumber.Count == StreamLimits.ServesMax) throw Errors.Validation($"One stream serves at most {StreamLimits.ServesMax} activities.");
        if (serve.Holds.Count > StreamLimits.TasksMax) throw Errors.Validation($"'holds' has {serve.Holds.Count} tokens; expected at most {StreamLimits.TasksMax}.");
        var request = StreamRequests.Of(("activity", serve.ActivityArn), ("worker", serve.WorkerName));
        var (arn, workerName) = await GetActivityTask.ReadAsync(_runtime, request, "activity", "worker", isGone);
        var subscription = _runtime.Dispatcher.Subscribe(arn, workerName, serve.As, this);
        _byNumber.Add(serve.As, subscription);
        Volatile.Write(ref _subscriptions, [.. _byNumber.Values]);
        _runtime.Dispatcher.Claim(subscription, [.. from held in serve.Holds where held.Unknown is null select held.Token]);
        _runtime.Dispatcher.SetTasksMax(subscription, serve.TasksMax);
    }

    private ApiException ErrorOf(Exception e)
    {
        if (Errors.Of(e) is { } told) return told;
        if (e is OperationCanceledException) return Errors.ServiceUnavailable("The stream was closed."); // nobody is there any more who would hear it
        _failed(e);
        return Errors.InternalFailure("of the stream");
    }

    private void Beat()
    {
        if (_clock.GetElapsedTime(Volatile.Read(ref _heard)) > StreamLimits.SilenceMax || _outbox.Stuck > StreamLimits.SilenceMax || _outbox.Bytes > StreamLimits.WaitingBytesMax) _abort();
        else _outbox.Beat();
    }

    private void Asked(int count) => Interlocked.Add(ref _unanswered, count);

    /// <summary>So many answers were sent: there may be room for more of everything.</summary>
    private void Answered(int count)
    {
        TaskCompletionSource? waiting = null;
        if (Interlocked.Add(ref _unanswered, -count) < StreamLimits.UnansweredMax)
        {
            lock (_lock) (waiting, _belowMax) = (_belowMax, null);
        }
        waiting?.TrySetResult();
        Resume();
    }

    /// <summary>Asks for tasks again where there was no room for them, and is now.</summary>
    private void Resume()
    {
        if (!Volatile.Read(ref _wasFull) || !HasRoom) return;
        Volatile.Write(ref _wasFull, false);
        foreach (var subscription in _subscriptions) _runtime.Dispatcher.Resume(subscription);
    }

    private Task RoomAsync()
    {
        if (Volatile.Read(ref _unanswered) < StreamLimits.UnansweredMax) return Task.CompletedTask;
        lock (_lock)
        {
            _belowMax ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Volatile.Read(ref _unanswered) < StreamLimits.UnansweredMax) _belowMax.TrySetResult();
            return _belowMax.Task;
        }
    }

    /// <summary>Tells a worker what became of a result.</summary>
    private sealed class ResultReply(WorkerStream stream, StreamToken token, ActivitySubscription? holder) : IReply<Decision>
    {
        public void Set(Decision decision)
        {
            if (TaskTokens.ErrorOf(decision) is { } error) stream._outbox.Refused(token, error);
            else stream._outbox.Taken(token.Token);
        }

        public void Fail(Exception error)
        {
            if (holder is not null) stream._runtime.Dispatcher.ResultLost(holder, token.Token);
            stream._outbox.Refused(token, stream.ErrorOf(error));
        }
    }

    /// <summary>Tells a worker of a heartbeat that did not arrive; of one that did there is nothing to say.</summary>
    private sealed class HeartbeatReply(WorkerStream stream, StreamToken token) : IReply<Decision>
    {
        public void Set(Decision decision)
        {
            if (TaskTokens.ErrorOf(decision) is { } error) stream._outbox.Refused(token, error);
            else stream.Answered(1);
        }

        public void Fail(Exception error) => stream._outbox.Refused(token, stream.ErrorOf(error));
    }
}
